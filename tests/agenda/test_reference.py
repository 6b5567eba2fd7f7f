"""The facts of the two sources, as they are loaded."""

import pytest
from django.core.management import call_command

from agenda.models import (
    Challenge,
    FundingScheme,
    Instrument,
    Meeting,
    Milestone,
    Opportunity,
    Partner,
    Recommendation,
    RecommendationPart,
)
from agenda.reference import load_agenda
from publication.publishing import publishing
from publication.rebuild import compare
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
SIX = {"provincie-zuid-holland", "innovationquarter", "havenbedrijf-rotterdam", "gemeente-rotterdam", "dcmr", "tno"}
OWN = (Recommendation, Challenge, Opportunity, Partner, Instrument, Milestone, Meeting, FundingScheme)


@pytest.fixture(scope="module")
def agenda(fill_once):
    fill_once(load_everything)


def load_everything() -> None:
    call_command("load_reference", verbosity=0)
    with publishing():
        load_agenda()


def test_the_nine_recommendations_have_fourteen_parts_and_the_role_of_the_report(agenda):
    roles = dict(Recommendation.objects.values_list("number", "role"))
    assert roles == {number: "lead" if number <= 4 else "supporting" for number in range(1, 10)}
    parts = RecommendationPart.objects.values_list("number", "recommendation__number")
    assert len(parts) == 14
    assert all(part.split(".")[0] == str(number) for part, number in parts)


def test_challenges_opportunities_and_the_first_meeting_are_those_of_the_sources(agenda):
    assert Challenge.objects.count() == 12
    stages = {one.number: {stage.slug for stage in one.stages.all()} for one in Opportunity.objects.all()}
    assert stages == {
        1: {"services-trade"},
        2: {"refining", "recycling-recovery"},
        3: {"production"},
        4: {"knowledge"},
    }
    meeting = Meeting.objects.get()
    assert meeting.date.isoformat() == "2026-05-18"
    assert {one.slug for one in meeting.parties.all()} == SIX
    assert {one.slug for one in meeting.chairs.all()} == {"provincie-zuid-holland", "innovationquarter"}
    assert not meeting.decisions.exists()
    assert [one.date for one in Milestone.objects.all()] == [
        "2024-07-03", "2025-12-02", "2026-05-18", "2026-06-16", "2026-Q4", "2027",
    ]  # fmt: skip


def test_every_record_names_its_source_and_says_everything_in_two_languages(agenda):
    for model in OWN:
        for record in model.objects.all():
            assert record.sources.exists(), record
            assert record.is_published
            assert record.confidence != "none"
            for name in [field.name for field in model._meta.fields if field.name.endswith("_nl")]:
                assert bool(getattr(record, name)) == bool(getattr(record, f"{name[:-3]}_en")), (record, name)


def test_loading_again_changes_nothing(agenda):
    Recommendation.objects.filter(number=1).update(text_nl="Aangepast door de redactie.")
    with publishing():
        assert set(load_agenda().values()) == {0}
    assert Recommendation.objects.get(number=1).text_nl == "Aangepast door de redactie."


def test_a_partner_gets_its_organisation_when_the_register_comes_later(agenda):
    assert Partner.objects.get(slug="tno").organisation is None
    touched = Partner.objects.get(slug="hcss")
    touched.text_nl = "Schreef het onderzoek."
    touched.save()
    for slug in ("tno", "hcss"):
        OrganisationFactory(slug=slug, public=True)
    with publishing():
        load_agenda()
    assert Partner.objects.get(slug="tno").organisation.slug == "tno"
    assert Partner.objects.get(slug="hcss").organisation is None


def test_the_listings_say_what_the_records_say(agenda):
    for kind in ("recommendations", "challenges", "opportunities", "partners", "instruments", "meetings", "milestones"):
        assert list(compare(kind)) == []


def test_the_agenda_tells_the_two_lines_and_the_goals_of_2026(agenda, client):
    dutch = ("Beleidsinterventies kritieke grondstoffen", "Regionaal overleg kritieke grondstoffen")
    english = ("Policy interventions on critical", "Regional consultation on critical")
    for path, lines, goal in (("/nl/agenda/", dutch, "weerbaarder"), ("/en/agenda/", english, "more resilient")):
        page = client.get(path).content.decode()
        part = page[page.index('id="lines"') : page.index('id="track"')]
        assert all(line in part for line in lines)
        assert goal in page
    assert client.get("/en/agenda/programmes/policy-interventions/").status_code == 200
