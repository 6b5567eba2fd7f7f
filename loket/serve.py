"""``python -m loket.serve``: web server and worker together, started and stopped as one.

Each child leads a process group of its own. Ctrl-C, a closed terminal, a kill or the death of one child ends both
groups: first asked, then forced. On Linux the children also end when this process is killed outright.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from loket.parents import end_with_parent

BASE = Path(__file__).resolve().parent.parent
PATIENCE = 15
LOOK_EVERY = 0.2


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]

    def signal_group(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def group_lives(self) -> bool:
        self.process.poll()
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True


class Supervisor:
    def __init__(self, commands: dict[str, Sequence[str]], environment: dict[str, str]) -> None:
        self.commands = commands
        self.environment = environment
        self.children: list[Child] = []
        self.stopping = False

    def run(self) -> int:
        """Until a signal or the death of a child; 0 after a signal, 1 when a child died by itself."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self.children = [self._start(name, command) for name, command in self.commands.items()]
            dead = self._watch()
        finally:
            self._end()
        if dead:
            print(f"The {dead} stopped by itself; everything is stopped.", file=sys.stderr)
        return 1 if dead else 0

    def _start(self, name: str, command: Sequence[str]) -> Child:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=BASE, env=self.environment, start_new_session=True, preexec_fn=end_with_parent
        )
        return Child(name, process)

    def _watch(self) -> str | None:
        while not self.stopping:
            for child in self.children:
                if child.process.poll() is not None:
                    return child.name
            time.sleep(LOOK_EVERY)
        return None

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> None:
        for child in self.children:
            if child.process.poll() is None:
                child.process.terminate()  # the leader alone: it lets its own children finish what they do
            else:
                child.signal_group(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while any(child.group_lives() for child in self.children) and time.monotonic() < deadline:
            time.sleep(LOOK_EVERY)
        for child in self.children:
            if child.group_lives():
                child.signal_group(signal.SIGKILL)
            child.process.wait()


def commands() -> dict[str, Sequence[str]]:
    python = sys.executable
    worker = [python, "-m", "celery", "--quiet", "--app", "loket", "worker", "--beat", "--concurrency", "1"]
    return {
        "web server": [python, "-m", "gunicorn", "--config", "gunicorn.conf.py"],
        "worker": worker,
    }


def environment() -> dict[str, str]:
    defaults = {
        "DJANGO_SETTINGS_MODULE": "loket.settings.development",
        "DEBUG": "false",
        "STATIC_HASHED": "true",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
        # Django's checks ran when the portal was prepared; Celery would hold up each start of a worker with them.
        "CELERY_SKIP_CHECKS": "1",
    }
    return {**defaults, **os.environ}


def in_use(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def port_number() -> int | None:
    """``PORT``, 8000 when it is not set; None when it is not a port."""
    value = os.environ.get("PORT", "8000")
    return int(value) if value.isdecimal() and 0 < int(value) < 65536 else None


def introduction(port: int) -> str:
    from loket.accounts.demo_password import PASSWORD
    from loket.roles import Role

    names = ", ".join(role.value for role in Role if role.is_staff)
    return (
        f"\nThe portal runs at http://127.0.0.1:{port}/\n"
        f"For the team: http://127.0.0.1:{port}/admin/\n"
        f"Sign in as {names}\nwith the password {PASSWORD}\n"
        "Stop with Ctrl-C.\n"
    )


def main() -> int:
    port = port_number()
    if port is None:
        print(f"PORT is {os.environ['PORT']!r}, which is not a port number.", file=sys.stderr)
        return 2
    if in_use(port):
        print(f"Port {port} is in use. Choose another one: make run PORT={port + 1}", file=sys.stderr)
        return 2
    os.environ.update(environment())
    print(introduction(port), flush=True)
    return Supervisor(commands(), dict(os.environ)).run()


if __name__ == "__main__":
    sys.exit(main())
