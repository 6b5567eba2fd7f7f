"""Trap 6: input that breaks, bodies too large or too deep, and neighbours that are away never make a 500."""

import json
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.utils import translation
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import ConnectionError as CacheError
from rest_framework.exceptions import ParseError
from rest_framework.test import APIRequestFactory

from loket.accounts.limits import AddressThrottle
from loket.errors.answers import error_answer, failed_neighbour
from loket.errors.handlers import server_error
from loket.middleware.neighbours import NeighbourMiddleware
from loket.settings.caches import cache_from_url
from tests.loket.security.accounts import make_user, try_password
from tests.loket.security.servers import free_port

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
PLACES = ["/nl/accounts/login/", "/en/accounts/login/", "/api/v1/anything", "/robots.txt", "/healthz"]


def members(answer) -> dict:
    assert answer.headers["Content-Type"] == PROBLEM
    body = json.loads(answer.content)
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert body["status"] == answer.status_code
    return body


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "%00=1", "a=1&stage=%00"])
def test_null_bytes_in_the_query_are_named(client, place, query):
    answer = client.get(f"{place}?{query}")
    assert answer.status_code == 400
    name = query.rpartition("&")[2].partition("=")[0].replace("%00", "\\0")
    if place.startswith("/api/"):
        assert members(answer)["errors"][0]["name"] == name
    else:
        assert name in answer.content.decode()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("query", ["q=%FF", "a=1&q=Zo%EBterwoude", "q=%ED%A0%80", "q=%C3", "%E9=1"])
def test_a_query_in_another_code_than_utf_8_is_named(client, place, query):
    """Read as if it were, its letters would be others and nothing would be found."""
    answer = client.get(f"{place}?{query}")
    assert answer.status_code == 400
    name = "\\xe9" if "%E9" in query else "q"
    if place.startswith("/api/"):
        assert members(answer)["errors"][0]["name"] == name
    else:
        assert name in answer.content.decode()
        assert "UTF-8" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/nl/%00", "/%00", "/api/v1/%00", "/nl/accounts/login/%00", "/nl/%01x", "/static/%00"]
)
def test_control_characters_in_the_path(client, path):
    assert client.get(path).status_code == 400


def test_null_bytes_in_a_form_are_named(client):
    answer = try_password(client, "j.jansen\x00", "x")
    assert answer.status_code == 400
    assert "login" in answer.content.decode()


