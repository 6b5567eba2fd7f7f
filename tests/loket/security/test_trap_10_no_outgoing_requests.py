"""Trap 10: filters on outgoing requests leak, so the portal makes none: no module of ours speaks HTTP to others."""

import ast
import functools
import inspect
import socket
from pathlib import Path

import pytest
from django.conf import settings

from loket import probe

PACKAGES = ("loket", "desk", "agenda", "permits", "companies", "valuechains", "imports", "publication")
CLIENTS = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "pycurl",
    "requests",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (settings.BASE_DIR / package).rglob("*.py"))


@functools.cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_no_module_imports_an_http_client():
    """But for the health probe of the container, which asks its own web server and nobody else."""
    found = {
        str(path.relative_to(settings.BASE_DIR)): sorted(hits)
        for path in modules()
        if (
            hits := {
                name for name in imported(path) for client in CLIENTS if name == client or name.startswith(f"{client}.")
            }
        )
    }
    assert set(found) == {"loket/probe.py"}
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(probe))) if isinstance(node, ast.Call)]
    hosts = [node.args[0] for node in calls if getattr(node.func, "id", "") == "HTTPConnection"]
    assert [ast.literal_eval(host) for host in hosts] == ["127.0.0.1"]


def test_no_module_runs_a_shell_or_unpacks_pickles():
    forbidden = {"marshal", "shelve", "dill", "yaml"}
    pickles = {path.relative_to(settings.BASE_DIR).as_posix() for path in modules() if "pickle" in imported(path)}
    assert pickles <= {"loket/cache.py"}, "only the signed cache may"
    for path in modules():
        assert not imported(path) & forbidden, path
        text = path.read_text(encoding="utf-8")
        assert "shell=True" not in text, path
        assert "os.system" not in text, path


@pytest.mark.django_db
def test_walking_the_pages_opens_no_connection(client, monkeypatch):
    asked: list[object] = []

    def refuse(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            asked.append(address)
            raise ConnectionRefusedError
        return original(self, address)

    original = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
    for address in ("/nl/", "/en/", "/nl/accounts/login/", "/admin/", "/readyz", "/robots.txt", "/nl/nergens"):
        client.get(address)
    assert asked == []


def test_tasks_take_json_only():
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_SERIALIZER == "json"
