"""What was decided about rows of lists: kept by the words of a row and its source, so that nobody is asked twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from companies.enums import MatchKind, MatchState
from companies.matching.judging import Candidate
from companies.matching.subject import domain_of
from companies.models import RowCandidate, RowMatch
from companies.names import normal_name
from imports.models import ColumnChoice
from imports.rows import ImportContext, Row
from imports.vocabulary import plain

Refused = Mapping[str, Sequence[str]]
#: The words that say who a row is about; what it tells of them may change from list to list.
WORDS = ("name", "town", "street_address")
CODES = ("kvk_number", "rsin", "slug", "postcode")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person, or a sure score, said earlier. ``organisation_id`` is None when it is gone since, or is still to
    be made; ``refused`` are values of the list that were not wanted."""

    state: str
    organisation_id: int | None
    refused: Refused


@dataclass(slots=True)
class Doubt:
    """Rows of one list with the same words, and whom they may be about. ``decided`` is the one when it is sure."""

    name: str
    name_key: str
    candidates: tuple[Candidate, ...]
    rows: list[Row] = field(default_factory=list)
    decided: Candidate | None = None
    changes: dict[str, Any] = field(default_factory=dict)


def source_key(context: ImportContext) -> str:
    """The source of a list without year and case; lists without a source share one."""
    return ColumnChoice.source_key(context.source)


def fingerprint(values: Mapping[str, Any], source: str, kind: str = MatchKind.COMPANIES) -> str:
    """Of the words of a row that say who it is about, as far as writing matters, of the source and the kind of list."""
    municipality = values.get("municipality")
    parts = [
        source if kind == MatchKind.COMPANIES else f"{kind}\x1e{source}",
        normal_name(values["name"]),
        *(plain(values.get(key, "")) for key in WORDS[1:]),
    ]
    parts += [values.get(key, "") for key in CODES]
    parts += [domain_of(values.get("website", "")), municipality.slug if municipality else ""]
    return blake2b("\x1f".join(parts).encode(), digest_size=20).hexdigest()


class Memory:
    """The decisions that rows of one chunk may meet: two queries, or one for a source that nobody decided about."""

    def __init__(self, rows: Sequence[Row], context: ImportContext, kind: str = MatchKind.COMPANIES) -> None:
        self.source, self.kind = source_key(context), kind
        self._decisions: dict[str, Decision] = {}
        self._names: set[str] = set()
        self._not: dict[str, set[int]] = defaultdict(set)
        matches = RowMatch.objects.of_source(self.source, kind)
        if rows and matches.exists():
            self._load(matches.filter(name_key__among={normal_name(row.values["name"]) for row in rows}))

    def _load(self, matches: Any) -> None:
        others: dict[int, str] = {}
        columns = ("pk", "fingerprint", "name_key", "state", "organisation_id", "refused")
        for pk, mark, name_key, state, organisation_id, refused in matches.exclude(state=MatchState.OPEN).values_list(
            *columns
        ):
            self._decisions[mark] = Decision(state, organisation_id, refused)
            self._names.add(name_key)
            if state == MatchState.NEW:
                others[pk] = name_key
        if others:
            seen = RowCandidate.objects.filter(match_id__among=others)
            for pk, organisation_id in seen.values_list("match_id", "organisation_id"):
                self._not[others[pk]].add(organisation_id)

    def decision(self, row: Row) -> Decision | None:
        if normal_name(row.values["name"]) not in self._names:
            return None
        return self._decisions.get(self.mark(row))

    def mark(self, row: Row) -> str:
        return fingerprint(row.values, self.source, self.kind)

    def not_these(self, row: Row) -> set[int]:
        """Organisations of which somebody said that they are another one than a row of this source and name."""
        return self._not.get(normal_name(row.values["name"]), set())

    @property
    def organisations(self) -> set[int]:
        return {one.organisation_id for one in self._decisions.values() if one.organisation_id is not None}


def without_refused(values: dict[str, Any], refused: Refused) -> dict[str, Any]:
    """The values of a row but those that somebody did not want; another value than then is a new one."""
    if not refused:
        return values
    return {key: value for key, value in values.items() if str(value) not in refused.get(key, ())}


def keep(doubts: Mapping[str, Doubt], context: ImportContext, kind: str = MatchKind.COMPANIES) -> None:
    """Write what is in doubt, and what was sure, by fingerprint; rows of an earlier list make way for these."""
    if not doubts:
        return
    source, now = source_key(context), timezone.now()
    standing = {
        one.fingerprint: one for one in RowMatch.objects.select_for_update().filter(fingerprint__among=doubts.keys())
    }
    matches = []
    for mark, doubt in sorted(doubts.items()):
        match = standing.get(mark) or RowMatch(fingerprint=mark, source_key=source, kind=kind)
        match.name, match.name_key = doubt.name[:200], doubt.name_key
        match.rows = _rows(match, doubt, context)
        match.job_id = context.import_id
        decided = doubt.decided
        match.score = max((one.likeness.score for one in doubt.candidates), default=0)
        match.state = MatchState.SAME if decided else MatchState.OPEN
        match.organisation_id = decided.pk if decided else None
        match.decided_at, match.decided_by = (now, None) if decided else (None, None)
        if doubt.changes:
            match.changes = {"import": context.import_id, "fields": doubt.changes}
        matches.append(match)
    RowMatch.objects.bulk_create([match for match in matches if match.pk is None])
    names = ["name", "name_key", "rows", "job", "score", "state", "organisation", "decided_at", "decided_by", "changes"]
    RowMatch.objects.bulk_update([match for match in matches if match.fingerprint in standing], names, batch_size=200)
    RowCandidate.objects.filter(match__in=[match for match in matches if match.fingerprint in standing]).delete()
    RowCandidate.objects.bulk_create(
        RowCandidate(
            match=match, organisation_id=one.pk, score=one.likeness.score, reasons=list(one.likeness.reasons)
        )
        for match in matches
        for one in doubts[match.fingerprint].candidates
    )  # fmt: skip


def forget(import_id: int) -> None:
    """The list is taken back: nobody is asked about it any more, and what it was sure of by itself is no decision that
    later lists go by. What people decided stays, and so does what waited before this list."""
    of_it = RowMatch.objects.filter(job=import_id, created_at__gte=F("job__apply_started_at"))
    of_it.filter(Q(state=MatchState.OPEN) | Q(state=MatchState.SAME, decided_by=None)).delete()


def _rows(match: RowMatch, doubt: Doubt, context: ImportContext) -> list[Any]:
    """The rows of this list; those that an earlier part of it brought stay."""
    earlier = match.rows if match.pk is not None and match.job_id == context.import_id else []
    fresh = [[row.number, row.raw, dict(row.cells)] for row in doubt.rows]
    numbers = {number for number, _raw, _cells in fresh}
    return sorted([*(one for one in earlier if one[0] not in numbers), *fresh], key=lambda one: one[0])


def rows_of(match: RowMatch) -> Iterable[Row]:
    for number, raw, cells in match.rows:
        yield Row(number=number, raw=raw, cells=cells)
