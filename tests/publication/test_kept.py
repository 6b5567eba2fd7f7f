"""An answer that is given again is the answer that would be made, and nobody gets one that is not theirs."""

import datetime
import gzip

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from loket.accounts.limits import admits
from publication.enums import Visibility
from publication.tasks import publish_released
from publication.visibility import change_visibility
from tests.factories import OrganisationFactory, UserFactory
from tests.publication.portal import ADDRESS, Portal

pytestmark = pytest.mark.django_db
ROOM = 10_000_000
LIST = "/api/v1/companies"


@pytest.fixture
def keeping(quiet_requests) -> Portal:
    cache.clear()
    return Portal(most_bytes=ROOM, admits=admits)


@pytest.fixture
def page() -> str:
    OrganisationFactory(public=True, slug="een", name="Een")
    with override("nl"):
        return reverse("companies:organisation", args=["een"])


def addresses() -> list[str]:
    with override("nl"):
        pages = [reverse("companies:directory"), reverse("companies:map"), reverse("companies:map-data")]
    return [ADDRESS, "/api/v1/stages?lang=en", "/nl/", *pages]


def slugs(answer: tuple[int, dict[str, str], bytes]) -> set[bytes]:
    return {slug for slug in (b"first", b"second", b"later") if b'"' + slug + b'"' in answer[2]}


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_given_again_is_the_same_byte_for_byte(keeping, number, method):
    OrganisationFactory(public=True, located=True)
    address = addresses()[number]
    made = Portal().get(address, method)
    keeping.get(address)
    assert keeping.get(address, method) == made
    assert keeping.short == [False, True]
    assert (made[0], bool(made[2])) == (200, method == "GET")


def test_it_costs_one_query(keeping, page, django_assert_num_queries):
    keeping.get(page)
    with django_assert_num_queries(1):
        assert keeping.get(page)[0] == 200
    assert keeping.short == [False, True]


def test_a_file_that_is_written_as_it_goes_passes_by(keeping):
    OrganisationFactory(public=True)
    for _ in range(2):
        status, headers, body = keeping.get(f"{LIST}?format=csv")
        assert (status, "Content-Length" in headers, body.count(b"\r\n")) == (200, False, 2)
    assert keeping.short == [False, False]


def test_a_change_shows_at_once(keeping):
    OrganisationFactory(public=True, slug="first")
    assert slugs(keeping.get()) == {b"first"}
    OrganisationFactory(public=True, slug="second")
    assert slugs(keeping.get()) == {b"first", b"second"}
    assert keeping.short == [False, False]
    assert len(keeping.application.kept) == 1


def test_what_is_hidden_is_gone_at_once(keeping):
    OrganisationFactory(public=True, slug="first")
    second = OrganisationFactory(public=True, slug="second")
    keeping.get()
    change_visibility(records=[second], visibility=Visibility.INTERNAL)
    assert slugs(keeping.get()) == {b"first"}
    change_visibility(records=[second], visibility=Visibility.PUBLIC)
    assert slugs(keeping.get()) == {b"first", b"second"}
    assert not any(keeping.short)


def test_the_end_of_an_embargo_shows_at_once(keeping, monkeypatch):
    OrganisationFactory(public=True, slug="first")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    OrganisationFactory(slug="later", visibility=Visibility.EMBARGOED, embargo_until=tomorrow)
    assert slugs(keeping.get()) == slugs(keeping.get()) == {b"first"}
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: tomorrow)
    publish_released()
    assert slugs(keeping.get()) == {b"first", b"later"}
    assert keeping.short == [False, True, False]


def test_a_kind_that_becomes_public_ends_pages_made_from_all_kinds(keeping):
    with override("nl"):
        address = reverse("loket:search") + "?q=kobalt"
    before = keeping.get(address)[2]
    assert keeping.get(address)[2] == before
    OrganisationFactory(public=True, slug="first", name="Kobalt B.V.")
    assert b"Kobalt B.V." in keeping.get(address)[2]
    assert keeping.short == [False, True, False]


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (f"{LIST}?pageSize=6", {}),
        (f"{ADDRESS}&lang=en", {}),
        (ADDRESS, {"Accept-Language": "en"}),
        (ADDRESS, {"Accept": "application/json;q=0.5"}),
        (ADDRESS, {"Host": "localhost"}),
        (ADDRESS, {"X-Forwarded-Proto": "https"}),
        (ADDRESS, {"Accept-Encoding": "gzip"}),
    ],
)
def test_another_question_gets_its_own_answer(keeping, address, headers):
    OrganisationFactory.create_batch(6, public=True)
    keeping.get()
    answers = [keeping.get(address, **headers) for _ in range(2)]
    assert answers[0] == answers[1]
    assert keeping.short == [False, False, True]
    keeping.get()
    assert keeping.short[-1] is True


