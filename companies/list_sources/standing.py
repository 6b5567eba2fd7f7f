"""What a source says of an organisation, value by value: how it is kept in one row, and read from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from companies.list_sources.saying import Value
from companies.models import Statement

__all__ = ["COLUMNS", "Standing", "packed", "spread", "standing_of"]

#: What :func:`spread` reads, in its order.
COLUMNS = ("said", "stated_at", "import_number", "since", "earlier")
#: So many lists back can be taken back one after the other.
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source says of one value. ``earlier`` is what it replaced, as JSON."""

    value: Value
    stated_at: datetime
    import_number: int
    earlier: Any = None

    def replaced_by(self, value: Value, now: datetime, import_number: int) -> "Standing":
        """A list that contradicts itself leaves what counts before it where it was."""
        before = self.earlier if self.import_number == import_number else _cut(self._as_json(), DEEPEST)
        return Standing(value, now, import_number, before)

    def before(self) -> "Standing | None":
        """What was said before, when its list is taken back."""
        if not self.earlier:
            return None
        moment = parse_datetime(self.earlier["stated_at"])
        assert moment is not None
        return Standing(self.earlier["value"], moment, self.earlier["import_number"], self.earlier["earlier"])

    def _as_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "stated_at": self.stated_at.isoformat(),
            "import_number": self.import_number,
            "earlier": self.earlier,
        }


def _cut(value: Any, depth: int) -> Any:
    if value is None or depth == 0:
        return None
    return {**value, "earlier": _cut(value["earlier"], depth - 1)}


def spread(
    said: Mapping[str, Value], stated_at: datetime, import_number: int, since: Any, earlier: Any
) -> dict[str, Standing]:
    """By value, what a row of ``COLUMNS`` says."""
    if not since and not earlier:
        return {subject: Standing(value, stated_at, import_number) for subject, value in said.items()}
    since, earlier = since or {}, earlier or {}
    found = {}
    for subject, value in said.items():
        moment, number = stated_at, import_number
        if subject in since:
            told, number = since[subject]
            moment = parse_datetime(told) or stated_at
        found[subject] = Standing(value, moment, number, earlier.get(subject))
    return found


def standing_of(statement: Statement) -> dict[str, Standing]:
    return spread(*(getattr(statement, name) for name in COLUMNS))


def packed(standing: Mapping[str, Standing]) -> tuple[Any, ...]:
    """The row of ``COLUMNS`` for what is said, of one value at least: the latest list is named once."""
    latest = max((one.stated_at, one.import_number) for one in standing.values())
    since = {
        subject: [one.stated_at.isoformat(), one.import_number]
        for subject, one in standing.items()
        if (one.stated_at, one.import_number) != latest
    }
    earlier = {subject: one.earlier for subject, one in standing.items() if one.earlier}
    return ({subject: one.value for subject, one in standing.items()}, *latest, since or None, earlier or None)
