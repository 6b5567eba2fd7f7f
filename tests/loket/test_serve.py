"""``python -m loket.serve``: web server and worker start together and end together, whatever happens."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from loket import celery, serve
from tests.databases import migrated_file
from tests.loket.security.servers import Server, free_port, processes_of_group

# Real processes on one broker and one cache: such tests take turns.
pytestmark = pytest.mark.xdist_group("services")

SLEEPER = [sys.executable, "-c", "import subprocess, time; subprocess.Popen(['sleep', '600']); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)",
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("serve")
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "DATABASE_URL": f"sqlite:///{migrated_file(folder)}",
        "BROKER_DIR": str(folder / "broker"),
        "STATIC_HASHED": "false",
        "PORT": str(free_port()),
    }


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def wait_for_processes(groups: list[int], number: int) -> None:
    """A gunicorn with its worker, a celery with its child and its beat."""
    deadline = time.monotonic() + 30
    while sum(len(processes_of_group(group)) for group in groups) < number:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def gone(groups: list[int], seconds: float = 25) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(processes_of_group(group) for group in groups):
            return True
        time.sleep(0.2)
    return False


@pytest.fixture
def portal(environment: dict[str, str]) -> Iterator[tuple[Server, list[int]]]:
    command = [sys.executable, "-m", "loket.serve"]
    with Server(command, environment) as server:
        address = f"http://127.0.0.1:{environment['PORT']}"
        server.wait_for(f"{address}/readyz")
        assert f"Sitemap: {address}/sitemap.xml" in server.wait_for(f"{address}/robots.txt").decode()
        assert server.process
        groups = children_of(server.process.pid)
        assert len(groups) == 2
        wait_for_processes(groups, 5)
        yield server, groups
        for group in groups:
            if processes_of_group(group):
                os.killpg(group, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything(portal, number):
    server, groups = portal
    before = [pid for group in groups for pid in processes_of_group(group)]
    assert len(before) >= 5
    server.process.send_signal(number)
    assert server.process.wait(30) == 0
    left = [pid for group in groups for pid in processes_of_group(group)]
    print(f"{signal.Signals(number).name}: {len(before)} processes before, {len(left)} after")
    assert left == []


def test_the_death_of_one_child_ends_the_other(portal):
    server, groups = portal
    os.killpg(groups[1], signal.SIGKILL)
    assert server.process.wait(30) == 1
    assert gone(groups, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_killing_it_outright_leaves_nothing(portal):
    server, groups = portal
    server.process.kill()
    server.process.wait(10)
    assert gone(groups)


def test_a_port_in_use_is_told_with_a_way_out(monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        assert serve.main() == 2
    message = capsys.readouterr().err
    assert f"Port {port} is in use" in message
    assert f"PORT={port + 1}" in message


@pytest.mark.parametrize("port", ["", "eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told(port, monkeypatch, capsys):
    monkeypatch.setenv("PORT", port)
    assert serve.main() == 2
    assert "not a port number" in capsys.readouterr().err


def test_a_child_that_will_not_listen_is_ended_with_its_children(monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 1)
    supervisor = serve.Supervisor({"sleeper": SLEEPER, "stubborn": STUBBORN}, dict(os.environ))
    supervisor.children = [supervisor._start(name, command) for name, command in supervisor.commands.items()]
    groups = [child.process.pid for child in supervisor.children]
    time.sleep(1)
    supervisor._end()
    assert gone(groups, 2)


def test_the_introduction_names_the_address_and_the_logins():
    text = serve.introduction(8000)
    assert "http://127.0.0.1:8000/" in text
    for name in ("curator", "permit-officer", "desk-officer", "administrator"):
        assert name in text


#: A group whose leader leaves as the worker does when it is told to stop, and says each time that it is told. It writes
#: without Python's own buffer, in which a signal may find it at work.
LEAVER = """
import os, signal, subprocess, sys, time
from loket import celery
def leave(number, frame):
    os.write(1, b"told to stop\\n")
    celery.leave_at_once_when_idle()
signal.signal(signal.SIGTERM, leave)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
os.write(1, b"ready\\n")
time.sleep(600)
"""


def test_an_idle_worker_is_told_once_and_takes_its_children_along():
    environment = os.environ | {"CELERY_BROKER_URL": "filesystem://"}
    command = [sys.executable, "-c", LEAVER]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as leaver:
        assert leaver.stdout
        assert leaver.stdout.readline() == "ready\n"
        leaver.send_signal(signal.SIGTERM)
        try:
            assert leaver.wait(20) == 0
            assert gone([leaver.pid], 5)  # before it is read: whoever stays holds the other end
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(leaver.pid, signal.SIGKILL)
        assert leaver.stdout.read() == "told to stop\n"


@pytest.fixture
def left(monkeypatch) -> list[str]:
    """What a worker that leads its process group does to leave at once."""
    acts: list[str] = []
    monkeypatch.setattr(celery.os, "getpgrp", os.getpid)
    monkeypatch.setattr(celery.signal, "signal", lambda number, action: None)
    monkeypatch.setattr(celery.os, "killpg", lambda group, number: acts.append(f"signal {number} to group {group}"))
    monkeypatch.setattr(celery.os, "_exit", lambda code: acts.append(f"exit {code}"))
    return acts


@pytest.mark.parametrize(
    ("broker", "busy", "acts"),
    [
        ("filesystem://", set(), ["signal 15 to group 0", "exit 0"]),
        ("filesystem://", {"a request"}, []),
        ("redis://127.0.0.1/9", set(), []),
    ],
    ids=["idle", "at work", "another broker"],
)
def test_only_an_idle_worker_of_the_file_broker_leaves_at_once(monkeypatch, left, broker, busy, acts):
    monkeypatch.setattr(celery.state, "active_requests", busy)
    # Celery asks the environment before its settings.
    monkeypatch.setenv("CELERY_BROKER_URL", broker)
    celery.leave_at_once_when_idle()
    assert left == acts


#: A worker that forks a child as Celery does, with whatever way of ending the child has been taken from it.
FORKING = """
import os, signal, sys, time
from loket import celery
celery.be_the_one_to_live_with()
if os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.argv[1] == "late":
        while os.getppid() == celery.worker_pid:
            time.sleep(0.01)
    celery.end_with_the_worker()
    os.write(1, b"child\\n")
    time.sleep(600)
if sys.argv[1] == "late":
    os.write(1, b"worker\\n")
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the death of a parent is told on Linux alone")
@pytest.mark.parametrize(("when", "first"), [("early", "child\n"), ("late", "worker\n")])
def test_a_child_of_a_worker_that_is_killed_outright_ends_too(when, first):
    command = [sys.executable, "-c", FORKING, when]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == first
        worker.kill()
        assert worker.stdout.read() == ""
    assert gone([worker.pid], 5)


def test_a_worker_without_children_does_not_end_itself(monkeypatch):
    monkeypatch.setattr(celery, "worker_pid", os.getpid())
    celery.end_with_the_worker()
