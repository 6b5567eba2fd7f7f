"""Every answer carries the headers, whatever its status and whoever made it; no page is weaker but the admin's own."""

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from django.utils.module_loading import import_string

from loket.settings.web import tile_origin
from tests.loket.security.accounts import make_user, try_password

pytestmark = pytest.mark.django_db

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STRICT = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "https://service.pdok.nl"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}


def broken(request):
    raise RuntimeError("broken on purpose")


def limited(request):
    return import_string("loket.errors.handlers.too_many_requests")(request)


urls = import_string("loket.urls.urlpatterns")
urlpatterns = [
    path("broken", broken),
    path("limited", limited),
    path("api/broken", broken),
    path("api/open", lambda request: HttpResponse("{}", content_type="application/json")),
    *urls,
]
handler400 = "loket.errors.handlers.bad_request"
handler404 = "loket.errors.handlers.not_found"
handler500 = "loket.errors.handlers.server_error"

PAGES = {
    "/nl/accounts/login/": 200,
    "/en/accounts/login/": 200,
    "/nl/over": 404,
    "/nl/?q=%00": 400,
    "/limited": 429,
    "/broken": 500,
}
OTHERS = {
    "/": 302,
    "/admin/": 302,
    "/healthz": 200,
    "/readyz": 200,
    "/robots.txt": 200,
    "/.well-known/security.txt": 200,
    "/static/css/base.css": 200,
}
API = {"/api/open": 200, "/api/nothing": 404, "/api/broken": 500, "/api/open?x=%00": 400}


def policy(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts}


@pytest.fixture(autouse=True, scope="module")
def _urls(django_db_setup):
    """Once for all: with each change Django reads every address of the portal anew.

    After the database: what its making sets, that there are no migrations, would end with this module.
    """
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings, client):
    settings.TRUSTED_PROXIES = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.raise_request_exception = False
    client.defaults["HTTP_X_FORWARDED_PROTO"] = "https"


@pytest.mark.parametrize(("address", "status"), (PAGES | OTHERS | API).items())
def test_every_answer_carries_the_headers(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, name
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert answer.headers["Content-Security-Policy"]
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] in ("same-origin", "cross-origin")
    assert answer.headers.get("Content-Type") or status == 302
    answer.close()


@pytest.mark.parametrize("address", PAGES | OTHERS)
def test_pages_and_files_have_the_strict_policy_and_no_open_door(client, address):
    answer = client.get(address, HTTP_ORIGIN="https://elders.example")
    assert policy(answer) == STRICT
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()


@pytest.mark.parametrize(("address", "status"), API.items())
def test_the_api_is_open_to_all_origins_and_tells_its_version(client, address, status):
    answer = client.get(address, HTTP_ORIGIN="https://elders.example")
    assert policy(answer)["default-src"] == policy(answer)["frame-ancestors"] == ["'none'"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["API-Version"] == django_settings.API_VERSION
    assert answer.headers["Cache-Control"] == ("no-cache" if status == 200 else "no-store")


def test_the_api_is_closed_to_other_origins_for_who_is_signed_in_or_writes(client):
    assert "Access-Control-Allow-Origin" not in client.post("/api/open").headers
    make_user()
    try_password(client)
    answer = client.get("/api/open", HTTP_ORIGIN="https://elders.example")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", ["/nl/accounts/password/change/", "/admin/", "/nl/over", "/broken"])
def test_nothing_is_kept_of_what_somebody_signed_in_sees(client, address):
    make_user()
    try_password(client)
    assert client.get(address).headers["Cache-Control"] == "no-store, private"


def test_only_the_pages_of_the_admin_have_the_wider_policy(client):
    make_user()
    assert policy(client.get("/admin/")) == STRICT
    try_password(client)
    page = client.get("/admin/")
    assert page.status_code == 200
    wider = {name: values for name, values in policy(page).items() if values != STRICT[name]}
    assert wider == {"script-src": ["'self'", "'unsafe-eval'"], "style-src": ["'self'", "'unsafe-inline'"]}
    for address in ("/admin/loket/user/", "/admin/nothing/", "/nl/accounts/password/change/", "/nl/over"):
        assert policy(client.get(address)) == STRICT, address


def test_visitors_get_no_cookie(client):
    for address in ("/", "/nl/over", "/robots.txt", "/healthz", "/api/open", "/admin/"):
        assert not client.get(address).cookies, address


def test_signing_out_clears_what_the_browser_kept(client):
    make_user()
    try_password(client)
    answer = client.post("/nl/accounts/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_the_api_refuses_plain_http_and_pages_redirect(client):
    client.defaults["HTTP_X_FORWARDED_PROTO"] = "http"
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^api/", r"^healthz$", r"^readyz$"]):
        page, api, health = client.get("/nl/"), client.get("/api/open"), client.get("/healthz")
    assert (page.status_code, page.headers["Location"]) == (301, "https://testserver/nl/")
    assert policy(page) == STRICT
    assert (api.status_code, api.headers["Content-Type"]) == (403, "application/problem+json")
    assert health.status_code == 200


@pytest.mark.parametrize("address", ["/nl/accounts/login/", "/api/open", "/nl/over", "/static/css/base.css"])
def test_head_has_the_headers_of_get_and_no_body(client, address):
    full, bare = client.get(address), client.head(address)
    assert b"".join(bare) == b""
    assert bare.status_code == full.status_code
    assert set(bare.headers) == set(full.headers)
    if not full.streaming:
        assert abs(int(bare.headers["Content-Length"]) - len(full.content)) < 100
    full.close()
    bare.close()


def test_a_tile_server_of_ones_own_is_let_through_and_nothing_else():
    assert tile_origin("https://{s}.tiles.example/{z}/{x}/{y}.png") == ["https://*.tiles.example"]
    assert tile_origin("/tiles/{z}/{x}/{y}.png") == []
    assert tile_origin("") == []


@pytest.mark.parametrize("signed_in", [True, False])
def test_only_visitors_get_compressed_pages(client, signed_in):
    make_user()
    if signed_in:
        try_password(client)
    answer = client.get("/nl/over", HTTP_ACCEPT_ENCODING="gzip")
    assert ("Content-Encoding" in answer.headers) is not signed_in