def test_languages_are_apart(keeping):
    OrganisationFactory(public=True)
    for language in ("nl", "en", "nl", "en"):
        assert keeping.get(**{"Accept-Language": language})[1]["Content-Language"] == language
    assert keeping.short == [False, False, True, True]


def test_part_of_a_page_is_not_the_page(keeping):
    OrganisationFactory(public=True)
    with override("nl"):
        address = reverse("companies:directory")
    whole, part = keeping.get(address), keeping.get(address, **{"HX-Request": "true"})
    assert keeping.get(address) == whole
    assert keeping.get(address, **{"HX-Request": "true"}) == part
    assert len(part[2]) < len(whole[2])


def test_compressed_answers_are_kept_as_they_went_out(keeping, page):
    plain = keeping.get(page)
    packed = [keeping.get(page, **{"Accept-Encoding": "br, gzip"}) for _ in range(2)]
    assert packed[0] == packed[1]
    assert packed[0][1]["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed[0][2]) == plain[2]


@pytest.mark.parametrize(
    "header",
    [
        {"Cookie": "session=x"},
        {"Cookie": "messages=x"},
        {"Cookie": "language=en"},
        {"Authorization": "Bearer x"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If-None-Match": "*"},
        {"Range": "bytes=0-1"},
        {"Transfer-Encoding": "chunked"},
    ],
)
def test_who_says_more_takes_the_long_way(keeping, header):
    OrganisationFactory(public=True)
    keeping.get()
    keeping.get(**header)
    assert keeping.short == [False, False]


def test_what_a_member_of_staff_gets_is_kept_for_nobody_and_they_get_nothing_kept(keeping, page, client):
    client.force_login(UserFactory(staff=True))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    keeping.get(page, Cookie=cookie)
    assert len(keeping.application.kept) == 0
    keeping.get(page)
    own = keeping.get(page, Cookie=cookie)
    assert not any(keeping.short)
    assert own[1]["Cache-Control"] == "no-store, private"


def test_a_page_that_sets_a_cookie_is_not_kept(keeping):
    def with_cookie(environ, start_response):
        return keeping._long(environ, lambda status, headers: start_response(status, [*headers, ("Set-Cookie", "a=b")]))

    keeping.application._application = with_cookie
    OrganisationFactory(public=True)
    for _ in range(2):
        keeping.get()
    assert keeping.short == [False, False]
    assert len(keeping.application.kept) == 0


@pytest.mark.parametrize("address", [f"{LIST}?foo=1", f"{LIST}?page=99", f"{LIST}/nobody", "/nl/niets/"])
def test_a_refusal_is_not_kept(keeping, address):
    OrganisationFactory(public=True)
    assert keeping.get(address)[0] >= 400
    assert len(keeping.application.kept) == 0


def test_an_answer_given_again_is_counted_and_refused_like_any_other(keeping, settings):
    settings.API_RATE = "3/h"
    OrganisationFactory(public=True)
    assert [keeping.get()[0] for _ in range(5)] == [200, 200, 200, 429, 429]
    assert keeping.short == [False, True, True, False, False]


def test_who_is_counted_is_the_visitor_and_not_our_proxy(keeping, settings):
    settings.API_RATE, settings.TRUSTED_PROXIES = "2/h", 1
    OrganisationFactory(public=True)
    for visitor in ("192.0.2.1", "198.51.100.1"):
        seen = [keeping.get(**{"X-Forwarded-For": f"6.6.6.6, {visitor}"})[0] for _ in range(3)]
        assert seen == [200, 200, 429]


def test_counted_answers_are_not_given_again_where_nobody_counts(quiet_requests, page):
    portal = Portal(most_bytes=ROOM)
    for address in (ADDRESS, ADDRESS, page, page):
        assert portal.get(address)[0] == 200
    assert portal.short == [False, False, False, True]


def test_a_database_that_does_not_say_sends_everybody_the_long_way(keeping):
    OrganisationFactory(public=True)
    keeping.get()
    keeping.application._read = lambda: None
    assert keeping.get()[0] == 200
    assert keeping.short == [False, False]


def test_without_room_nothing_is_kept(quiet_requests):
    portal = Portal(most_bytes=0, admits=admits)
    OrganisationFactory(public=True)
    assert portal.get() == portal.get()
    assert portal.short == [False, False]
