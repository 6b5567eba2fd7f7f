"""The desk: how fast it answers, how long it keeps what people told, and what they may send along."""

from typing import Any

from environ import Env

MIB = 1024 * 1024


def desk_settings(env: Env) -> dict[str, Any]:
    """docs/desk.md lists them with their meaning."""
    return {
        "DESK_TEAM_EMAIL": env.str("DESK_TEAM_EMAIL", default=""),
        "DESK_ANSWER_WORKING_DAYS": env.int("DESK_ANSWER_WORKING_DAYS", default=5),
        "DESK_RETENTION_MONTHS": env.int("DESK_RETENTION_MONTHS", default=12),
        "DESK_CLOSE_AFTER_DAYS": env.int("DESK_CLOSE_AFTER_DAYS", default=60),
        "DESK_ATTACHMENTS": env.int("DESK_ATTACHMENTS", default=3),
        "DESK_ATTACHMENTS_IN_ALL": env.int("DESK_ATTACHMENTS_IN_ALL", default=12),
        "DESK_ATTACHMENT_BYTES": env.int("DESK_ATTACHMENT_BYTES", default=5 * MIB),
        "DESK_GUESSES_PER_HOUR": env.int("DESK_GUESSES_PER_HOUR", default=30),
    }
