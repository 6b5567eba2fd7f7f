"""The short way to "unchanged" says what the long way says, and is taken only where it may."""

import psycopg
import pytest
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from publication import versions
from publication.links import links
from publication.unchanged import Answers
from tests.factories import OrganisationFactory, UserFactory
from tests.publication.portal import ADDRESS, Portal

pytestmark = pytest.mark.django_db
HEADERS = (
    "ETag", "Last-Modified", "Cache-Control", "Content-Language", "Content-Crs", "Link", "API-Version",
    "Access-Control-Allow-Origin", "Content-Security-Policy", "X-Content-Type-Options", "Vary",
)  # fmt: skip


@pytest.fixture
def first(portal: Portal) -> dict[str, str]:
    OrganisationFactory(public=True)
    return portal.get()[1]


def test_it_costs_one_query_and_says_the_same(portal, first, django_assert_num_queries):
    with django_assert_num_queries(1):
        status, headers, body = portal.again(first)
    assert (status, body, portal.short) == (304, b"", [False, True])
    for name in HEADERS:
        assert headers[name] == first[name]
    assert not {"Content-Type", "Content-Length"} & headers.keys()
    assert portal.again(first, method="HEAD")[0] == 304


def test_a_change_ends_it(portal, first):
    OrganisationFactory(public=True)
    status, _headers, body = portal.again(first)
    assert (status, body.count(b'"slug"') > 1, portal.short[-1]) == (200, True, False)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/api/v1/companies?pageSize=6", {}),
        ("/api/v1/sites?pageSize=5", {}),
        (f"{ADDRESS}&lang=en", {}),
        (ADDRESS, {"Accept-Language": "en"}),
        (ADDRESS, {"Accept": "text/csv"}),
        (ADDRESS, {"Host": "localhost"}),
    ],
)
def test_another_question_gets_its_own_answer(portal, first, address, headers):
    assert portal.again(first, address, **headers)[0] == 200
    assert portal.short[-1] is False


def test_compression_does_not_matter(portal, first):
    assert portal.again(first, **{"Accept-Encoding": "gzip"})[0] == 304
    assert portal.short[-1] is True


def test_another_process_learns_from_what_it_finds_unchanged(first, portal):
    other = Portal()
    assert [other.again(first)[0] for _ in range(2)] == [304, 304]
    assert other.short == [False, True]


def test_a_mistake_is_never_unchanged(portal):
    OrganisationFactory(public=True)
    address = "/api/v1/companies?foo=1"
    status, headers, _body = portal.get(address)
    assert status == 400
    assert "ETag" not in headers
    assert portal.get(address, **{"If-None-Match": "*"})[0] == 400
    assert portal.get(address, **{"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})[0] == 400
    assert not any(portal.short)


@pytest.mark.parametrize("header", [{"Cookie": "session=x"}, {"Cookie": "messages=x"}, {"Authorization": "Bearer x"}])
def test_who_may_see_something_of_their_own_takes_the_long_way(portal, first, header):
    portal.again(first, **header)
    assert portal.short[-1] is False


def test_what_a_member_of_staff_saw_is_kept_for_nobody(portal, client):
    OrganisationFactory(public=True)
    client.force_login(UserFactory(staff=True))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    assert portal.get(Cookie=cookie)[0] == 200
    assert len(portal.application.answers) == 0


def test_only_the_last_answers_are_kept(portal):
    OrganisationFactory(public=True)
    portal.application.answers = Answers(most=2)
    for size in range(1, 6):
        portal.get(f"/api/v1/companies?pageSize={size}")
    assert len(portal.application.answers) == 2


def test_pages_take_it_too(portal):
    OrganisationFactory(public=True, slug="een", name="Een")
    with override("nl"):
        address = reverse("companies:organisation", args=["een"])
    assert portal.again(portal.get(address)[1], address)[0] == 304
    assert portal.short[-1] is True


def test_a_database_that_does_not_say_sends_everybody_the_long_way(portal, first):
    portal.application._read = lambda: None
    assert portal.again(first)[0] == 304
    assert portal.short[-1] is False


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the run is not on PostgreSQL")
def test_a_connection_that_is_cut_is_opened_again():
    """What an administrator or a restart of the server does to a connection costs nobody an answer."""
    connection.close()
    connection.close_pool()  # threads of earlier tests may not have given back what they took
    OrganisationFactory(public=True)
    portal = Portal(versions.tokens_now)
    try:
        first = portal.get()[1]
        assert portal.again(first)[0] == 304
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        seen = [portal.again(first)[0] for _ in range(3)]
        assert seen == [304, 304, 304]
        assert portal.short == [False, True, True, True, True]
    finally:
        links.close()
        connection.close()  # cut as well
