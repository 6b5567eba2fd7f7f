"""The public pages and API of released trajectories: dates, missed ones, open periods, and nothing internal."""

import datetime
import json
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from permits.models import Note, ProcedureEvent, Trajectory
from permits.trajectories import EventKind
from permits.trajectories.planning import change_planned_date, plan_date
from permits.trajectories.releasing import release_events
from permits.views.timetable_words import told_row
from tests.factories import MunicipalityFactory, OrganisationFactory, UserFactory
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded
from tests.shared_records import FillOnce

pytestmark = pytest.mark.django_db
K = EventKind
SECRET = "zeergeheim"
LANGUAGES = ["nl", "en"]


def address(name, *args, language="nl"):
    with override(language):
        return reverse(f"permits:{name}", args=args)


def text_of(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def days_from_now(days):
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture(scope="module")
def _running(fill_once: FillOnce) -> None:
    fill_once(make_running)


@pytest.fixture
def running(_running: None, db: None) -> Trajectory:
    """An extended procedure with its draft laid open ten days ago, a planned date that moved, and internal things."""
    return Trajectory.objects.get(slug="fabriek")


def make_running() -> None:
    trajectory = TrajectoryFactory(
        slug="fabriek",
        title_nl="Fabriek voor zwarte massa",
        title_en="Black mass plant",
        visibility="public",
        organisation=OrganisationFactory(name="Voorbeeld BV", slug="voorbeeld-bv", public=True),
        municipality=MunicipalityFactory(name="Delft", slug="delft", public=True),
        initiative=f"{SECRET} initiatief",
        is_example=True,
    )
    one = recorded(
        procedure(trajectory, "extended"),
        happened(K.RECEIVED, days_from_now(-60)),
        happened(K.DRAFT_LAID_OPEN, days_from_now(-10)),
    )
    records = list(ProcedureEvent.objects.filter(procedure=one))
    release_events(
        trajectory=trajectory, records=records, user=UserFactory(), text_nl="Uitleg hierbij.", text_en="Explained here."
    )
    recorded(one, happened(K.ADVICE_ASKED, days_from_now(-5), party=SECRET))
    Note.objects.create(trajectory=trajectory, text=f"{SECRET} notitie", audience="applicant")
    planned = plan_date(procedure=one, milestone="decision", on=days_from_now(-3), user=UserFactory())
    change_planned_date(
        planned=planned, to=days_from_now(-1), reason="research", text_nl="Onderzoek loopt uit.",
        text_en="Research takes longer.", user=UserFactory(),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_where_it_stands_and_how_to_respond(client, running, language):
    response = client.get(address("trajectory", "fabriek", language=language))
    text = text_of(response)
    assert response.status_code == 200
    last = days_from_now(-10) + datetime.timedelta(days=41)
    wanted = {
        "nl": [
            "Fabriek voor zwarte massa",
            "Voorbeeld",
            "Uitleg hierbij.",
            "Onderzoek loopt uit.",
            "gemist",
            "0 van 1 procedure klaar",
        ],
        "en": [
            "Black mass plant",
            "Example",
            "Explained here.",
            "Research takes longer.",
            "missed",
            "0 of 1 procedure done",
        ],
    }[language]
    for part in wanted:
        assert part in text
    if last.weekday() < 5:
        assert str(last.day) in text
    assert SECRET not in response.content.decode()


def test_each_step_to_a_last_day_has_its_date(client, running):
    """A person checks by hand how the last day to respond comes about."""
    page = text_of(client.get(address("trajectory", "fabriek", language="en")))
    steps = page.split("How this last day comes about", 1)[1].split("The dates at a glance", 1)[0]
    with override("en"):
        assert f"{date_format(days_from_now(-10), 'j F Y')} : The draft is laid open" in steps


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_shows_it_with_its_open_period(client, running, language):
    response = client.get(address("trajectories", language=language), {"openNow": "views-received"})
    assert response.status_code == 200
    assert {"nl": "Fabriek voor zwarte massa", "en": "Black mass plant"}[language] in text_of(response)
    assert SECRET not in response.content.decode()


def test_drafts_that_are_laid_open_together_are_told_once_with_their_number(client, running):
    today = timezone.localdate()
    window = {"kind": "views-received", "first": today.isoformat(), "last": days_from_now(20).isoformat()}
    later = {**window, "last": days_from_now(30).isoformat()}
    passed = {**window, "last": days_from_now(-1).isoformat()}
    row = {**client.get("/api/v1/trajectories/fabriek").json(), "openWindows": [window, passed, later, window]}
    shown = told_row(row, today)["open"]
    assert [(one["last"], one["count"]) for one in shown] == [(window["last"], 2), (later["last"], 1)]


def test_a_period_that_has_passed_is_not_open(client, running, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: datetime.date(2099, 1, 1))
    assert "Fabriek" not in text_of(client.get(address("trajectories"), {"openNow": "views-received"}))
    api = client.get("/api/v1/trajectories", {"openNow": "views-received"})
    assert api.json()["count"] == 0


@pytest.mark.parametrize("query", [{"status": "weg"}, {"openNow": "ja"}, {"x": "1"}, {"page": "9"}, {"q": "é" * 300}])
def test_strange_parameters_are_named(client, running, query):
    name = next(iter(query))
    page = client.get(address("trajectories"), query)
    assert page.status_code == (404 if name == "page" else 200)
    api = client.get("/api/v1/trajectories", query)
    assert api.status_code == (404 if name == "page" else 400)
    assert name == "page" or name in json.dumps(api.json())


def test_the_api_gives_the_same_rows_in_every_form(client, running):
    body = client.get("/api/v1/trajectories").json()
    assert (body["count"], body["results"][0]["slug"], body["results"][0]["isExample"]) == (1, "fabriek", True)
    table = client.get("/api/v1/trajectories", {"format": "csv"})
    assert "fabriek" in b"".join(table.streaming_content).decode() if table.streaming else table.content.decode()
    record = client.get("/api/v1/trajectories/fabriek").json()
    assert [one["kind"] for one in record["timetable"][0]["events"]] == ["received", "draft-laid-open"]
    assert SECRET not in json.dumps(record)


def test_the_sitemap_names_it_in_both_languages(client, running):
    found = client.get("/sitemap.xml").content.decode()
    for language in LANGUAGES:
        assert address("trajectory", "fabriek", language=language) in found


def test_pages_cost_the_same_whatever_the_number(client, running, django_assert_num_queries):
    client.get(address("trajectories"))
    with django_assert_num_queries(2):
        client.get(address("trajectories"))
    for _number in range(5):
        TrajectoryFactory(visibility="public")
    client.get(address("trajectories"))
    with django_assert_num_queries(2):
        client.get(address("trajectories"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "1 van 1 procedure klaar, waarvan 1 ingetrokken of buiten behandeling gelaten"),
        ("en", "1 of 1 procedure done, of which 1 withdrawn or not processed"),
    ],
)
def test_a_withdrawn_procedure_is_not_told_as_one_that_was_decided(client, language, said):
    trajectory = TrajectoryFactory(slug="smelter", visibility="public")
    recorded(procedure(trajectory), happened(K.RECEIVED, "2026-01-14"), happened(K.WITHDRAWN, "2026-02-02"))
    records = ProcedureEvent.objects.filter(procedure__trajectory=trajectory)
    release_events(trajectory=trajectory, records=records, user=UserFactory())
    for page in (address("trajectories", language=language), address("trajectory", "smelter", language=language)):
        assert said in text_of(client.get(page)), page
