"""The Celery application. A message only says "look": the database holds the truth about work."""

import os
import signal
import sys
from typing import Any

from celery import Celery
from celery.signals import (
    beat_embedded_init,
    setup_logging,
    worker_init,
    worker_process_init,
    worker_ready,
    worker_shutting_down,
)
from celery.worker import state

from loket.broker import register
from loket.parents import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.development")
register()

worker_pid = 0

app = Celery("loket")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_the_form_of_log_lines(**_kwargs: Any) -> None:
    """Celery would set up logging of its own; Django's settings have done so already."""


@worker_init.connect
def be_the_one_to_live_with(**_kwargs: Any) -> None:
    global worker_pid
    worker_pid = os.getpid()


@worker_process_init.connect
@beat_embedded_init.connect
def end_with_the_worker(**_kwargs: Any) -> None:
    """A child ends when its worker is gone, also when that went before the child could hear a signal."""
    if sys.platform == "linux" and worker_pid not in (0, os.getpid()):
        end_with_parent(signal.SIGKILL)
        if os.getppid() != worker_pid:
            os._exit(1)


@worker_ready.connect
def take_up_what_was_left(**_kwargs: Any) -> None:
    """A worker that starts looks first for work that another left lying."""
    app.send_task("imports.sweep")


@worker_shutting_down.connect
def leave_at_once_when_idle(**_kwargs: Any) -> None:
    """With the file broker Celery takes six seconds to wind up, also when it does nothing: Ctrl-C should not.

    Work that is going on is finished first. A message that was taken and not begun may go: the ledger has it.
    """
    leads = os.getpgrp() == os.getpid()
    if leads and not state.active_requests and app.conf.broker_url.startswith("filesystem:"):
        # Its children hear it; this process is in the midst of obeying the same signal and must not begin anew.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)
        os._exit(0)
