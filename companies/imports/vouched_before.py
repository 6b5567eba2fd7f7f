"""What sources vouched for before an import, as it left it, and now: value by value, though a row holds them all.

Of a row of provenance only the values that the import touched are told here. What somebody else did to its other values
since keeps nobody from taking the import back, and stays.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Q

from companies.models import Provenance
from publication import bulk
from publication.enums import Door
from publication.rewinding import Touched, Values, versions_of

__all__ = ["put_back", "subjects_of", "touched_vouches"]

NAMES = ("id", "organisation_id", "source_id", "vouches_for")
#: Tells history of rows of provenance: their keys, and how they change.
Tell = Callable[[Collection[int], str], None]


def touched_vouches(organisations: Collection[int], reference: str, *, lock: bool) -> list[Touched]:
    """Rows whose values the import with this number touched; three queries."""
    links = {"organisation_id__in": list(organisations)}
    found = versions_of(Provenance, links, Door.IMPORT, reference, lock=lock)
    told = (_told(pk, rows, reference, found.now.get(pk)) for pk, rows in sorted(found.rows.items()))
    return [one for one in told if one is not None]


def subjects_of(row: Touched) -> set[str]:
    return {subject for values in (row.before, row.left) if values for subject in values["vouches_for"]}


def put_back(rows: Collection[Touched], tell: Tell) -> None:
    """Give each touched value what stood there before; the other values of its row stay as they are. In bulk."""
    standing = _Standing(rows)
    gone: list[int] = []
    changed: list[tuple[Any, ...]] = []
    made: list[tuple[Any, ...]] = []
    for row in rows:
        now = standing.of(row)
        kept = _with_earlier(row, now["vouches_for"] if now else {})
        if now is None:
            if kept:
                made.append((row.pk, *_whose(row, None), kept))
        elif not kept:
            gone.append(now["id"])
        elif (values := (now["id"], *_whose(row, now), kept)) != tuple(now.values()):
            changed.append(values)
    tell(gone, "-")
    bulk.delete_rows(Provenance, gone)
    for write, chosen, change in ((bulk.update_rows, changed, "~"), (bulk.insert_rows, made, "+")):
        write(Provenance, ["id", "organisation", "source", "vouches_for"], chosen)
        tell([values[0] for values in chosen], change)


class _Standing:
    """The rows as they stand now: the one that the import left, else one that was made since for the same source."""

    def __init__(self, rows: Collection[Touched]) -> None:
        pairs = [_whose(row, None) for row in rows]
        stands = Provenance.objects.filter(
            Q(pk__in=[row.pk for row in rows])
            | Q(organisation_id__in={pair[0] for pair in pairs}, source_id__in={pair[1] for pair in pairs})
        )
        self._by_pk = {one["id"]: one for one in stands.values(*NAMES)}
        self._by_pair = {(one["organisation_id"], one["source_id"]): one for one in self._by_pk.values()}

    def of(self, row: Touched) -> Values | None:
        """None when it has to be made again. Of a value that somebody stated anew with the same source nobody can tell
        which counts: that clashes in the database."""
        if (own := self._by_pk.get(row.pk)) is not None:
            return own
        other = self._by_pair.get(_whose(row, None))
        return other if other and not subjects_of(row) & other["vouches_for"].keys() else None


def _with_earlier(row: Touched, kept: Mapping[str, Any]) -> dict[str, Any]:
    touched = subjects_of(row)
    earlier = row.before["vouches_for"] if row.before else {}
    return {subject: value for subject, value in kept.items() if subject not in touched} | earlier


def _whose(row: Touched, now: Values | None) -> tuple[int, int]:
    values: Any = row.before or now or row.left
    return values["organisation_id"], values["source_id"]


def _told(pk: int, rows: list[dict[str, Any]], reference: str, now: Values | None) -> Touched | None:
    """None when the import touched no value of the row."""
    before: dict[str, Any] = {}
    left: dict[str, Any] = {}
    first = last = rows[0]
    is_known = True
    for place, row in enumerate(rows):
        if (row["door"], row["door_reference"]) != (Door.IMPORT, reference):
            continue
        earlier = rows[place - 1] if place else None
        is_known = is_known and (earlier is not None or row["history_type"] != "~")
        stood, stands = _before(earlier, row), {} if row["history_type"] == "-" else row["vouches_for"]
        for subject in stood.keys() | stands.keys():
            if stood.get(subject) != stands.get(subject):
                first = first if before else earlier or row
                before.setdefault(subject, stood.get(subject))
                left[subject], last = stands.get(subject), row
    subjects = {subject for subject in before if before[subject] is not None or left[subject] is not None}
    if not subjects:
        return None
    return Touched(
        Provenance,
        pk,
        before=_values(first, {subject: before[subject] for subject in subjects}),
        is_known=is_known,
        left=_values(last, {subject: left[subject] for subject in subjects}),
        now=now and _values(now, {subject: now["vouches_for"].get(subject) for subject in subjects}),
    )


def _before(earlier: Values | None, row: Values) -> Mapping[str, Any]:
    """What stood before a version; what is removed is told as it stood."""
    if earlier is None:
        return row["vouches_for"] if row["history_type"] == "-" else {}
    return {} if earlier["history_type"] == "-" else earlier["vouches_for"]


def _values(row: Values, vouches: Mapping[str, Any]) -> Values | None:
    """The row with these values alone; None when there is none of them."""
    there = {subject: value for subject, value in vouches.items() if value is not None}
    return {**{name: row[name] for name in NAMES}, "vouches_for": there} if there else None