@pytest.mark.parametrize("place", PLACES)
def test_a_query_of_a_hundred_thousand_characters(client, place):
    answer = client.get(place, {"q": "a" * 100_000})
    assert answer.status_code == (400 if place.startswith("/api/") else 414)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/nl/bedrijven/?q=%00", "nulteken"),
        ("/en/organisations/?q=%00", "null byte"),
        (f"/nl/bedrijven/?q={'x' * 5_000}", "De vraag is te lang"),
    ],
)
def test_a_refusal_at_the_door_speaks_the_language_of_the_address(client, address, reason):
    """Whatever language the request before it left behind."""
    for left_behind in ("nl", "en"):
        with translation.override(left_behind):
            assert reason in client.get(address).content.decode()


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "X" * 300])
def test_unknown_methods_are_refused(client, method):
    answer = client.generic(method, "/nl/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_body_of_three_megabytes_on_the_api(client):
    answer = client.post("/api/v1/anything", b"{" + b" " * 3_000_000 + b"}", content_type="application/json")
    assert answer.status_code == 413
    assert "2097152" in members(answer)["detail"]


def test_a_form_of_three_megabytes(client):
    answer = client.post(
        "/nl/accounts/login/", {"login": "a" * 3_000_000}, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413


def test_three_thousand_fields(client):
    body = "&".join(f"f{number}=1" for number in range(3000))
    answer = client.post("/nl/accounts/login/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_a_form_with_broken_parts(client):
    answer = client.post("/nl/accounts/login/", b"--x\r\nbroken", content_type="multipart/form-data; boundary=y")
    assert answer.status_code < 500


def test_a_forged_host(client):
    assert client.get("/nl/", HTTP_HOST="evil.example").status_code == 400
    assert members(client.get("/api/v1/x", HTTP_HOST="evil.example"))["status"] == 400


def test_unknown_addresses_of_the_api_are_problems(client):
    body = members(client.get("/api/v1/anything"))
    assert (body["status"], body["instance"]) == (404, "/api/v1/anything")


@pytest.mark.parametrize(
    ("error", "neighbour"),
    [
        (BrokerError("x"), "broker"),
        (CacheError("x"), "cache"),
        (OperationalError("x"), "database"),
        (ValueError("x"), None),
        (ParseError("x"), None),
    ],
)
@pytest.mark.parametrize("path", ["/nl/", "/en/x", "/api/v1/x"])
def test_a_neighbour_that_is_away_is_503(rf, error, neighbour, path):
    request = rf.get(path)
    assert failed_neighbour(error) == neighbour
    answer = NeighbourMiddleware(lambda request: None).process_exception(request, error)
    if neighbour is None:
        assert answer is None
        return
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "x" not in json.loads(answer.content)["title"] if path.startswith("/api/") else True


def test_the_cache_away_while_somebody_signs_in(client):
    make_user()
    with mock.patch.object(cache, "get", side_effect=CacheError("away")):
        answer = try_password(client)
    assert answer.status_code == 503
    assert "away" not in answer.content.decode()


def test_redis_really_away_while_somebody_signs_in_and_while_readyz_looks(client, settings):
    make_user()
    settings.CACHES = {"default": cache_from_url(f"redis://127.0.0.1:{free_port()}/0", "key")}
    assert try_password(client).status_code == 503
    assert client.get("/readyz").json() == {"status": "unavailable", "failing": ["cache"]}
    assert client.get("/nl/accounts/login/").status_code == 200


def test_the_broker_really_away(client, monkeypatch, tmp_path):
    from celery import Celery

    from loket import health
    from loket.settings.work import broker_options

    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would take it for any application
    url = f"redis://127.0.0.1:{free_port()}/0"
    away = Celery("away", broker=url, broker_transport_options=broker_options(url, tmp_path))
    monkeypatch.setattr(health, "app", away)
    assert client.get("/readyz").json() == {"status": "unavailable", "failing": ["broker"]}
    with pytest.raises(Exception) as raised:
        away.send_task("imports.sweep", retry=False)
    assert failed_neighbour(raised.value) == "broker"


def test_the_cache_away_closes_no_public_data():
    request = APIRequestFactory().get("/api/v1/x")
    with mock.patch.object(cache, "add", side_effect=CacheError("away")):
        assert AddressThrottle().allow_request(request, None)


def test_the_database_away_is_seen_by_readyz(client):
    with mock.patch("loket.health.database", side_effect=OperationalError("host db.internal")):
        from loket import health

        with mock.patch.dict(health.PARTS, {"database": health.database}):
            answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "failing": ["database"]}


@pytest.mark.parametrize("path", ["/nl/x", "/en/x", "/api/v1/x"])
def test_an_error_tells_nothing_and_gives_a_number(rf, path):
    secret = "SELECT password FROM loket_user"
    request = rf.get(path)
    try:
        raise RuntimeError(secret)
    except RuntimeError:
        answer = server_error(request)
    assert answer.status_code == 500
    text = answer.content.decode()
    assert secret not in text
    assert "Traceback" not in text


def test_the_error_page_stands_when_its_template_fails(rf):
    with mock.patch("loket.errors.answers.select_template", side_effect=OperationalError("away")):
        answer = error_answer(rf.get("/en/x"), 503)
    assert answer.status_code == 503
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 414, 429, 500, 503])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_error_has_a_page_in_both_languages(rf, status, language):
    text = error_answer(rf.get(f"/{language}/x"), status).content.decode()
    assert f'<html lang="{language}">' in text or status == 500
    assert text.count("<h1>") == 1


def test_forms_from_elsewhere_are_refused():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/nl/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()
