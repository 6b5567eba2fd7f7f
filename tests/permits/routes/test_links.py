"""Links into and out of the planner: from a gap of the matrix, and to the desk however many answers there are."""

import re
import zlib
from base64 import urlsafe_b64encode
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from permits.route_query import LONGEST, link_query, short_query, unfolded
from permits.trajectories.from_plan import NoPlan, plan_in
from publication.publishing import publishing
from tests.factories import MaterialFactory
from tests.permits.routes.test_pages import words

EN = "/en/permits/route/"
PLAN = f"{EN}plan/"

pytestmark = pytest.mark.usefixtures("law")


def all_answers(ruleset) -> dict:
    """An answer to every question, as long as it can be."""
    given = {
        "many": lambda one: [option.value for option in one.options],
        "choice": lambda one: max((option.value for option in one.options), key=len),
        "quantity": lambda one: 12.123456789,
        "yes-no": lambda one: "unknown",
        "date": lambda one: "2027-03-01",
        "municipality": lambda one: "GM0599",
        "text": lambda one: "".join(chr(0x1F300 + number) for number in range(120)),
    }
    return {slug: given[one.kind.value](one) for slug, one in ruleset.questions.items()}


def test_a_plan_with_every_answer_reaches_the_desk_whole(client: Client, ruleset):
    answers = all_answers(ruleset) | {"activities": ["melting", "shredding"], "discharge": ["sewer"]}
    answers |= {"inputs": ["ore"], "building-features": ["higher"], "water-board": "wshd"}
    link = f"{PLAN}?{link_query(answers, 1)}"
    assert len(link) > 2_000
    page = client.get(link, follow=True)
    assert page.request["PATH_INFO"] == PLAN, page.request
    desk = unescape(re.search(r'class="button button--large" href="([^"]+)"', page.content.decode())[1])
    (plan,) = parse_qs(urlsplit(desk).query)["plan"]
    assert len(plan) <= 2_000
    form = client.get(desk)
    assert form.context["form"]["plan"].value() == plan
    assert not form.context["unknown"]
    assert words(client.get(plan)) == words(page)
    ruleset_of, found = plan_in(plan)
    assert ruleset_of.version.number == 1
    assert found["plot"] == answers["plot"]


def test_the_longest_link_in_short_fits_the_desk(ruleset):
    assert len("/nl/vergunningen/route/plan/?" + short_query(all_answers(ruleset), 999)) <= 2_000


def packed(text: bytes) -> str:
    return urlsafe_b64encode(zlib.compress(text)).decode().rstrip("=")


@pytest.mark.parametrize(
    "short",
    [
        "",
        "x",
        "é",
        "!!!!",
        packed(b"v=1")[:-4],
        packed(b"v=1&plot=" + b"x" * LONGEST),
        packed(b"\xff\xfe"),
        packed(b""),
    ],
)
def test_what_is_no_short_link_changes_nothing(client: Client, short):
    query = QueryDict(urlencode({"z": short, "v": "1"}))
    assert unfolded(query) is query
    page = client.get(PLAN, {"z": short, "v": "1"})
    assert "The short link is not whole" in words(page)
    assert "no question of the planner" not in words(page)
    with pytest.raises(NoPlan):
        plan_in(f"{PLAN}?z={short}")


def test_what_stands_beside_a_short_link_goes_before_it():
    short = short_query({"site": "new", "plot": "A 1"}, 1)
    found = unfolded(QueryDict(f"{short}&site=change-province&ask=site"))
    assert found.dict() == {"v": "1", "site": "change-province", "plot": "A 1", "ask": "site"}


@pytest.mark.parametrize(("strategic", "answer"), [(True, "yes"), (False, "no")])
def test_a_gap_of_the_matrix_fills_in_stage_and_material(client: Client, strategic, answer):
    with publishing():
        MaterialFactory(public=True, slug="lithium", listed=True, listed__strategic=strategic)
    response = client.get(EN, {"stage": "recycling-recovery", "material": "lithium"})
    text = words(response)
    assert "Filled in already" in text
    assert "black mass and metal recovery" in text
    onward = unescape(re.search(r'href="([^"]*question/\?[^"]*)"', response.content.decode())[1])
    given = parse_qs(urlsplit(onward).query)
    assert (given["stage"], given["strategic-material"]) == (["recycling-recovery"], [answer])
    # It travels on to the plan, for the desk, and is no answer there.
    assert given["material"] == ["lithium"]
    own = client.get(EN, {"material": "lithium", "strategic-material": "unknown"})
    assert "strategic-material=unknown" in unescape(own.content.decode())
    assert "no question of the planner" not in words(client.get(PLAN, {"material": "lithium"}))


@pytest.mark.parametrize("material", ["geheim", "", "<script>"])
def test_a_material_that_is_not_public_answers_nothing(client: Client, material):
    MaterialFactory(slug="geheim")
    response = client.get(EN, {"material": material})
    assert response.status_code == 200
    assert b"strategic-material=" not in response.content
    assert "no question of the planner" in words(client.get(PLAN, {"material": material}))


def test_the_material_of_a_link_reaches_the_plan_and_the_desk_and_is_no_answer(client: Client, ruleset):
    with publishing():
        MaterialFactory(public=True, slug="lithium", listed=True, listed__strategic=True)
    for name in ("question/?ask=stage&", "all-questions/?", "?"):
        text = unescape(client.get(f"{EN}{name}stage=recycling-recovery&material=lithium").content.decode())
        assert "material=lithium" in text or 'name="material" value="lithium"' in text, name
    page = client.get(PLAN, {"v": "1", "stage": "recycling-recovery", "material": "lithium"})
    desk = unescape(re.search(r'class="button button--large" href="([^"]+)"', page.content.decode())[1])
    (plan,) = parse_qs(urlsplit(desk).query)["plan"]
    assert parse_qs(urlsplit(plan).query)["material"] == ["lithium"]
    assert client.get(desk).context["form"].initial["materials"] == ["lithium"]
    assert "material" not in plan_in(plan)[1]
