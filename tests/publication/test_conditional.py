import datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.http import http_date

from publication.conditional import Validators, unchanged_or, validators
from publication.models import ListingState
from tests.factories import StageFactory

pytestmark = pytest.mark.django_db
MOMENT = datetime.datetime(2026, 3, 1, 12, 0, 0, 700_000, tzinfo=datetime.UTC)


def asked(path="/x", **headers):
    return RequestFactory().get(path, headers=headers)


def tag(path="/x", kinds=("stages",), **more):
    return validators(asked(path), kinds, **more).etag


def test_the_tag_is_weak_and_stays_while_nothing_changes():
    StageFactory(public=True)
    assert tag() == tag()
    assert tag().startswith('W/"')


def test_the_tag_differs_by_question_language_and_form():
    tags = [tag(), tag("/x?q=1"), tag("/y"), tag(language="en"), tag(also="csv")]
    assert len(set(tags)) == len(tags)


def test_a_change_gives_a_new_tag_to_its_own_kind_alone():
    stage = StageFactory(public=True)
    before, other = tag(), tag(kinds=("materials",))
    stage.name_nl = "Anders"
    stage.save()
    assert tag() != before
    assert tag(kinds=("materials",)) == other


def test_a_header_that_changes_the_answer_counts():
    plain = validators(asked(), ("stages",), vary=("HX-Request",))
    partial = validators(asked(**{"HX-Request": "true"}), ("stages",), vary=("HX-Request",))
    assert plain.etag != partial.etag
    response = HttpResponse()
    plain.stamp(response)
    assert response["Vary"] == "HX-Request"


@pytest.mark.parametrize(
    ("headers", "unchanged"),
    [
        ({}, False),
        ({"If-None-Match": 'W/"abc"'}, True),
        ({"If-None-Match": '"abc"'}, True),
        ({"If-None-Match": '"other", W/"abc"'}, True),
        ({"If-None-Match": "*"}, True),
        ({"If-None-Match": '"other"'}, False),
        ({"If-None-Match": "abc"}, False),
        ({"If-None-Match": ""}, False),
        ({"If-Modified-Since": http_date(MOMENT.timestamp())}, True),
        ({"If-Modified-Since": http_date(MOMENT.timestamp() + 60)}, True),
        ({"If-Modified-Since": http_date(MOMENT.timestamp() - 1)}, False),
        ({"If-Modified-Since": "yesterday"}, False),
        ({"If-None-Match": '"other"', "If-Modified-Since": http_date(MOMENT.timestamp())}, False),
    ],
)
def test_what_the_reader_holds(headers, unchanged):
    response = Validators('W/"abc"', MOMENT).not_modified(asked(**headers))
    assert (response is not None) == unchanged
    if response is not None:
        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == 'W/"abc"'
        assert "Content-Type" not in response


def test_an_answer_carries_its_validators():
    response = HttpResponse()
    Validators('W/"abc"', MOMENT).stamp(response)
    assert response["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"
    assert response["Cache-Control"] == "no-cache"


class Page:
    def __init__(self, status=200):
        self.calls, self.status = 0, status

    def __call__(self, request):
        self.calls += 1
        assert isinstance(request.listing_states, dict)
        return HttpResponse("page", status=self.status)


def test_a_page_is_not_made_twice_for_who_holds_it(django_assert_num_queries):
    StageFactory(public=True)
    page = Page()
    view = unchanged_or("stages")(page)
    first = view(asked())
    with django_assert_num_queries(1):
        second = view(asked(**{"If-None-Match": first["ETag"]}))
    assert (second.status_code, page.calls) == (304, 1)
    ListingState.objects.get(kind="stages")


@pytest.mark.parametrize("cookie", ["session", "messages"])
def test_who_has_a_cookie_gets_a_page_of_their_own(cookie):
    request = asked()
    request.COOKIES[cookie] = "x"
    assert "ETag" not in unchanged_or("stages")(Page())(request)


def test_an_error_carries_no_validator():
    assert "ETag" not in unchanged_or("stages")(Page(404))(asked())
