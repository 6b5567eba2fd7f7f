"""The progress report: what a day said, again and again; what the public edition leaves out; the workbook."""

import datetime
import io

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from agenda.models import Action
from agenda.reporting import Edition, report
from publication.models import ListingState
from publication.publishing import publishing
from tests.agenda.matrix import make_matrix
from tests.factories import (
    ActionFactory,
    BottleneckFactory,
    DecisionFactory,
    InquiryFactory,
    MeetingFactory,
    MilestoneFactory,
    PartnerFactory,
    RecommendationFactory,
    RecommendationPartFactory,
    UserFactory,
    days_ago,
    days_from_now,
)

pytestmark = pytest.mark.django_db
LAST_WEEK = datetime.timedelta(days=7)


@pytest.fixture(scope="module")
def _agenda(fill_once) -> Action:
    return fill_once(make_agenda)


@pytest.fixture
def agenda(_agenda) -> Action:
    """The action that was done five days ago."""
    return Action.objects.get(pk=_agenda.pk)


def make_agenda() -> Action:
    """An agenda of ten days ago, with one action done five days ago."""
    make_matrix()
    with publishing():
        partner = PartnerFactory(public=True, name_nl="Haven", name_en="Port")
        first = RecommendationFactory(public=True, number=1, name_nl="Inzicht", owner=partner)
        part = RecommendationPartFactory(recommendation=first, number="1.1")
        RecommendationPartFactory(recommendation=first, number="1.2", name_nl="Leeg onderdeel")
        RecommendationFactory(public=True, number=2, name_nl="Loket")
        mine = {"recommendation": first, "owner": partner}
        late = ActionFactory(public=True, slug="late", name_nl="Kaart maken", part=part, due_on=days_ago(8), **mine)
        ActionFactory(slug="intern", name_nl="Geheime actie", due_on=days_from_now(9), **mine)
        ActionFactory(public=True, slug="voorbeeld", name_nl="Nepactie", is_example=True, **mine)
        meeting = MeetingFactory(public=True, name_nl="Eerste overleg", date=days_ago(20), internal_record="geheim")
        DecisionFactory(meeting=meeting, number=1, text_nl="Openbaar besluit", is_public=True)
        DecisionFactory(meeting=meeting, number=2, text_nl="Geheim besluit")
        MilestoneFactory(public=True, name_nl="Circulaire strategie", date="2024")
        BottleneckFactory(public=True, name_nl="Geen stroom")
    moment = timezone.now() - datetime.timedelta(days=10)
    for one in Action, *(type(item) for item in (first, part, partner, meeting)):
        one.history.update(history_date=moment)
    type(meeting.decisions.first()).history.update(history_date=moment)
    late.state, late.ended_on, late.evidence_nl, late.evidence_en = "done", days_ago(5), "Klaar", "Done"
    with publishing():
        late.save()
    late.history.filter(state="done").update(history_date=timezone.now() - datetime.timedelta(days=5))
    return late


def day_of(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def test_a_day_says_what_was_known_then_and_stays_the_same(agenda):
    then, now = report(day_of(7), Edition.PUBLIC), report(day_of(0), Edition.PUBLIC)
    assert [(line.number, line.open, line.done, line.overdue, str(line.state)) for line in then.lines] == [
        (1, 1, 0, 1, "under-way"),
        (2, 0, 0, 0, "no-action"),
    ]
    line = now.lines[0]
    assert (line.open, line.done, line.overdue, str(line.state)) == (0, 1, 0, "ended")
    assert [part.number for part in then.lines[0].lacking] == ["1.2"]
    agenda.name_nl = "Andere naam"
    with publishing():
        agenda.save()
        BottleneckFactory(public=True)
    assert report(day_of(7), Edition.PUBLIC) == then
    assert report(day_of(11), Edition.PUBLIC).lines == []


def test_the_public_edition_has_what_is_public_then_and_now(agenda):
    assert [one.name for one in report(day_of(7), Edition.PUBLIC).lines[0].actions] == ["Kaart maken", "Nepactie"]
    internal = report(day_of(7), Edition.INTERNAL)
    assert {one.name: one.is_public for one in internal.lines[0].actions} == {
        "Kaart maken": True, "Geheime actie": False, "Nepactie": True
    }  # fmt: skip
    assert [one["number"] for one in internal.meetings[0]["decisions"]] == [1, 2]
    agenda.visibility = "internal"
    with publishing():
        agenda.save()
    assert [one.name for one in report(day_of(7), Edition.PUBLIC).lines[0].actions] == ["Nepactie"]


def test_pages_and_workbook(client: Client, agenda):
    for path in ("/nl/agenda/voortgang/", "/en/agenda/progress/"):
        page = client.get(f"{path}?on={day_of(7)}").content.decode()
        assert "Geheim" not in page
        assert "geheim" not in page
        assert page.count("badge--example") == 1
    with translation.override("nl"):
        assert "Leeg onderdeel" in client.get("/nl/agenda/voortgang/").content.decode()
    file = client.get(f"/en/agenda/progress/report.xlsx?on={day_of(7)}")
    assert file.content == client.get(f"/en/agenda/progress/report.xlsx?on={day_of(7)}").content
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content))
    text = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    assert "Openbaar besluit" not in text  # English texts
    assert "Geheim" not in text
    assert len(book.sheet_names) == 6


