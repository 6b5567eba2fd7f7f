"""Production refuses to start with an unsafe setting; each refusal names the setting and how to mend it."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SAFE = {
    "DJANGO_SETTINGS_MODULE": "loket.settings.production",
    "SECRET_KEY": "q7Yk2-Vb9sZ_mE4tXcW8nRj5uLh1oPf6gTa3dKi0yQeHwMvBzCxNsJrUlGpOkDf",
    "ALLOWED_HOSTS": "loket.example.org",
    "SITE_URL": "https://loket.example.org",
    "TRUSTED_PROXIES": "1",
    "DATABASE_URL": "postgresql://web:3f9a1c0b7d@localhost/loket",
    "CACHE_URL": "redis://localhost/1",
    "CELERY_BROKER_URL": "redis://localhost/0",
    "EMAIL_URL": "smtp://localhost:25",
}
REMOTE = "postgresql://web:3f9a1c0b7d@db.example.org/loket"

pytestmark = pytest.mark.xdist_group("production")
FAULTS = [
    pytest.param({"SECRET_KEY": None}, "SECRET_KEY is not set", "token_urlsafe", id="no key"),
    pytest.param({"SECRET_KEY": "short-but-otherwise-fine"}, "SECRET_KEY is too easy", "token_urlsafe", id="short key"),
    pytest.param({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is too easy", "token_urlsafe", id="monotonous key"),
    pytest.param(
        {"SECRET_KEY": "development-only-key-that-production-refuses-and-more-than-long-enough"},
        "SECRET_KEY is a well-known",
        "token_urlsafe",
        id="well-known key",
    ),
    pytest.param({"DEBUG": "true"}, "DEBUG is on", "Remove DEBUG", id="debug"),
    pytest.param({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is empty", "Name the host names", id="no hosts"),
    pytest.param(
        {"ALLOWED_HOSTS": "loket.example.org,*"}, "ALLOWED_HOSTS has '*'", "Name the host names", id="all hosts"
    ),
    pytest.param({"SITE_URL": "http://loket.example.org"}, "SITE_URL must be", "https://", id="plain site"),
    pytest.param({"SITE_URL": None}, "SITE_URL must be", "https://", id="no site"),
    pytest.param({"TRUSTED_PROXIES": None}, "TRUSTED_PROXIES must say", "how many proxies", id="no proxies"),
    pytest.param({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES must say", "how many proxies", id="negative proxies"),
    pytest.param(
        {"REQUIRE_SECOND_FACTOR": "false"}, "REQUIRE_SECOND_FACTOR is off", "remove the setting", id="no factor"
    ),
    pytest.param({"DATABASE_URL": None}, "DATABASE_URL is not set", "postgresql://", id="no database"),
    pytest.param(
        {"DATABASE_URL": "sqlite:////tmp/x.sqlite3"}, "DATABASE_URL is SQLite", "WEB_CONCURRENCY=1", id="sqlite"
    ),
    pytest.param(
        {"DATABASE_URL": "postgresql://web@localhost/loket"},
        "DATABASE_URL has no password",
        "of its own",
        id="no password",
    ),
    pytest.param(
        {"DATABASE_URL": "postgresql://postgres:postgres@localhost/loket"},
        "DATABASE_URL has no password or a well-known one",
        "of its own",
        id="default password",
    ),
    pytest.param(
        {"DATABASE_URL": "postgresql://webuser:webuser@localhost/loket"},
        "DATABASE_URL has no password or a well-known one",
        "of its own",
        id="password is the name",
    ),
    pytest.param({"CACHE_URL": None}, "CACHE_URL is not a cache that all", "redis://", id="no cache"),
    pytest.param({"CACHE_URL": "locmemcache://"}, "CACHE_URL is not a cache that all", "redis://", id="local cache"),
    pytest.param({"WEB_CONCURRENCY": "many"}, "WEB_CONCURRENCY must be", "1 or more", id="no number"),
    pytest.param({"CELERY_BROKER_URL": None}, "CELERY_BROKER_URL is not a broker", "redis://", id="no broker"),
    pytest.param(
        {"CACHE_URL": "redis://:x1@localhost:6379", "CELERY_BROKER_URL": "redis://localhost/0"},
        "CACHE_URL and CELERY_BROKER_URL name the same",
        "another number",
        id="cache and broker in one room",
    ),
    pytest.param({"DATABASE_URL": REMOTE}, "DATABASE_URL goes to db.example.org", "sslmode=verify-full", id="plain db"),
    pytest.param(
        {"DATABASE_URL": f"{REMOTE}?sslmode=require"}, "DATABASE_URL goes to", "verify-full", id="unchecked db"
    ),
    pytest.param(
        {"CELERY_BROKER_URL": "redis://mq.example.org/0"}, "CELERY_BROKER_URL goes to", "rediss://", id="plain broker"
    ),
    pytest.param(
        {"CACHE_URL": "redis://kv.example.org/1"}, "CACHE_URL goes to", "PLAIN_TRAFFIC_HOSTS", id="plain cache"
    ),
    pytest.param({"EMAIL_URL": "smtp://mx.example.org:25"}, "EMAIL_URL goes to", "smtp+tls://", id="plain mail"),
    pytest.param({"EMAIL_URL": None}, "EMAIL_URL must name a mail server", "smtp+tls://", id="no mail"),
    pytest.param({"EMAIL_URL": "consolemail://"}, "EMAIL_URL must name a mail server", "log", id="mail on the console"),
]
GOOD = [
    pytest.param({}, id="all on this machine"),
    pytest.param({"DATABASE_URL": f"{REMOTE}?sslmode=verify-full"}, id="database over checked TLS"),
    pytest.param({"CACHE_URL": "rediss://kv.example.org/1"}, id="cache over TLS"),
    pytest.param({"EMAIL_URL": "smtp+tls://loket:x1@mx.example.org:587"}, id="mail over TLS"),
    pytest.param({"DATABASE_URL": REMOTE, "PLAIN_TRAFFIC_HOSTS": "db.example.org"}, id="database next door"),
    pytest.param(
        {
            "DATABASE_URL": "sqlite:////tmp/x.sqlite3",
            "CACHE_URL": None,
            "CELERY_BROKER_URL": None,
            "WEB_CONCURRENCY": "1",
        },
        id="one process on SQLite",
    ),
]


def environment(**changes: str | None) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {name: value for name, value in {**inherited, **SAFE, **changes}.items() if value is not None}


def start(code: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment(**changes), capture_output=True, text=True)


# Reads Django once and forks for each environment: to start Python anew for each takes ten times as long.
STARTS = """
import contextlib, io, json, os, sys, traceback
import celery.app, celery.signals, celery.worker.state, environ, kombu.transport.filesystem, psycopg, redis
import django.conf, django.core.exceptions, django.db.models, django.templatetags.static, django.urls
import csp.constants

