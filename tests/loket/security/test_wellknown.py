"""robots.txt, security.txt and the two health addresses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

pytestmark = pytest.mark.django_db
PLAIN = "text/plain; charset=utf-8"


def fields(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, value = line.partition(": ")
        found.setdefault(name, []).append(value)
    return found


def test_security_txt_has_what_its_standard_asks(client, settings):
    settings.SITE_URL = "http://loket.example.org/"
    answer = client.get("/.well-known/security.txt")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, PLAIN)
    found = fields(answer.content.decode())
    assert set(found) == {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}
    assert all(len(values) == 1 for values in found.values())
    assert found["Contact"] == [settings.SECURITY_CONTACT]
    assert found["Preferred-Languages"] == ["nl, en"]
    left = datetime.strptime(found["Expires"][0], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(days=178) < left <= timedelta(days=180)
    for name in ("Canonical", "Policy"):
        assert found[name][0].startswith("https://loket.example.org/")


def test_the_policy_it_names_is_a_page(client):
    text = client.get("/.well-known/security.txt").content.decode()
    with translation.override("en"):
        page = reverse("loket:security-policy")
    assert fields(text)["Policy"][0].endswith(page)
    assert client.get(page).status_code == 200


def test_robots_txt_names_the_sitemap_and_keeps_robots_from_the_team(client, settings):
    settings.SITE_URL = "https://loket.example.org"
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == PLAIN
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: https://loket.example.org/sitemap.xml"
    assert "Disallow: /admin/" in lines
    with translation.override("nl"):
        assert f"Disallow: {reverse('account_login').removesuffix('login/')}" in lines


def test_health(client):
    assert client.get("/healthz").content == b"ok\n"
    ready = client.get("/readyz")
    assert ready.json() == {"status": "ok"}
    assert ready.headers["Cache-Control"] == "no-store"


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")


@pytest.mark.parametrize("part", ["broker", "cache"])
def test_readyz_names_the_part_that_fails_and_nothing_more(client, monkeypatch, part):
    from loket import health

    def away() -> None:
        raise ConnectionError("redis://:geheim@10.1.2.3")

    monkeypatch.setitem(health.PARTS, part, away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "failing": [part]}


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/robots.txt", "/.well-known/security.txt"])
def test_they_are_for_reading_only(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/.git/HEAD", "/.env", "/static/", "/media/", "/var/loket.sqlite3", "/manage.py"])
def test_nothing_else_of_the_house_is_served(client, address):
    assert client.get(address).status_code == 404


def test_the_icon_is_where_browsers_ask_for_it_unasked(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    icon = client.get(answer.headers["Location"])
    assert icon.headers["Content-Type"] in {"image/x-icon", "image/vnd.microsoft.icon"}
    icon.close()  # it is an open file
