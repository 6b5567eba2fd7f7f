"""Background work: the broker, the schedule, and the limits of what an import may bring.

The database holds the truth about work; a message only says "look". So a message may be lost with its worker, or
arrive twice, without harm: a sweep at worker start and every quarter of a minute takes up what was left lying.
"""

from pathlib import Path
from typing import Any

from celery.schedules import crontab
from environ import Env

MIB = 1024 * 1024
SWEEP_SECONDS = 15.0
LETTERS_SECONDS = 300.0
FOLLOW_SECONDS = 300.0
DESK_SWEEP_SECONDS = 60.0
REMIND_SECONDS = 3600.0


def broker_options(url: str, folder: Path) -> dict[str, Any]:
    """Transport options that suit the broker of ``url``; ``folder`` holds the messages of the filesystem broker."""
    if url.startswith("filesystem:"):
        messages = str(folder / "messages")
        return {
            "data_folder_in": messages,
            "data_folder_out": messages,
            "control_folder": str(folder / "control"),
            "polling_interval": 0.1,
        }
    if url.startswith("redis"):
        # The ledger makes a second delivery harmless; a taken message comes back after ten minutes at the latest.
        # Who sends a message tries for a second: the sweep finds work of which no message came.
        tries = {"max_retries": 3, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.5}
        return {"visibility_timeout": 600, "socket_connect_timeout": 3, "socket_timeout": 10, **tries}
    return {}


def celery_settings(env: Env, var_dir: Path, time_zone: str) -> dict[str, Any]:
    url = env.str("CELERY_BROKER_URL", default="filesystem://")
    embedded = url.startswith("filesystem:")
    folder = Path(env.str("BROKER_DIR", default=str(var_dir / "broker")))
    return {
        "CELERY_BROKER_URL": url,
        "CELERY_BROKER_TRANSPORT_OPTIONS": broker_options(url, folder),
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        "CELERY_BROKER_CONNECTION_TIMEOUT": 3,
        # Portals that share a broker take each other's messages for their own unless their queues differ.
        "CELERY_TASK_DEFAULT_QUEUE": env.str("BROKER_QUEUE", default="loket"),
        "CELERY_TASK_SERIALIZER": "json",
        "CELERY_ACCEPT_CONTENT": ["json"],
        "CELERY_TASK_IGNORE_RESULT": True,
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_TASK_PUBLISH_RETRY": False,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_WORKER_ENABLE_REMOTE_CONTROL": not embedded,
        "CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS": True,
        "CELERY_TIMEZONE": time_zone,
        "CELERY_BEAT_SCHEDULE_FILENAME": str(var_dir / "beat-schedule"),
        # A sweep that no worker was free for gives way to the next one.
        "CELERY_BEAT_SCHEDULE": {
            "sweep-imports": {
                "task": "imports.sweep",
                "schedule": SWEEP_SECONDS,
                "options": {"expires": SWEEP_SECONDS},
            },
            "sweep-desk-mails": {
                "task": "desk.sweep",
                "schedule": DESK_SWEEP_SECONDS,
                "options": {"expires": DESK_SWEEP_SECONDS},
            },
            "tell-followers": {
                "task": "publication.tell_followers",
                "schedule": FOLLOW_SECONDS,
                "options": {"expires": FOLLOW_SECONDS},
            },
            "tell-digests": {"task": "publication.tell_digests", "schedule": crontab(hour=7, minute=10)},
            "forget-followers": {"task": "publication.forget_followers", "schedule": crontab(hour=3, minute=50)},
            "desk-retention": {"task": "desk.retention", "schedule": crontab(hour=3, minute=40)},
            "send-letters": {"task": "companies.send_waiting", "schedule": LETTERS_SECONDS},
            "ask-to-confirm": {"task": "companies.ask_to_confirm", "schedule": crontab(hour=8, minute=10)},
            "tell-due-lists": {"task": "companies.tell_due_lists", "schedule": crontab(hour=7, minute=40)},
            "forget-senders": {"task": "companies.forget", "schedule": crontab(hour=3, minute=20)},
            # Often, because beat may have been away: whoever got a mail about a term gets no second one.
            "remind-of-terms": {"task": "permits.remind", "schedule": REMIND_SECONDS},
        },
    }


def import_settings(env: Env) -> dict[str, Any]:
    """What one uploaded list may be at most; docs/import-format.md tells what happens beyond. And a document."""
    return {
        "DOCUMENT_MAX_BYTES": env.int("DOCUMENT_MAX_BYTES", default=20 * MIB),
        "IMPORT_MAX_BYTES": env.int("IMPORT_MAX_BYTES", default=25 * MIB),
        "IMPORT_MAX_ROWS": env.int("IMPORT_MAX_ROWS", default=250_000),
        "IMPORT_MAX_COLUMNS": env.int("IMPORT_MAX_COLUMNS", default=200),
        "IMPORT_MAX_CELL_LENGTH": env.int("IMPORT_MAX_CELL_LENGTH", default=32_767),
        "IMPORT_MAX_UNZIPPED_BYTES": env.int("IMPORT_MAX_UNZIPPED_BYTES", default=160 * MIB),
        "IMPORT_MAX_UNZIP_RATIO": env.int("IMPORT_MAX_UNZIP_RATIO", default=100),
        "IMPORT_MAX_ZIP_ENTRIES": env.int("IMPORT_MAX_ZIP_ENTRIES", default=2_000),
        "IMPORT_WORKBOOK_MEMORY": env.int("IMPORT_WORKBOOK_MEMORY", default=1024 * MIB),
        "IMPORT_WORKBOOK_SECONDS": env.int("IMPORT_WORKBOOK_SECONDS", default=60),
        "IMPORT_CHUNK_ROWS": env.int("IMPORT_CHUNK_ROWS", default=800),
        "IMPORT_STALE_AFTER": env.int("IMPORT_STALE_AFTER", default=120),
        "IMPORT_WAKE_MESSAGES": env.int("IMPORT_WAKE_MESSAGES", default=4),
    }


def matching_settings(env: Env) -> dict[str, Any]:
    """From which score (0 to 100) a row of a list is an organisation of the register: docs/matching.md."""
    return {
        "MATCH_SURE": env.int("MATCH_SURE", default=85),
        "MATCH_REVIEW": env.int("MATCH_REVIEW", default=55),
        "MATCH_MARGIN": env.int("MATCH_MARGIN", default=5),
        "MATCH_BLOCK_LIMIT": env.int("MATCH_BLOCK_LIMIT", default=40),
        "MATCH_CANDIDATES": env.int("MATCH_CANDIDATES", default=40),
    }
