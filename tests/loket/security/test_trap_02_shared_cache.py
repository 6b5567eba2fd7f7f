"""Trap 2: a cache per process would let each process count for itself. Four real processes share one Redis here."""

import os
import secrets
import subprocess
import sys
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest
from django.conf import settings

from tests.databases import migrated_file
from tests.loket.security.accounts import code_now
from tests.loket.security.servers import Server, free_port, needs_redis, redis_url

# Real processes on one broker and one cache: such tests take turns.
pytestmark = pytest.mark.xdist_group("services")

REDIS = redis_url(13)
SETUP = """
import django; django.setup()
from tests.loket.security.accounts import make_user
make_user(second_factor=True); make_user("k.klaver")
"""


class Browser:
    """Cookies by hand: enough for a log-in form."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def request(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        link = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        link.request(method, path, urllib.parse.urlencode(form or {}), headers)
        answer = link.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        body = answer.read().decode()
        link.close()
        return answer.status, answer.headers.get("Location", ""), body

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        page = self.request("GET", path)[2]
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        return self.request("POST", path, {"csrfmiddlewaretoken": token, **form})

    def password(self, name: str, password: str) -> tuple[int, str, str]:
        return self.post("/nl/accounts/login/", {"login": name, "password": password})


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("four")
    values = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "loket.settings.test",
        "DEBUG": "false",
        "DATABASE_URL": f"sqlite:///{migrated_file(folder)}",
        "CACHE_URL": REDIS,
        "SECRET_KEY": secrets.token_urlsafe(64),  # the cache's keys begin with its digest: nobody else's count here
        "WEB_CONCURRENCY": "4",
    }
    subprocess.run([sys.executable, "-c", SETUP], cwd=settings.BASE_DIR, env=values, check=True)
    return values


@pytest.fixture(scope="module")
def port(environment):
    number = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    with Server(command, {**environment, "PORT": str(number)}) as server:
        server.wait_for(f"http://127.0.0.1:{number}/healthz")
        server.wait_for_processes(5)  # four, and the one that began them
        yield number


@needs_redis(REDIS)
@pytest.mark.redis
def test_one_code_opens_once_among_four_processes(port):
    browsers = [Browser(port) for _ in range(8)]
    for browser in browsers:
        assert browser.password("j.jansen", "een fiets in de regen van mei")[1].startswith("/nl/accounts/2fa/")
    code = code_now()
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda browser: browser.post("/nl/accounts/2fa/authenticate/", {"code": code}), browsers)
        )
    opened = [answer for answer in answers if answer[1] == "/admin/"]
    print(f"one code offered 8 times to 4 processes: accepted {len(opened)} time")
    assert len(opened) == 1


def is_refused(answer: tuple[int, str, str]) -> bool:
    """Two limits stand in a row, and either may be the first to say so: axes by its status, allauth in the form."""
    return answer[0] == 429 or "Te veel inlogpogingen" in answer[2]


@needs_redis(REDIS)
@pytest.mark.redis
def test_five_wrong_passwords_are_looked_at_among_four_processes(port):
    answers = [Browser(port).password("k.klaver", f"fout wachtwoord {number:02d}") for number in range(20)]
    looked_at = sum(not is_refused(answer) for answer in answers)
    print(f"20 wrong passwords to 4 processes: {looked_at} looked at, {20 - looked_at} refused")
    assert looked_at <= 5
    right = Browser(port).password("k.klaver", "een fiets in de regen van mei")
    assert is_refused(right)
    assert right[1] == ""


def test_production_refuses_a_cache_per_process():
    from loket.settings.guard import faults

    safe_but_local = {"CACHE_URL": "locmemcache://", "WEB_CONCURRENCY": "2"}
    assert any(
        fault.startswith("CACHE_URL is not a cache that all processes share") for fault in faults(safe_but_local)
    )
