"""The form of log lines, and the one way to record who did what.

A line holds action, object, result, who, from where and when (UTC). A value can never begin a line of its own, and
what opens doors (passwords, codes, tokens, session ids) is masked wherever it stands.
"""

import json
import logging
import re
import time
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

SECRET_PARAMETER = re.compile(
    r"(?i)\b((?:password\d?|passwd|secret|token|code|key|csrfmiddlewaretoken|sessionid|authorization|api_?key)"
    r"[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;}]+"
)
SECRET_PATH = re.compile(
    r"(/password/reset/key/|"
    r"/(?:vraag|question|overdracht|hand-over|term-calendar|uw-traject|your-trajectory)/)[^\s/]+"
)
SECRET_IN_URL = re.compile(r"(\w+://[^\s:/@]*:)[^\s@/]+@")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MASK = "***"
FIELDS = ("action", "object", "result", "who", "origin")

security = logging.getLogger("loket.security")


def masked(text: str) -> str:
    """``text`` without the values that open doors."""
    text = SECRET_PATH.sub(rf"\1{MASK}", text)
    text = SECRET_IN_URL.sub(rf"\1{MASK}@", text)
    return SECRET_PARAMETER.sub(rf"\1{MASK}", text)


def record(
    action: str, *, result: str, request: HttpRequest | None, who: str = "", object: str = "", level: int = logging.INFO
) -> None:
    """One line about an act that matters for security."""
    origin = str(request.META.get("REMOTE_ADDR", "")) if request is not None else "this machine"
    if not who and request is not None:
        user = getattr(request, "user", None)
        who = user.get_username() if user is not None and user.is_authenticated else "anonymous"
    values = {"action": action, "object": object, "result": result, "who": who, "origin": origin}
    summary = ", ".join(f"{name} {value}" for name, value in values.items() if value)
    security.log(level, "%s", summary, extra=values)


class JsonFormatter(logging.Formatter):
    """One JSON object on one line, time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
            "process": record.process,
        }
        for name in FIELDS:
            value = getattr(record, name, None)
            if value:
                line[name] = masked(str(value))
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line.setdefault("origin", request.META.get("REMOTE_ADDR", ""))
            line["method"] = request.method
            line["path"] = masked(request.path)
        status = getattr(record, "status_code", None)
        if status:
            line["status"] = status
        if record.exc_info:
            line["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=True, default=str)


class PlainFormatter(logging.Formatter):
    """A line to read, with control characters spelled out; only a traceback takes more lines."""

    converter = staticmethod(time.gmtime)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        record.message = masked(CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", record.message))
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return masked(super().formatException(ei))
