"""A plan in words for the page: rows, links to change an answer, and texts beside dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from permits.practice import plan_document
from permits.route_query import TO_PLAN
from permits.routes.advice import first_contact, first_steps
from permits.routes.competence import Party
from permits.routes.plan import Entry, Plan
from permits.routes.questions import COMPLETION_DAYS, START
from permits.routes.schedule import Scenario
from permits.routes.situation import Need
from permits.routes.telling import (
    DISCLAIMER,
    advice_text,
    error_text,
    missing_text,
)
from permits.routes.units import amount
from permits.routes.wording import PARTS, PROCEDURES, answer_text, party_name
from permits.terms.results import Confidence, Result
from permits.views.routes.chart import chart
from permits.views.routes.opening import Opened

CERTAINTY: Mapping[str, Any] = {
    Confidence.HIGH: gettext_lazy("high: read in the text of the law"),
    Confidence.MEDIUM: gettext_lazy("medium: a part is not confirmed"),
    Confidence.LOW: gettext_lazy("low: general knowledge or not settled"),
}
CASES: Mapping[Scenario, Any] = {
    Scenario.NORMAL: gettext_lazy("normal"),
    Scenario.WORST: gettext_lazy("worst statutory case"),
}


def shown_plan(opened: Opened, made: Plan) -> dict[str, Any]:
    document = plan_document(made)
    contact = first_contact(made)
    shown = {row["permitType"]: _entry(opened, made, row) for row in document["procedures"]}
    slugs = {need: [entry.permit.slug for entry in made.of(need)] for need in Need}
    return {
        "made": made,
        "ends": {case.value: _end(made, case) for case in Scenario},
        "certain": {case.value: _day(made.certain[case].end) if made.certain else "" for case in Scenario},
        "differs": bool(made.certain) and any(made.certain[c].end != made.timelines[c].end for c in Scenario),
        "contact": party_name(made.ruleset, contact) if contact else "",
        "contact_url": _authority_url(contact),
        "first_steps": [advice_text(made.ruleset, one) for one in first_steps(made)],
        "needed": [shown[slug] for slug in slugs[Need.NEEDED]],
        "possible": [shown[slug] for slug in slugs[Need.POSSIBLE]],
        "not_needed": [_ruled_out(opened, entry) for entry in made.of(Need.NOT_NEEDED)],
        "chart": chart(made),
        "table": [_table_row(made, entry, shown) for entry in made.entries if _timed(made, entry)],
        "has_practice": any(one["inPractice"] and one["inPractice"]["isEnough"] for one in shown.values()),
        "missing": missing_text(made.timelines),
        "cap": document["cap"] and {**document["cap"], "days": _cap_days(made), **_told(_cap_results(made))},
        "assumptions": [_assumption(one) for one in made.assumptions],
        "open": [_link_to(opened, slug) for slug in document["openQuestions"]],
        "ignored": [_link_to(opened, slug) for slug in document["ignoredAnswers"]],
        "answers": [told_answer(opened, slug) for slug in made.situation.answers],
        "version": opened.ruleset.version,
        "since": _day(opened.ruleset.version.in_force_from),
        "disclaimer": DISCLAIMER,
        "start_url": _question_url(opened, START),
        "completion_url": _question_url(opened, COMPLETION_DAYS),
    }


def _end(made: Plan, case: Scenario) -> str:
    return _day(made.timelines[case].end) if made.timelines else ""


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _short(day: date | None) -> str:
    return date_format(day, "D j F Y") if day else "–"


def _timed(made: Plan, entry: Entry) -> bool:
    return bool(made.timelines) and entry.permit.slug in made.timelines[Scenario.NORMAL].runs


def _link_to(opened: Opened, slug: str) -> dict[str, str]:
    question = opened.ruleset.questions[slug]
    return {"text": str(question.text), "url": _question_url(opened, slug)}


def _question_url(opened: Opened, slug: str) -> str:
    """The question; its answer leads back to the plan."""
    return opened.link("route-question", ask=slug, then=TO_PLAN)


def told_answer(opened: Opened, slug: str) -> dict[str, Any]:
    question = opened.ruleset.questions[slug]
    value = opened.answers.get(slug)
    return {**_link_to(opened, slug), "answer": answer_text(opened.ruleset, question, value)}


def _entry(opened: Opened, made: Plan, row: dict[str, Any]) -> dict[str, Any]:
    """The document of one permit, with names of codes, links and dates in words."""
    slug = row["permitType"]
    entry = next(one for one in made.entries if one.permit.slug == slug)
    names = {key: str(one.name) for key, one in made.ruleset.permit_types.items()}
    return {
        **row,
        "url": reverse("permits:permit-type", kwargs={"slug": slug}),
        "procedureName": str(PROCEDURES[entry.handling.procedure]),
        "certainty": CERTAINTY[entry.confidence],
        "answers": [told_answer(opened, question) for question in row["questions"]],
        "authorityUrl": _authority_url(entry.handling.authority),
        "executingUrl": _authority_url(entry.handling.executing),
        "others": [
            {
                "name": str(PROCEDURES[one.procedure]),
                "because": str(one.because),
                "normal": _other(made, slug, Scenario.NORMAL),
                "worst": _other(made, slug, Scenario.WORST),
            }
            for one in entry.handling.other_procedures
        ],
        "links": [
            {"name": names[link["after"] if link["before"] == slug else link["before"]], **link}
            for link in row["dependencies"]
        ],
        "runs": [_run(made, case, slug) for case in made.timelines] if _timed(made, entry) else [],
        "latestDays": [
            {"case": str(CASES[case]), "day": _day(days[slug]) if days[slug] else ""}
            for case, days in made.latest.items()
            if slug in days
        ],
        "documentsCertainty": CERTAINTY.get(row["documentsConfidence"] or "", ""),
    }


def _run(made: Plan, case: Scenario, slug: str) -> dict[str, Any]:
    run = made.timelines[case].runs[slug]
    missing = error_text(run.missing) if run.missing else ""
    return {"case": str(CASES[case]), **_told(run.results), "missing": missing}


def _told(results: Iterable[Result]) -> dict[str, list[tuple[str, str, str]]]:
    """How the dates of these terms come about, and what else may be read in the law."""
    found = tuple(results)
    return {
        "steps": [(_short(step.date), str(step.text), step.legal_basis) for one in found for step in one.steps],
        "readings": [
            (_short(other.date), str(other.reading), other.legal_basis) for one in found for other in one.alternatives
        ],
    }


def _other(made: Plan, slug: str, case: Scenario) -> str:
    lines = made.others.get(slug)
    return _day(lines[case].runs[slug].end) if lines else ""


def _authority_url(party: Party | None) -> str:
    if party is None or not party.authority:
        return ""
    return reverse("permits:authority", kwargs={"slug": party.authority})


def _ruled_out(opened: Opened, entry: Entry) -> dict[str, Any]:
    return {
        "name": str(entry.permit.name),
        "url": reverse("permits:permit-type", kwargs={"slug": entry.permit.slug}),
        "answers": [told_answer(opened, slug) for slug in entry.decision.questions],
    }


def _table_row(made: Plan, entry: Entry, shown: dict[str, Any]) -> dict[str, Any]:
    slug = entry.permit.slug
    practice = shown[slug]["inPractice"]
    normal, worst = (made.timelines[case].runs[slug] for case in (Scenario.NORMAL, Scenario.WORST))
    latest = {case.value: days.get(slug) for case, days in made.latest.items()}
    critical = [str(CASES[case]) for case, line in made.timelines.items() if slug in line.critical]
    return {
        "slug": slug,
        "name": str(entry.permit.name),
        "possible": entry.decision.need is Need.POSSIBLE,
        "authority": party_name(made.ruleset, entry.handling.authority),
        "application": _short(normal.application),
        "normal_decision": _short(normal.decision),
        "normal_end": _short(normal.end),
        "worst_decision": _short(worst.decision),
        "worst_end": _short(worst.end),
        "latest_normal": _short(latest.get(Scenario.NORMAL.value)),
        "latest_worst": _short(latest.get(Scenario.WORST.value)),
        "late": bool(made.latest) and _late(latest.get(Scenario.WORST.value), worst.application),
        "critical": ", ".join(critical),
        "practice": practice if practice and practice["isEnough"] else None,
    }


def _late(latest: date | None, application: date) -> bool:
    return latest is None or latest < application


def _cap_results(made: Plan) -> Iterable[Result]:
    return filter(None, (made.cap.completeness, made.cap.result)) if made.cap else ()


def _cap_days(made: Plan) -> dict[str, str]:
    found = made.cap
    if found is None:
        return {}
    return {
        "end": _day(found.result.end) if found.result else "",
        "extended": _day(found.extended),
        "completeness": _day(found.completeness.end) if found.completeness else "",
        "start": _day(found.result.start) if found.result else "",
    }


def _assumption(one: Any) -> dict[str, Any]:
    name = str(PARTS[one.part])
    case = f" ({CASES[one.scenario]})" if one.scenario else ""
    return {"name": f"{name}{case}", "weeks": amount(one.weeks, "w"), "begin": _day(one.begin), "end": _day(one.end)}
