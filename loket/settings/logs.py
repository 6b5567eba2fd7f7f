"""Logging: lines for people in development, one JSON object a line in production. All go to standard error.

docs/security.md lists what is logged; loket/logs.py holds the form.
"""

from typing import Any


def logging_settings(formatter: str, level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "loket.logs.JsonFormatter"},
            "plain": {"()": "loket.logs.PlainFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": formatter}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
            # loket.security writes the same events with who, what, result and from where.
            "axes": {"level": "CRITICAL"},
            # Says at every start that the file broker has no host.
            "kombu.connection": {"level": "ERROR"},
        },
    }


def plain_logging(level: str) -> dict[str, Any]:
    return logging_settings("plain", level)


def json_logging(level: str) -> dict[str, Any]:
    return logging_settings("json", level)
