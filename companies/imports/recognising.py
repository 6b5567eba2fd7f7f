"""Which organisation each row of a chunk is about: by its own numbers and names, by what was decided, by likeness."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from companies.enums import MatchKind, MatchState
from companies.imports.known import Known, Record, load
from companies.matching.candidates import NO_CEILING, judge_all
from companies.matching.judging import MOST_SHOWN, Candidate, Judgement, judge
from companies.matching.memory import Doubt, Memory, Refused, fingerprint, source_key, without_refused
from companies.matching.reasons import REASONS
from companies.matching.score import Likeness, likeness
from companies.matching.subject import Subject, place, subject, subject_of_values
from companies.matching.thresholds import thresholds
from companies.models import Municipality, Organisation, RowMatch
from companies.names import normal_name
from imports.enums import RowOutcome
from imports.models import Import, ImportRow
from imports.reasons import Issue
from imports.rows import Changes, ImportContext, Row

RECOGNISED = gettext_noop("was recognised as “%(name)s”, %(score)d of 100: %(reasons)s")
NOTHING: Refused = {}
OWN = Likeness(100, ("named_by_list",))


@dataclass(slots=True)
class Finding:
    """What a row is about: ``record`` (a new one stands there too), or ``candidates`` for a person to judge.

    ``alike`` is the candidate that was sure by its score. ``is_other_spelling``: the row calls a known one by another
    name, which is no change of its name. ``refused`` are values that nobody wants from this list, ``taken`` the fields
    of which somebody decided just now that the list is right.
    """

    record: Record | None = None
    candidates: tuple[Candidate, ...] = ()
    alike: Candidate | None = None
    is_other_spelling: bool = False
    shares_name: bool = False
    is_left: bool = False
    refused: Refused = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


class Recogniser:
    """Knows the records of a chunk; rows add new ones as they go. Its queries do not grow with the rows."""

    def __init__(
        self, rows: Sequence[Row], context: ImportContext, municipalities: dict[int, Municipality],
        kind: str = MatchKind.COMPANIES,
    ) -> None:  # fmt: skip
        self.memory = Memory(rows, context, kind)
        self._marks: dict[int, str] = {}
        self._judgements = self._judge(rows, ceiling_of(context))
        wanted = {one.sure.pk for one in self._judgements.values() if one.sure} | self.memory.organisations
        self.known: Known = load(rows, municipalities, also=wanted, lock=context.applying)
        self._made: dict[str, Record] = {}

    def _judge(self, rows: Sequence[Row], ceiling: int) -> dict[str, Judgement]:
        """For each row that its own numbers and names do not lead to anybody; rows of the same words once."""
        taken = _Taken(rows)
        asked: dict[str, Row] = {}
        for row in rows:
            if not taken.knows(row) and self.memory.decision(row) is None:
                asked.setdefault(self._mark(row), row)
        if not asked:
            return {}
        ones = [subject_of_values(row.values) for row in asked.values()]
        without = [self.memory.not_these(row) for row in asked.values()]
        return dict(zip(asked, judge_all(ones, ceiling=ceiling, without=without), strict=True))

    def find(self, row: Row, taken: frozenset[str] = frozenset()) -> Finding:
        found = self._find(row)
        found.taken = taken
        return found

    def _find(self, row: Row) -> Finding:
        decision = self.memory.decision(row)
        refused = decision.refused if decision else NOTHING
        if strong := self.known.strong(without_refused(row.values, refused) if refused else row.values):
            if len(strong) == 1:
                return Finding(strong[0], refused=refused)
            return Finding(candidates=tuple(map(own_candidate, strong)))
        if decision is not None:
            if decision.state == MatchState.LEFT:
                return Finding(is_left=True)
            record = self._made.get(self._mark(row)) or self.known.by_pk.get(decision.organisation_id or 0)
            if record is not None:
                return Finding(record, is_other_spelling=True, refused=refused)
            if decision.state == MatchState.NEW and self.memory.kind == MatchKind.COMPANIES:
                return Finding(refused=refused)
        return self._by_name(row, refused)

    def _by_name(self, row: Row, refused: Refused) -> Finding:
        not_these = self.memory.not_these(row)
        named = [one for one in self.known.named(row) if one.organisation.pk not in not_these]
        if len(named) == 1:
            return Finding(named[0], refused=refused)
        if named:
            return Finding(candidates=self._scored(row, named)[:MOST_SHOWN], shares_name=True)
        found = self._judgements.get(self._mark(row)) or self._elsewhere(row, not_these)
        if found.sure is not None and (record := self.known.by_pk.get(found.sure.pk)) is not None:
            return Finding(record, (found.sure,), alike=found.sure, is_other_spelling=True)
        return Finding(candidates=found.candidates)

    def _mark(self, row: Row) -> str:
        mark = self._marks.get(id(row))
        if mark is None:
            mark = self._marks[id(row)] = self.memory.mark(row)
        return mark

    def _scored(self, row: Row, records: Sequence[Record]) -> tuple[Candidate, ...]:
        one = subject_of_values(row.values)
        known = [record for record in records if not record.is_new]
        found = [
            Candidate(record.organisation.pk, record.organisation.name, likeness(one, subject_of_record(record)))
            for record in known
        ]
        return tuple(sorted(found, key=lambda candidate: (-candidate.likeness.score, candidate.pk)))

    def _elsewhere(self, row: Row, not_these: set[int]) -> Judgement:
        """Others have the very name of the row, but not its place: branches, or namesakes."""
        same = self.known.by_name.get(normal_name(row.values["name"]), [])
        others = [one for one in same if not one.is_new and one.organisation.pk not in not_these]
        among = [(one.organisation.pk, one.organisation.name, subject_of_record(one)) for one in others]
        return judge(subject_of_values(row.values), among, thresholds())

    def made(self, row: Row, record: Record) -> None:
        """The row makes a new organisation: rows after it may be about the same."""
        self.known.add(record)
        if self.memory.decision(row) is not None:
            self._made[self._mark(row)] = record


class _Taken:
    """Which rows name a known organisation by a number, a slug or a name: one query."""

    def __init__(self, rows: Sequence[Row]) -> None:
        kvk, rsin, slug = ({row.values[key] for row in rows if key in row.values} for key in NUMBERS)
        names = {normal_name(row.values["name"]) for row in rows}
        found = Organisation.objects.filter(
            Q(kvk_number__among=kvk) | Q(rsin__among=rsin) | Q(slug__among=slug) | Q(name_key__among=names)
        )
        taken = list(found.values_list(*NUMBERS, "name_key")) if rows else []
        self._by: dict[str, set[Any]] = {key: {one[place] for one in taken} for place, key in enumerate(NUMBERS)}
        self._names = {one[-1] for one in taken}

    def knows(self, row: Row) -> bool:
        by_number = any(row.values[key] in self._by[key] for key in NUMBERS if key in row.values)
        return by_number or normal_name(row.values["name"]) in self._names


NUMBERS = ("kvk_number", "rsin", "slug")


def in_doubt(row: Row, found: Finding) -> Iterator[Issue]:
    """Why a person has to say who the row is about, and whom it may be."""
    if all(one.likeness is OWN for one in found.candidates):
        yield Issue("", row.values["name"], gettext_noop("its numbers are of different organisations"))
    elif found.shares_name:
        reason = gettext_noop("%(number)d known organisations have this name; give a KvK number or a municipality")
        yield Issue("name", row.values["name"], reason, params={"number": len(found.candidates)})
    for one in found.candidates:
        reason = gettext_noop("may be the known “%(name)s”, %(score)d of 100: %(reasons)s")
        yield Issue("name", row.values["name"], reason, params=_told(one))


def recognised(row: Row, alike: Candidate) -> Issue:
    """A note beside a row that calls its organisation by another name."""
    return Issue("name", row.values["name"], RECOGNISED, params=_told(alike))


def how_recognised(import_id: int) -> list[tuple[str, int, str]]:
    """How many rows were recognised by likeness alone, and how many matches wait for a person."""
    known = ImportRow.objects.filter(job=import_id, outcome__in=[RowOutcome.UPDATED, RowOutcome.UNCHANGED])
    noted = known.exclude(issues=[]).annotate(notes=Cast("issues", TextField()))
    waiting = RowMatch.objects.waiting().filter(job=import_id).count()
    alike = noted.filter(notes__contains=RECOGNISED[:16]).count()
    told = [(gettext("recognised by likeness"), alike, "")] if alike else []
    if waiting:
        queue = reverse("admin:companies_rowmatch_changelist")
        told.append((gettext("matches to decide"), waiting, f"{queue}?job__id__exact={import_id}"))
    return told


def _told(one: Candidate) -> dict[str, Any]:
    reasons = [REASONS[reason] for reason in one.likeness.reasons]
    return {"name": one.name, "score": one.likeness.score, "reasons": reasons}


def subject_of_record(record: Record) -> Subject:
    organisation, site = record.organisation, record.site
    where = []
    if site is not None:
        where = [
            place(
                municipality=site.municipality.slug if site.municipality else "", town=site.town,
                street_address=site.street_address, postcode=site.postcode,
                point=(site.latitude, site.longitude) if site.latitude and site.longitude else None,
                precision=site.precision,
            )
        ]  # fmt: skip
    return subject(
        names=[organisation.name], kvk=organisation.kvk_number, rsin=organisation.rsin,
        website=organisation.website, places=where,
    )  # fmt: skip


def own_candidate(record: Record) -> Candidate:
    return Candidate(record.organisation.pk, record.organisation.name, OWN)


def ceiling_of(context: ImportContext) -> int:
    """The newest organisation that rows may be like: what the list itself made in other chunks does not count.

    So the outcome does not depend on how many workers there are, nor on who was first.
    """
    if not context.applying:
        return NO_CEILING
    started = Import.objects.filter(pk=context.import_id).values_list("apply_started_at", flat=True).first()
    return NO_CEILING if started is None else _newest_before(context.import_id, started)


@lru_cache(maxsize=64)
def _newest_before(_import_id: int, moment: datetime) -> int:
    older = Organisation.objects.filter(created_at__lt=moment).order_by("-pk").values_list("pk", flat=True)
    return older.first() or 0


def doubts_of(
    found: Iterable[tuple[Row, Finding, Changes]], context: ImportContext, kind: str = MatchKind.COMPANIES
) -> Mapping[str, Doubt]:
    """What is to be kept of how rows were recognised, by fingerprint. Where some of the same words wait and others
    were sure, only those that wait are asked about: the others are in."""
    source = source_key(context)
    doubts: dict[str, Doubt] = {}
    for row, finding, changes in sorted(found, key=lambda one: one[1].alike is not None):
        name, mark = row.values["name"], fingerprint(row.values, source, kind)
        fresh = Doubt(name, normal_name(name), finding.candidates, decided=finding.alike)
        doubt = doubts.setdefault(mark, fresh)
        if finding.alike is not None and doubt.decided is None:
            continue
        doubt.rows.append(row)
        if finding.alike is not None:
            doubt.changes |= changes
    return doubts