def sheet_of(client: Client, name: str, on: datetime.date) -> list[list]:
    file = client.get(f"/en/agenda/progress/report.xlsx?on={on}")
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_name(name).to_python()


def test_of_a_day_before_the_register_no_figure_is_told(client: Client, agenda):
    """The organisations came today: of last week there is nothing to count, and a nought would be a lie."""
    (register,) = report(day_of(7), Edition.PUBLIC).sections
    assert register.figures == []
    assert "The register began on" in client.get(f"/en/agenda/progress/?on={day_of(7)}").content.decode()
    assert [row[0] for row in sheet_of(client, "Figures", day_of(7))] == ["What", "As of", "Edition", "The register"]
    before = client.get(f"/en/agenda/progress/?on={day_of(11)}").content.decode()
    assert "Open bottlenecks" not in before


def test_a_spreadsheet_can_count_with_the_figures(client: Client, agenda):
    figures = dict(row[:2] for row in sheet_of(client, "Figures", day_of(0))[1:])
    counted = {name: figure for name, figure in figures.items() if name.startswith("The register: ")}
    assert counted
    assert {type(figure) for figure in counted.values()} == {float}


def test_an_example_meeting_is_marked(client: Client, agenda):
    with publishing():
        made_up = MeetingFactory(public=True, name_en="Made up", date=days_ago(3), is_example=True)
        DecisionFactory(meeting=made_up, number=1, text_en="Made-up decision", is_public=True)
    page = client.get("/en/agenda/progress/").content.decode()
    assert page.index("Made up") < page.index("badge--example", page.index("Made up")) < page.index("Made-up decision")
    rows = [row for row in sheet_of(client, "Decisions", day_of(0)) if row[0] == "Made up"]
    assert [row[5:] for row in rows] == [["yes", "public"]]


@pytest.mark.parametrize("on", ["2999-01-01", "x", "0000-00-00", "1000-01-01", "2026-02-30"])
def test_a_day_that_is_none_is_told(client: Client, agenda, on):
    for path in ("/en/agenda/progress/", "/en/agenda/progress/report.xlsx"):
        answer = client.get(f"{path}?on={on}")
        assert answer.status_code == 200
        assert "Part of this address was not understood" in answer.content.decode()


def test_the_internal_edition_is_for_staff_alone(client: Client, agenda):
    InquiryFactory()
    for name in ("admin:agenda_action_report", "admin:agenda_action_report_file"):
        assert client.get(reverse(name)).status_code == 302
    client.force_login(UserFactory(superuser=True, english=True))
    answer = client.get(reverse("admin:agenda_action_report"), {"on": str(day_of(0))})
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "Geheim" not in client.get("/nl/agenda/voortgang/").content.decode()
    with translation.override("en"):
        assert "Questions received" in page
        assert "not public" in page
    assert client.get(reverse("admin:agenda_action_report_file")).status_code == 200


@pytest.mark.parametrize(
    ("spoken", "other", "said"), [("nl", "en", "Interne uitgave"), ("en", "nl", "Internal edition")]
)
def test_the_internal_edition_leads_to_itself_in_the_other_language(client: Client, agenda, spoken, other, said):
    client.force_login(UserFactory(superuser=True))
    address = reverse("admin:agenda_action_report")
    page = client.get(address, {"on": str(day_of(0)), "language": spoken}).content.decode()
    assert said in page
    assert f'href="{address}?on={day_of(0)}&amp;language={other}"' in page
    assert f"?on={day_of(0)}&amp;language={spoken}" in page, "the file is in the language of the page"
    assert f'<input type="hidden" name="language" value="{spoken}">' in page, "another day is asked in it, too"
    assert client.get(address, {"language": "xx"}).status_code == 200


def test_the_queries_do_not_grow(client: Client, agenda, django_assert_max_num_queries):
    client.get("/nl/agenda/voortgang/")
    with publishing():
        for number in range(3, 10):
            one = RecommendationFactory(public=True, number=number)
            ActionFactory(public=True, recommendation=one)
    ListingState.objects.count()
    with django_assert_max_num_queries(45):
        client.get("/nl/agenda/voortgang/")
