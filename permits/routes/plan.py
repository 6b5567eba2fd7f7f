"""The whole plan: every permit with its reasons, who decides, the dates, and what to do first. Pure: no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from permits.routes.answers import Answers, day_of, number_of, read_answers
from permits.routes.assumptions import Assumption, assumptions
from permits.routes.competence import Handling, handle, parent_of
from permits.routes.questions import BIBOB, COMPLETION_DAYS, START, TARGET, YES
from permits.routes.ruleset import Dependency, Link, PermitType, Procedure, Ruleset
from permits.routes.schedule import Scenario, Timeline, Track, latest_applications, lay_out, lengths
from permits.routes.situation import Decision, Need, Situation
from permits.routes.timing import COMPLETION_DAYS as USUAL_COMPLETION
from permits.routes.timing import EXTENDED, NOTICE, REGULAR, Clockwork
from permits.routes.umbrella import Cap, cap
from permits.terms.lawbook import Lawbook
from permits.terms.results import Confidence

EIA_REPORT = "mer"
REMEDIES: Mapping[str, str] = {"objection": "objection", "appeal": "appeal"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One permit type in the plan. ``track`` is there when it takes a time that the law sets."""

    permit: PermitType
    decision: Decision
    handling: Handling
    links: tuple[Dependency, ...]
    track: Track | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Plan:
    """``timelines`` count everything that is or may be needed; ``certain`` only what is needed without doubt.

    Both are empty without a start date. ``latest`` is empty without a target.
    """

    ruleset: Ruleset
    book: Lawbook
    situation: Situation
    entries: tuple[Entry, ...]
    start: date | None
    target: date | None
    completion_days: int
    bibob: bool
    timelines: Mapping[Scenario, Timeline]
    certain: Mapping[Scenario, Timeline]
    others: Mapping[str, Mapping[Scenario, Timeline]]
    """For a permit whose procedure is disputed: its dates by the other procedure, everything else the same."""
    latest: Mapping[Scenario, Mapping[str, date | None]]
    cap: Cap | None
    assumptions: tuple[Assumption, ...]
    parent: PermitType | None

    def of(self, need: Need) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.decision.need is need)


def plan(ruleset: Ruleset, answers: object, book: Lawbook) -> Plan:
    """The plan for these answers; AnswerError names each that is wrong. The same input always gives the same plan."""
    read = read_answers(ruleset, answers, book)
    situation = Situation(ruleset, read)
    days, bibob = _completion_days(read), _bibob(situation)
    entries = tuple(_entry(situation, permit, days, bibob) for permit in ruleset.permit_types.values())
    start, target = day_of(read, START), day_of(read, TARGET)
    clock = Clockwork(book)
    tracks = _linked({entry.permit.slug: entry.track for entry in entries if entry.track}, situation)
    needed = {slug: tracks[slug] for slug in tracks if situation.decide(slug).need is Need.NEEDED}
    timelines = _timelines(tracks, start, clock)
    return Plan(
        ruleset=ruleset,
        book=book,
        situation=situation,
        entries=entries,
        start=start,
        target=target,
        completion_days=days,
        bibob=bibob,
        timelines=timelines,
        certain=timelines if len(needed) == len(tracks) else _timelines(_apart(needed), start, clock),
        others=_others(situation, entries, tracks, start, clock),
        latest={} if target is None else {case: latest_applications(tracks, case, target, clock) for case in Scenario},
        cap=cap(read, timelines, book),
        assumptions=assumptions(read, start, _report_due(situation, timelines), timelines) if start else (),
        parent=parent_of(situation),
    )


def _completion_days(answers: Answers) -> int:
    days = number_of(answers, COMPLETION_DAYS)
    return USUAL_COMPLETION if days is None else int(days)


def _bibob(situation: Situation) -> bool:
    """The advice counts in the worst case when it is or will be asked for, not when that is not known."""
    return BIBOB in situation.ruleset.questions and situation.answer(BIBOB).value == YES