told = []
for environment in json.load(sys.stdin):
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.environ.clear()
        os.environ.update(environment)
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            try:
                import loket.settings.production as s
                print(s.DEBUG, s.REQUIRE_SECOND_FACTOR)
            except BaseException:
                traceback.print_exc()
        os.write(writer, out.getvalue().encode())
        os._exit(0)
    os.close(writer)
    with open(reader) as answer:
        told.append(answer.read())
    os.wait()
json.dump(told, sys.stdout)
"""


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """What each start says, by its id."""
    starts = {one.id: environment(**one.values[0]) for one in (*FAULTS, *GOOD)}
    command = [sys.executable, "-W", "error", "-c", STARTS]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment(), input=json.dumps([*starts.values()]),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return dict(zip(starts, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize(("name", "fault", "remedy"), [(one.id, *one.values[1:]) for one in FAULTS])
def test_one_unsafe_setting_keeps_production_from_starting(told, name, fault, remedy):
    assert "ImproperlyConfigured" in told[name]
    assert fault in told[name]
    assert remedy in told[name]
    assert len([line for line in told[name].splitlines() if line.startswith("- ")]) == 1


@pytest.mark.parametrize("name", [one.id for one in GOOD])
def test_safe_settings_start(told, name):
    assert told[name] == "False True\n"


def test_all_faults_are_told_at_once():
    started = start("import loket.settings.production", SECRET_KEY=None, ALLOWED_HOSTS=None, DEBUG="1")
    assert started.returncode != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DEBUG"):
        assert f"- {name} " in started.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    file = tmp_path / "secret_key"
    file.write_text(SAFE["SECRET_KEY"] + "\n")
    code = "import loket.settings.production as s; print(s.SECRET_KEY)"
    started = start(code, SECRET_KEY=None, SECRET_KEY_FILE=str(file))
    assert started.stdout.strip() == SAFE["SECRET_KEY"]


def test_the_asked_tls_reaches_the_database_driver():
    code = "import loket.settings.production as s; print(s.DATABASES['default']['OPTIONS'])"
    assert "'sslmode': 'verify-full'" in start(code, DATABASE_URL=f"{REMOTE}?sslmode=verify-full").stdout


def test_deployment_checks_are_clean():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment(), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def test_cookies_are_bound_to_the_host():
    code = (
        "import loket.settings.production as s\n"
        "for kind in ('SESSION', 'CSRF', 'LANGUAGE'):\n"
        "    values = [getattr(s, f'{kind}_COOKIE_{part}') for part in ('NAME', 'SECURE', 'HTTPONLY', 'SAMESITE')]\n"
        "    assert values[0].startswith('__Host-') and values[1:] == [True, True, 'Lax'], values\n"
        "    assert not hasattr(s, f'{kind}_COOKIE_DOMAIN')\n"
    )
    assert start(code).stderr == ""


def test_static_files_carry_a_digest_in_production():
    code = "import loket.settings.production as s; print(s.STORAGES['staticfiles']['BACKEND'])"
    assert "CompressedManifest" in start(code).stdout
