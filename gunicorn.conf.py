"""gunicorn: the same file for ``make run`` and production; the environment says how many and where."""

import os
import subprocess
import sys
from typing import Any

SETTINGS = os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.production")
IN_PRODUCTION = SETTINGS == "loket.settings.production"

wsgi_app = "loket.wsgi:application"
# Read once, before the processes part: they share its memory, and one that takes over from another serves at once.
preload_app = True
bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2" if IN_PRODUCTION else "1"))
worker_class = "loket.workers.EvenWorker"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
# Proxy headers are read by the portal itself (TRUSTED_PROXIES); gunicorn believes none.
forwarded_allow_ips = ""
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
proc_name = "loket"


def on_starting(server: Any) -> None:
    """In production the deployment checks come first, in a process of their own; no start when one fails."""
    if not IN_PRODUCTION:
        return
    command = [sys.executable, "manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own command
        server.log.error("The deployment checks fail; the portal does not start.")
        sys.exit(1)
