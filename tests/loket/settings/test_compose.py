"""The compose file: well-formed, healthy, without secrets; its commands are known, and run with real neighbours."""

import os
import re
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from celery.bin.celery import celery
from django.conf import settings
from django.core.management import ManagementUtility
from gunicorn.app.wsgiapp import WSGIApplication
from psycopg import sql

from tests.databases import is_postgresql
from tests.loket.security.servers import Server, free_port, redis_url
from tests.loket.settings.test_production import SAFE

# Real processes on one broker and one cache: such tests take turns.
pytestmark = pytest.mark.xdist_group("services")

# The database that every server has: the one that is named may not be there yet.
POSTGRESQL = re.sub(r"/[^/?]*(?=\?|$)", "/postgres", os.environ.get("DATABASE_URL", ""))
REDIS, CACHE = redis_url(14), redis_url(12)
NAME = f"loket_compose_{os.getpid()}"
OWN = ("web", "worker", "beat", "migrate")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())


def test_it_has_the_six_services_and_one_that_migrates(compose):
    assert set(compose["services"]) == {"web", "worker", "beat", "postgres", "redis", "proxy", "migrate"}


def test_every_lasting_service_has_a_health_check_and_comes_back(compose):
    for name, service in compose["services"].items():
        if name != "migrate":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_before_all_else_the_listings_are_made_to_say_what_this_release_says(compose):
    steps = compose["services"]["migrate"]["command"][-1].split(" && ")
    assert steps[0] == "python manage.py migrate"
    assert steps[-1] == "python manage.py listings --mend"


def test_every_name_that_is_used_is_declared(compose):
    for name, service in compose["services"].items():
        assert set(service.get("networks", [])) <= set(compose["networks"]), name
        assert set(service.get("secrets", [])) <= set(compose["secrets"]), name
        assert set(service.get("depends_on", {})) <= set(compose["services"]), name
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source.startswith((".", "/", "$")) or source in compose["volumes"], volume
        for value in service.get("environment", {}).values():
            if str(value).startswith("/run/secrets/"):
                assert Path(value).name in service["secrets"], value


def test_no_secret_stands_in_the_file(compose):
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("SECRET|PASSWORD|KEY|_URL", name) and name != "SITE_URL":
                assert name.endswith("_FILE"), name
                assert str(value).startswith("/run/secrets/")
    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())
    assert "/secrets/" in (settings.BASE_DIR / ".gitignore").read_text().splitlines()
    assert "secrets" in (settings.BASE_DIR / ".dockerignore").read_text().splitlines()


