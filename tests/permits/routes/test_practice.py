"""What a plan says of practice: figures from five decisions on, beside the legal dates, which stay as they are."""

import datetime
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from permits.models import Authority, PermitType
from permits.route_query import link_query
from permits.trajectories import EventKind, Outcome
from permits.trajectories.actions import NewProcedure, add_procedure
from tests.factories.trajectories import TrajectoryFactory, happened, recorded

PLAN = "/en/permits/route/plan/"
API = "/api/v1/route-plans?lang=en"


@pytest.fixture(autouse=True)
def _fresh_figures():
    cache.clear()
    yield
    cache.clear()


def decided(law, slug: str, *lengths: int, **given) -> None:
    """Decisions on this permit, so many days after receipt."""
    received = datetime.date(2025, 6, 2)
    for days in lengths:
        trajectory = TrajectoryFactory(law_version=law, **given)
        permit_type = PermitType.objects.get(version=law, slug=slug)
        authority = Authority.objects.filter(version=law).first()
        one = add_procedure(trajectory=trajectory, new=NewProcedure(permit_type=permit_type, authority=authority))
        last = received + datetime.timedelta(days=days)
        recorded(
            one, happened(EventKind.RECEIVED, received), happened(EventKind.DECIDED, last, outcome=Outcome.GRANTED)
        )
    cache.clear()


def by_permit(client: Client, answers) -> dict:
    rows = client.post(API, {"answers": answers}, content_type="application/json").json()["procedures"]
    return {row["permitType"]: row for row in rows}


def test_figures_from_five_decisions_on_and_the_legal_dates_stay(client, law, cases):
    answers = cases["black-mass-maasvlakte"]
    before = by_permit(client, answers)
    slug = next(one for one, row in before.items() if row["procedure"] == "regular" and row["dates"])
    decided(law, slug, 30, 40, 50, 60, is_example=False)
    decided(law, slug, 1, 1, 1, is_example=True)
    few = by_permit(client, answers)[slug]["inPractice"]
    assert few == {
        "isEnough": False,
        "decisions": None,
        "p50Days": None,
        "p80Days": None,
        "text": "Too few: fewer than five decisions are known.",
    }
    decided(law, slug, 90)
    after = by_permit(client, answers)
    found = after[slug]["inPractice"]
    assert (found["isEnough"], found["decisions"], found["p50Days"], found["p80Days"]) == (True, 5, 50, 60)
    assert found["text"].startswith("Half took 50 days at most, four fifths 60 days (5 decisions")
    for row in (*before.values(), *after.values()):
        row.pop("inPractice")
    assert after == before


def test_the_page_and_its_json_tell_it_in_both_languages(client, law, cases):
    answers = cases["black-mass-maasvlakte"]
    query = link_query(answers, 1)
    none = unescape(client.get(f"{PLAN}?{query}").content.decode())
    assert "cannot be said yet" in none
    assert "Too few: fewer than five" in none
    slug = next(
        one for one, row in by_permit(client, answers).items() if row["procedure"] == "regular" and row["dates"]
    )
    decided(law, slug, 30, 40, 50, 60, 90)
    page = unescape(client.get(f"{PLAN}?{query}").content.decode())
    row = re.search(rf'href="#permit-{slug}".*?</tr>', page, re.DOTALL)[0]
    assert "in practice: half within 50 days, four fifths within 60" in row
    block = page.split(f'id="permit-{slug}"', 1)[1].split("</details>", 1)[0]
    assert "Half took 50 days at most" in block
    assert "The legal date stays as it is" in block
    assert page.count("29 October 2027") == none.count("29 October 2027")
    told = client.get(f"{PLAN}json/?{query}").json()
    assert next(one for one in told["procedures"] if one["permitType"] == slug)["inPractice"]["p50Days"] == 50
    dutch = unescape(client.get(f"/nl/vergunningen/route/plan/?{query}").content.decode())
    assert "De helft duurde hoogstens 50 dagen" in dutch