def _entry(situation: Situation, permit: PermitType, completion_days: int, bibob: bool) -> Entry:
    decision = situation.decide(permit.slug)
    handling = handle(situation, permit)
    links = tuple(one for one in situation.ruleset.dependencies if permit.slug in (one.before, one.after))
    track = None
    if decision.need is not Need.NOT_NEEDED and (rule := _rule(permit, handling)):
        both = lengths(
            rule,
            _remedy(permit, rule),
            consent=handling.consent,
            coordinated=handling.coordinated,
            completion_days=completion_days,
            bibob=bibob,
            weeks=permit.term_weeks if rule == NOTICE else None,
        )
        track = Track(permit.slug, both)
    levels = [permit.confidence, *(reason.rule.confidence for reason in decision.reasons)]
    confidence = Confidence.weakest(*levels, *(ruling.confidence for ruling in handling.rulings))
    return Entry(permit, decision, handling, links, track, confidence)


def _rule(permit: PermitType, handling: Handling) -> str:
    """The term that the procedure follows; a type whose own term is another one keeps that."""
    if not handling.timed or not permit.term:
        return ""
    if permit.term in (REGULAR, EXTENDED) and handling.procedure in (Procedure.REGULAR, Procedure.EXTENDED):
        return handling.procedure.value
    return permit.term


def _remedy(permit: PermitType, rule: str) -> str:
    if rule == REGULAR:
        return REMEDIES["objection"]
    return REMEDIES["appeal"] if rule == EXTENDED else ""


def _linked(tracks: Mapping[str, Track], situation: Situation) -> dict[str, Track]:
    """The tracks with what they wait for and what they go with, as far as both are part of the plan."""
    linked = dict(tracks)
    for one in situation.ruleset.dependencies:
        if one.before not in linked or one.after not in linked:
            continue
        if one.kind is Link.DECIDED_BEFORE:
            linked[one.after] = _with(linked[one.after], after=(*linked[one.after].after, one.before))
        elif one.kind is Link.TOGETHER and _coordinated(linked[one.before]) and _coordinated(linked[one.after]):
            group = tuple(dict.fromkeys((*_group(linked[one.before]), *_group(linked[one.after]))))
            for slug in group:
                linked[slug] = _with(linked[slug], together=group)
    return linked


def _coordinated(track: Track) -> bool:
    return track.lengths[Scenario.NORMAL].coordinated


def _group(track: Track) -> tuple[str, ...]:
    return track.together or (track.slug,)


def _with(track: Track, *, after: tuple[str, ...] | None = None, together: tuple[str, ...] | None = None) -> Track:
    return Track(
        track.slug,
        track.lengths,
        track.after if after is None else after,
        track.together if together is None else together,
    )


def _apart(tracks: Mapping[str, Track]) -> dict[str, Track]:
    """The tracks without those that they wait for or go with and that are not among them."""
    return {
        slug: _with(
            track,
            after=tuple(one for one in track.after if one in tracks),
            together=tuple(one for one in track.together if one in tracks),
        )
        for slug, track in tracks.items()
    }


def _timelines(tracks: Mapping[str, Track], start: date | None, clock: Clockwork) -> dict[Scenario, Timeline]:
    return {} if start is None else {case: lay_out(tracks, case, start, clock) for case in Scenario}


def _others(
    situation: Situation, entries: tuple[Entry, ...], tracks: Mapping[str, Track], start: date | None, clock: Clockwork
) -> dict[str, Mapping[Scenario, Timeline]]:
    found: dict[str, Mapping[Scenario, Timeline]] = {}
    for entry in entries:
        slug = entry.permit.slug
        other = next((one.procedure.value for one in entry.handling.other_procedures), "")
        if start is None or slug not in tracks or other not in (REGULAR, EXTENDED):
            continue
        both = {
            case: length._replace(rule=other, remedy=_remedy(entry.permit, other), coordinated=False)
            for case, length in tracks[slug].lengths.items()
        }
        found[slug] = _timelines({**tracks, slug: Track(slug, both, tracks[slug].after)}, start, clock)
    return found


def _report_due(situation: Situation, timelines: Mapping[Scenario, Timeline]) -> date | None:
    """The first application that an EIA report belongs to."""
    if not timelines or EIA_REPORT not in situation.ruleset.permit_types:
        return None
    if situation.decide(EIA_REPORT).need is Need.NOT_NEEDED:
        return None
    runs = timelines[Scenario.NORMAL].runs
    due = [
        runs[one.after].application
        for one in situation.ruleset.dependencies
        if one.kind is Link.REPORT and one.before == EIA_REPORT and one.after in runs
    ]
    return min(due, default=None)
