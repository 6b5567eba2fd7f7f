"""Turn ``DATABASE_URL`` into Django's settings: SQLite made safe for several processes, PostgreSQL with a pool."""

from pathlib import Path
from typing import Any

import environ


def database_from_url(url: str) -> dict[str, Any]:
    config = dict(environ.Env.db_url_config(url))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        if config["NAME"] != ":memory:":
            Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # Opening the file and setting it up costs more than most answers, so a connection is kept.
        config["CONN_MAX_AGE"] = None
        # IMMEDIATE: a transaction takes its write lock at once and waits, instead of failing half-way.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        }
    elif config["ENGINE"] == "django.db.backends.postgresql":
        asked = config.get("OPTIONS", {})  # what the address itself asks, such as ?sslmode=verify-full
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}, **asked}
        config["CONN_HEALTH_CHECKS"] = True
    return config
