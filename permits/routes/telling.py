"""A plan as the API writes it, in the language of the moment. The same plan always gives the same text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from permits.routes.advice import Advice, Kind, first_contact, first_steps
from permits.routes.competence import Party
from permits.routes.plan import Entry, Plan
from permits.routes.questions import Basis
from permits.routes.ruleset import Dependency, Ruleset
from permits.routes.schedule import Scenario, Timeline
from permits.routes.situation import Need, Reason
from permits.routes.timing import Run
from permits.routes.wording import PARTS, cited, party_name
from permits.terms import Alternative, Result, Step, TermError

DISCLAIMER = gettext_lazy(
    "This plan informs; it does not decide. No lawyer has confirmed it: ask the competent authority what applies."
)
Document = dict[str, Any]


def as_document(made: Plan) -> Document:
    ruleset = made.ruleset
    return {
        "version": version_of(ruleset),
        "answers": dict(made.situation.answers),
        "ignoredAnswers": list(made.situation.idle()),
        "openQuestions": [question.slug for question in made.situation.open_questions()],
        "start": day(made.start),
        "target": day(made.target),
        "completionDays": made.completion_days,
        "bibob": made.bibob,
        "summary": _summary(made),
        "procedures": [_entry(made, entry) for entry in (*made.of(Need.NEEDED), *made.of(Need.POSSIBLE))],
        "notNeeded": [_ruled_out(entry) for entry in made.of(Need.NOT_NEEDED)],
        "cap": _cap(made),
        "assumptions": [_assumption(one) for one in made.assumptions],
        "firstSteps": [
            {"kind": one.kind.value, "text": advice_text(ruleset, one), "permitType": _slug(one)}
            for one in first_steps(made)
        ],
        "disclaimer": str(DISCLAIMER),
    }


def version_of(ruleset: Ruleset) -> Document:
    version = ruleset.version
    return {
        "number": version.number,
        "label": version.label,
        "inForceFrom": day(version.in_force_from),
        "termsVersion": version.terms_version,
    }


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _slug(one: Advice) -> str | None:
    return one.entry.permit.slug if one.entry else None


def party(ruleset: Ruleset, found: Party | None) -> Document | None:
    """``slug`` is empty where the site must be known first; ``candidates`` are then possible."""
    if found is None:
        return None
    return {
        "slug": found.authority or None,
        "name": party_name(ruleset, found),
        "municipality": found.place or None,
        "ask": found.ask is not None,
        "candidates": [
            {"slug": slug, "name": str(ruleset.authorities[slug].name)}
            for slug in found.candidates
            if slug in ruleset.authorities
        ],
    }


def basis(ruleset: Ruleset, rows: tuple[Basis, ...]) -> list[Document]:
    return [{"law": one.law, "article": one.article, "text": cited(ruleset, one)} for one in rows]


def _summary(made: Plan) -> Document:
    return {
        **{name: len(made.of(need)) for name, need in _COUNTS.items()},
        "end": {case.value: day(_end(made.timelines, case)) for case in Scenario},
        "endCertain": {case.value: day(_end(made.certain, case)) for case in Scenario},
        "missing": missing_text(made.timelines),
        "firstContact": party(made.ruleset, first_contact(made)),
    }


_COUNTS: Mapping[str, Need] = {"needed": Need.NEEDED, "possible": Need.POSSIBLE, "notNeeded": Need.NOT_NEEDED}


def _end(timelines: Mapping[Scenario, Timeline], case: Scenario) -> date | None:
    return timelines[case].end if case in timelines else None


def missing_text(timelines: Mapping[Scenario, Timeline]) -> str | None:
    """Why a date is not there: the first reason, for they are all of one kind."""
    errors = [run.missing for line in timelines.values() for run in line.runs.values() if run.missing]
    return error_text(errors[0]) if errors else None


def error_text(error: TermError) -> str:
    return " ".join(str(fault.reason) for fault in error.faults)


def _entry(made: Plan, entry: Entry) -> Document:
    ruleset, permit, handling = made.ruleset, entry.permit, entry.handling
    return {
        "permitType": permit.slug,
        "name": str(permit.name),
        "category": permit.category,
        "need": entry.decision.need.value,
        "summary": str(permit.summary),
        "confidence": entry.confidence.value,
        "questions": list(entry.decision.questions),
        "reasons": [_reason(ruleset, one) for one in entry.decision.reasons],
        "authority": party(ruleset, handling.authority),
        "otherAuthorities": [
            {"authority": party(ruleset, one.party), "because": str(one.because)} for one in handling.other_authorities
        ],
        "executing": party(ruleset, handling.executing),
        "advisers": [party(ruleset, one) for one in handling.advisers],
        "procedure": handling.procedure.value,
        "otherProcedures": [
            {
                "procedure": one.procedure.value,
                "because": str(one.because),
                "normal": day(_other_end(made, permit.slug, Scenario.NORMAL)),
                "worst": day(_other_end(made, permit.slug, Scenario.WORST)),
            }
            for one in handling.other_procedures
        ],
        "consent": handling.consent,
        "coordinated": handling.coordinated,
        "rulings": [
            {"rule": one.slug, "text": str(one.text), "legalBasis": basis(ruleset, one.basis)}
            for one in handling.rulings
        ],
        "dependencies": [_link(ruleset, permit.slug, one) for one in entry.links if _in_plan(made, one)],
        "dates": _dates(made, permit.slug),
        "timeline": {case.value: _run(made, case, permit.slug) for case in made.timelines} or None
        if entry.track
        else None,
        "latest": {case.value: day(days[permit.slug]) for case, days in made.latest.items()} or None
        if entry.track
        else None,
        "term": str(permit.term_text),
        "requirements": [str(one) for one in permit.requirements],
        "documents": [str(one) for one in permit.documents],
        "documentsConfidence": permit.documents_confidence or None,
        "firstStep": str(permit.first_step),
        "unverified": [str(one) for one in permit.unverified],
        "coordination": None if permit.coordination is None else str(permit.coordination),
        "notes": None if permit.notes is None else str(permit.notes),
        "legalBasis": basis(ruleset, permit.basis),
    }


def _in_plan(made: Plan, link: Dependency) -> bool:
    decided = (made.situation.decide(slug).need for slug in (link.before, link.after))
    return Need.NOT_NEEDED not in decided


def _other_end(made: Plan, slug: str, case: Scenario) -> date | None:
    lines = made.others.get(slug)
    return lines[case].runs[slug].end if lines else None


def _reason(ruleset: Ruleset, reason: Reason) -> Document:
    rule = reason.rule
    return {
        "rule": rule.slug,
        "text": str(rule.because),
        "certain": reason.certain,
        "questions": list(reason.questions),
        "legalBasis": basis(ruleset, rule.basis),
        "source": str(rule.source),
        "confidence": rule.confidence.value,
    }


def _link(ruleset: Ruleset, slug: str, link: Dependency) -> Document:
    return {
        "kind": link.kind.value,
        "before": link.before,
        "after": link.after,
        "because": str(link.because),
        "legalBasis": basis(ruleset, link.basis),
        "confidence": link.confidence.value,
    }


def _dates(made: Plan, slug: str) -> Document | None:
    """Earliest application, and the last day of either case."""
    runs = {case: line.runs[slug] for case, line in made.timelines.items() if slug in line.runs}
    if not runs:
        return None
    return {
        "earliest": day(runs[Scenario.NORMAL].application),
        "normal": day(runs[Scenario.NORMAL].end),
        "worst": day(runs[Scenario.WORST].end),
    }


def _run(made: Plan, case: Scenario, slug: str) -> Document:
    line = made.timelines[case]
    run: Run = line.runs[slug]
    return {
        "application": day(run.application),
        "decision": day(run.decision),
        "remedyEnds": day(run.remedy_ends),
        "end": day(run.end),
        "critical": slug in line.critical,
        "steps": [step(one) for result in run.results for one in result.steps],
        "alternatives": [reading(one) for result in run.results for one in result.alternatives],
        "notices": list(dict.fromkeys(str(one) for result in run.results for one in result.notices)),
        "missing": None if run.missing is None else error_text(run.missing),
    }


def step(one: Step) -> Document:
    return {"date": day(one.date), "text": str(one.text), "legalBasis": one.legal_basis}


def reading(one: Alternative) -> Document:
    return {"date": day(one.date), "reading": str(one.reading), "legalBasis": one.legal_basis}


def _ruled_out(entry: Entry) -> Document:
    return {
        "permitType": entry.permit.slug,
        "name": str(entry.permit.name),
        "questions": list(entry.decision.questions),
    }


def _cap(made: Plan) -> Document | None:
    found = made.cap
    if found is None:
        return None
    result: Result | None = found.result
    return {
        "start": day(result.start) if result else None,
        "end": day(result.end) if result else None,
        "extended": day(found.extended),
        "completeness": day(found.completeness.end) if found.completeness else None,
        "within": {case.value: fits for case, fits in found.within.items()},
        "steps": [step(one) for part in (found.completeness, result) if part for one in part.steps],
        "alternatives": [reading(one) for one in (result.alternatives if result else ())],
        "notices": [str(one) for one in (result.notices if result else ())],
        "needs": found.needs or None,
        "missing": None if found.missing is None else error_text(found.missing),
    }


def _assumption(one: Any) -> Document:
    return {
        "part": one.part.value,
        "name": str(PARTS[one.part]),
        "weeks": one.weeks,
        "begin": day(one.begin),
        "end": day(one.end),
        "scenario": one.scenario.value if one.scenario else None,
    }


def advice_text(ruleset: Ruleset, one: Advice) -> str:
    if one.kind is Kind.CALL and one.party:
        return _("Talk first with %(name)s, before you apply.") % {"name": party_name(ruleset, one.party)}
    if one.kind is Kind.LATE:
        message = ngettext(
            "Your target cannot be met for %(count)d procedure in the worst case. Apply earlier or move the target.",
            "Your target cannot be met for %(count)d procedures in the worst case. Apply earlier or move the target.",
            one.count,
        )
        return message % {"count": one.count}
    if one.kind is Kind.ANSWER:
        message = ngettext(
            "Find out whether %(count)d permit or duty is needed: an answer is missing or the law is not settled.",
            "Find out whether %(count)d permits or duties are needed: an answer is missing or the law is not settled.",
            one.count,
        )
        return message % {"count": one.count}
    return f"{one.entry.permit.name}: {one.entry.permit.first_step}" if one.entry else ""
