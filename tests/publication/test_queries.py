"""What is wrong with a query string is named, and the rest of it still works."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from companies.filters import OrganisationFilterSet
from publication.queries import ListQuery
from tests.examples import examples
from tests.factories import OrganisationFactory, StageFactory

pytestmark = pytest.mark.django_db

BAD = {
    "colour=red": "colour",
    "stage=refning": "stage",
    "kind=shop": "kind",
    "q=%00": "q",
    "q=" + "a" * 201: "q",
    "q=organisatie&q=organisatie": "q",
    "bbox=1,2,3": "bbox",
    "bbox=a,b,c,d": "bbox",
    "bbox=nan,1,2,3": "bbox",
    "bbox=4,52,inf,53": "bbox",
    "bbox=51,4,52,500": "bbox",
    "bbox=5,52,4,53": "bbox",
    "updatedSince=yesterday": "updatedSince",
    "updatedSince=2026-02-30": "updatedSince",
    "updatedSince=0001-01-01T00:00:00": "updatedSince",
    "sort=colour": "sort",
    "page=0": "page",
    "page=-1": "page",
    "page=two": "page",
    "page=99": "page",
    "page=1&page=2": "page",
    "page=²": "page",
    "page=99999999999999999999": "page",
    "pageSize=0": "pageSize",
    "pageSize=1000": "pageSize",
}


@pytest.mark.parametrize(("query", "name"), BAD.items())
def test_a_bad_parameter_is_named(query: str, name: str) -> None:
    OrganisationFactory.create_batch(2, visibility="public")
    listed = ListQuery.read(OrganisationFilterSet, QueryDict(query))
    assert {problem.name for problem in listed.problems} == {name}
    assert all(problem.reason for problem in listed.problems)
    assert listed.rows("nl")


def test_an_unknown_stage_is_answered_with_the_known_ones() -> None:
    StageFactory(slug="refining", visibility="public")
    (problem,) = ListQuery.read(OrganisationFilterSet, QueryDict("stage=refning")).problems
    assert "refning" in problem.reason
    assert "refining" in problem.reason


@given(st.dictionaries(st.sampled_from(list(OrganisationFilterSet.base_filters)), st.text(max_size=40), max_size=4))
@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_breaks_a_query(values: dict[str, str]) -> None:
    data = QueryDict(mutable=True)
    data.update(values)
    ListQuery.read(OrganisationFilterSet, data).rows("en")
