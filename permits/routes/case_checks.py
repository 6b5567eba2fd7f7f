"""Compare a worked case with the plan that its answers give, to the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from permits.routes.errors import AnswerError, Problem, problem
from permits.routes.plan import Plan, plan
from permits.routes.ruleset import Ruleset, WorkedCase
from permits.routes.schedule import Scenario
from permits.routes.situation import Need
from permits.terms.lawbook import Lawbook


def check_case(ruleset: Ruleset, case: WorkedCase, book: Lawbook) -> Iterator[Problem]:
    """One problem for every expectation that the plan does not meet."""
    path = f"cases.{case.slug}"
    try:
        made = plan(ruleset, case.answers, book)
    except AnswerError as error:
        for fault in error.faults:
            yield Problem(f"{path}.answers.{fault.field}", fault.reason)
        return
    found, expected = outcome(made), flat(case.expected)
    missing = [name for name in ("needed", "possible", "end.normal", "end.worst") if name not in expected]
    for name in missing:
        yield problem(f"{path}.expected.{name}", _("The case does not say what is expected here."))
    message = _("Expected is “%(expected)s”, the plan gives “%(found)s”.")
    for name, value in expected.items():
        if found.get(name, "") != value:
            yield problem(f"{path}.expected.{name}", message, expected=value, found=found.get(name, ""))
    said = {name.split(".")[1] for name in expected if name.startswith("procedures.")}
    for slug in made.timelines[Scenario.NORMAL].runs if made.timelines else ():
        if slug not in said:
            yield problem(f"{path}.expected.procedures.{slug}", _("The case does not say what is expected here."))


def flat(expected: Mapping[str, object]) -> dict[str, str]:
    """``{"end": {"normal": …}}`` as ``{"end.normal": …}``; lists in one line, in the order of their names."""
    rows: dict[str, str] = {}
    for name, value in expected.items():
        if isinstance(value, Mapping):
            rows.update({f"{name}.{inner}": text for inner, text in flat(value).items()})
        elif isinstance(value, list | tuple):
            rows[name] = ", ".join(sorted(map(str, value)))
        else:
            rows[name] = "" if value is None else str(value)
    return rows


def outcome(made: Plan) -> dict[str, str]:
    """What a worked case can expect, in the same form."""
    rows: dict[str, object] = {
        need.value: [entry.permit.slug for entry in made.of(need)] for need in (Need.NEEDED, Need.POSSIBLE)
    }
    rows["procedures"] = {entry.permit.slug: _procedure(made, entry.permit.slug) for entry in made.entries}
    rows["end"] = {case.value: _text(line.end) for case, line in made.timelines.items()}
    if made.cap and made.cap.result:
        rows["cap"] = {"end": _text(made.cap.result.end), "extended": _text(made.cap.extended)}
    slugs = made.latest[Scenario.NORMAL] if made.latest else {}
    rows["latest"] = {slug: {case.value: _text(days[slug]) for case, days in made.latest.items()} for slug in slugs}
    return flat(rows)


def _procedure(made: Plan, slug: str) -> dict[str, str]:
    entry = next(one for one in made.entries if one.permit.slug == slug)
    row = {"authority": entry.handling.authority.authority, "procedure": entry.handling.procedure.value}
    for case, line in made.timelines.items():
        if run := line.runs.get(slug):
            row[case.value] = _text(run.end)
            if case is Scenario.NORMAL:
                row["application"] = _text(run.application)
    return row


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()
