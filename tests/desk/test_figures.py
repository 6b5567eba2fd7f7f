"""Days and figures."""

import datetime

import pytest

from companies.models import OrganisationListing
from desk import examples
from desk.days import days_later, working_days_between
from desk.figures import cells, figures, percentile, summary
from desk.models import Inquiry
from publication.examples import load_all, remove_all
from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    ActivityMaterialFactory,
    InquiryFactory,
    MaterialFactory,
    OrganisationFactory,
    StageFactory,
    days_ago,
)

day = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # Friday to Monday
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-12-23", 2, "2026-12-28"),  # Christmas and the weekend
        ("2026-05-13", 1, "2026-05-18"),  # Ascension, and the Friday equated with a holiday
        ("2040-01-02", 5, "2040-01-09"),  # the calendar does not know this year: weekends alone
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_working_days(start, days, end):
    assert days_later(day(start), days) == day(end)
    assert working_days_between(day(start), day(end)) == days


def test_few_answers_tell_of_single_people():
    assert summary([1, 2, 3, 4]) == {"n": 4, "median": None, "p80": None}
    assert summary([5, 1, 2, 3, 4]) == {"n": 5, "median": 3, "p80": 4}
    assert percentile([1], 80) == 1
    assert percentile(list(range(1, 11)), 80) == 8


@pytest.mark.django_db
def test_unmet_demand_counts_questions_and_leads_to_the_directory(chain):
    stage, material = chain
    InquiryFactory.create_batch(2, stages=[stage], materials=[material])
    InquiryFactory(stages=[stage], materials=[material], is_example=True)
    InquiryFactory(stages=[stage], materials=[material], received_at=days_ago(500))
    found = figures()
    assert found["asked"] == 2
    (cell,) = found["cells"]
    assert (cell["asked"], cell["organisations"]) == (2, 0)
    assert (cell["stage_name"], cell["material_name"]) == (stage.name_nl, material.name_nl)
    assert (cell["gap"], cell["url"]) == ("geen", "/nl/bedrijven/?stage=recycling&material=lithium")
    assert not OrganisationListing.objects.exists()


@pytest.mark.django_db
def test_unmet_demand_leads_to_the_page_of_the_gap(client):
    with publishing():
        stage = StageFactory(public=True, slug="refining")
        material = MaterialFactory(public=True, slug="nickel", listed=True)
    InquiryFactory(stages=[stage], materials=[material])
    (cell,) = figures()["cells"]
    assert (cell["gap"], cell["url"]) == ("geen", "/nl/witte-vlekken/refining/nickel/")
    assert client.get(cell["url"]).status_code == 200
    with publishing():
        organisation = OrganisationFactory(public=True)
        ActivityMaterialFactory(activity=ActivityFactory(organisation=organisation, stage=stage), material=material)
    (cell,) = figures()["cells"]
    assert (cell["gap"], cell["organisations"]) == ("", 1)
    assert "/bedrijven/?" in cell["url"]


@pytest.mark.django_db
def test_a_question_about_a_stage_or_a_material_alone_counts_among_the_topics(chain, desk):
    stage, material = chain
    InquiryFactory(stages=[stage])
    InquiryFactory.create_batch(2, materials=[material])
    assert [rows for _title, rows in figures()["topics"]] == [[(stage.name_nl, 1)], [(material.name_nl, 2)]]
    assert figures()["cells"] == []
    assert material.name_nl in desk.get("/admin/desk/inquiry/figures/").content.decode()


@pytest.mark.django_db
def test_figures_cost_the_same_for_many(chain, django_assert_max_num_queries):
    InquiryFactory.create_batch(2, answered=True, stages=[chain[0]], materials=[chain[1]])
    figures()
    with django_assert_max_num_queries(30) as few:
        figures()
    InquiryFactory.create_batch(20, answered=True, stages=[chain[0]], materials=[chain[1]])
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert cells(Inquiry.objects.all())[0]["asked"] == 22


@pytest.mark.django_db
def test_examples_come_once_are_marked_and_go(client):
    assert load_all()["desk"] == len(examples.EXAMPLES) == 4
    assert load_all()["desk"] == 0
    example = Inquiry.objects.first()
    assert "badge--example" in client.get(example.private_path).content.decode()
    real = InquiryFactory()
    assert remove_all()["desk"] == 4
    assert list(Inquiry.objects.all()) == [real]
    assert not Inquiry.history.exclude(id=real.pk).exists()
