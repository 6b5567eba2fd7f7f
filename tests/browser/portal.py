"""The whole portal as ``make run`` starts it, web server and worker, over a database and files of its own."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from tests.databases import migrated_database
from tests.loket.security.servers import Server, free_port


def environment(folder: Path, database_url: str, port: int) -> dict[str, str]:
    """Redis, when the run is on Redis, by the databases that no other test uses."""
    broker = os.environ.get("CELERY_BROKER_URL", "")
    cache = os.environ.get("CACHE_URL", "")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "BROWSER_TEST_FOLDER": str(folder),
        "BROKER_DIR": str(folder / "broker"),
        # Another run on the same Redis has other records under the same numbers: its worker must not hear of ours.
        "BROKER_QUEUE": f"browser-{uuid.uuid4().hex[:12]}",
        "DATABASE_URL": database_url,
        "CELERY_BROKER_URL": _redis_database(broker, 8) if broker.startswith("redis") else "filesystem://",
        "CACHE_URL": _redis_database(cache, 7) if cache.startswith("redis") else "locmemcache://",
        "PORT": str(port),
        "LOG_LEVEL": "ERROR",
    }  # fmt: skip


def _redis_database(url: str, number: int) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))


@contextmanager
def running_portal(folder: Path) -> Iterator[str]:
    """The address of a portal with the reference data, figure 4 and the demonstration accounts."""
    with migrated_database(folder) as database_url:
        port = free_port()
        variables = environment(folder, database_url, port)
        prepare = [sys.executable, "manage.py", "prepare"]
        done = subprocess.run(
            prepare, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stderr
        address = f"http://127.0.0.1:{port}"
        with Server([sys.executable, "-m", "loket.serve"], variables) as server:
            server.wait_for(f"{address}/healthz")
            yield address
