"""Whole days as an iCalendar file (RFC 5545): what calendars of phones and offices read. A small writer, no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
WIDEST = 75
"""Octets of a line, without its end (section 3.1)."""
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n"))


@dataclass(frozen=True, slots=True)
class Day:
    """An event of one whole day. ``key`` tells it from the others of the file, and stays the same."""

    key: str
    day: date
    title: str
    text: str = ""
    url: str = ""


def calendar(name: str, days: Iterable[Day], *, stamp: date, host: str) -> bytes:
    """``stamp`` is the day that the content is of; the same days always give the same file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//CRM-loket//NL", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for one in days:
        lines += _event(one, stamp, host)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def _event(one: Day, stamp: date, host: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.key}@{host}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(one.title)}"
    if one.text:
        yield f"DESCRIPTION:{escaped(one.text)}"
    if one.url:
        yield f"URL:{one.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    for mark, instead in _ESCAPES:
        text = text.replace(mark, instead)
    return "".join(char for char in text if char.isprintable())


def folded(line: str) -> Iterator[bytes]:
    """A long line in parts of 75 octets, each further one after a space; no character is cut."""
    part = b""
    for char in line:
        octets = char.encode()
        if len(part) + len(octets) > WIDEST:
            yield part
            part = b" "
        part += octets
    yield part