def test_only_the_proxy_can_be_reached_from_outside(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis"):
        assert compose["services"][name]["networks"] == ["inside"]


def test_the_portal_runs_without_rights_it_does_not_need(compose):
    for name in OWN:
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "user" not in service
    dockerfile = (settings.BASE_DIR / "Dockerfile").read_text()
    final = dockerfile.rpartition("\nFROM ")[2]
    assert re.search(r"^USER (?!root)\w+$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "--require-hashes" in dockerfile
    assert not re.search(r"(?i)^(ENV|ARG).*(secret|password)", dockerfile, re.MULTILINE)


def test_the_proxy_counts_as_the_one_trusted_proxy(compose):
    assert compose["services"]["web"]["environment"]["TRUSTED_PROXIES"] == "1"
    nginx = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    assert "X-Forwarded-For $proxy_add_x_forwarded_for" in nginx
    assert "X-Forwarded-Proto https" in nginx
    assert nginx.count("{") == nginx.count("}")
    assert "TLSv1.2 TLSv1.3;" in nginx


def test_every_step_before_the_start_is_a_command_with_the_options_it_knows(compose):
    utility = ManagementUtility(["manage.py"])
    steps = [shlex.split(step) for step in compose["services"]["migrate"]["command"][-1].split(" && ")]
    assert len(steps) == 4
    for python, file, name, *options in steps:
        assert [python, file] == ["python", "manage.py"]
        utility.fetch_command(name).create_parser(file, name).parse_args(options)


@pytest.mark.parametrize(("name", "option"), [("worker", "concurrency"), ("beat", "pidfile")])
def test_celery_knows_what_it_is_told(compose, monkeypatch, name, option):
    told: dict[str, Any] = {}
    monkeypatch.setattr(celery.commands[name], "callback", lambda *_arguments, **options: told.update(options))
    program, *arguments = compose["services"][name]["command"]
    assert program == "celery"
    celery.main(arguments, standalone_mode=False)
    assert told[option]


def test_gunicorn_knows_what_it_is_told(compose, monkeypatch):
    command = compose["services"]["web"]["command"]
    assert command[0] == "gunicorn"
    monkeypatch.setattr(sys, "argv", command)
    assert WSGIApplication("%(prog)s [OPTIONS]").cfg.wsgi_app == "loket.wsgi:application"


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database with an owner and a password of its own."""
    password = secrets.token_hex(12)
    name = sql.Identifier(NAME)
    with psycopg.connect(POSTGRESQL, autocommit=True) as link:
        link.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(password)))
        link.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
        where = f"{link.info.host}:{link.info.port}"
    yield f"postgresql://{NAME}:{password}@{where}/{NAME}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        link.execute(sql.SQL("DROP ROLE {}").format(name))


@pytest.fixture(scope="module")
def production(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the compose file: secrets as files, the rest as variables."""
    folder = tmp_path_factory.mktemp("secrets")
    given = {**SAFE, "DATABASE_URL": database, "CACHE_URL": CACHE, "CELERY_BROKER_URL": REDIS}
    values = {**{key: os.environ[key] for key in ("HOME",) if key in os.environ}, "HOSTNAME": "test"}
    values["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    for key, value in given.items():
        if key in ("SECRET_KEY", "DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL", "EMAIL_URL"):
            (folder / key).write_text(value + "\n")
            values[f"{key}_FILE"] = str(folder / key)
        else:
            values[key] = value
    return {**values, "PORT": str(free_port()), "WEB_CONCURRENCY": "2"}


@pytest.mark.postgresql
@pytest.mark.redis
@pytest.mark.skipif(
    not (is_postgresql() and os.environ.get("CELERY_BROKER_URL", "").startswith("redis")),
    reason="needs a run on PostgreSQL and Redis (DATABASE_URL, CELERY_BROKER_URL)",
)
def test_the_commands_of_the_compose_file_run_and_are_ready(compose, production, tmp_path):
    commands = {name: compose["services"][name]["command"] for name in OWN}
    beat = [part.replace("/tmp/", f"{tmp_path}/") for part in commands["beat"]]
    beat += ["--schedule", str(tmp_path / "schedule")]
    subprocess.run(commands["migrate"], cwd=settings.BASE_DIR, env=production, check=True, stdout=subprocess.DEVNULL)
    probe = [sys.executable, "-m", "loket.probe", "/readyz"]
    ping = [
        "sh",
        "-c",
        compose["services"]["worker"]["healthcheck"]["test"][1].replace("$$HOSTNAME", socket.gethostname()),
    ]
    address = f"http://127.0.0.1:{production['PORT']}"
    headers = {"Host": "loket.example.org", "X-Forwarded-Proto": "https"}

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=production, capture_output=True, text=True, check=False
        )

    with (
        Server(commands["web"], production) as web,
        Server(commands["worker"], production) as worker,
        Server(beat, production) as scheduler,
    ):
        assert web.wait_for(f"{address}/readyz", headers=headers) == b'{"status": "ok"}'
        assert run(probe).returncode == 0
        seen = run(ping)
        assert "pong" in seen.stdout, seen.stderr
        web.wait_for_processes(3)  # two, and the one that began them
        for server in (web, worker, scheduler):
            assert server.process.poll() is None
        assert (tmp_path / "beat.pid").read_text().strip() == str(scheduler.process.pid)
    assert run(probe).returncode == 1
