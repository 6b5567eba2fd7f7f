"""The page that computes a term: choose one, fill in its dates, see the steps. All of it stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from permits.answers import DISCLAIMER
from permits.forms import TermForm
from permits.terms import RULES, Alternative, Confidence, Result, Rule, Step
from permits.terms.citations import LAWS, Law
from permits.terms.values import shown
from valuechains.pages import plain_problems

DAY = "D j F Y"
WHOLE_DAY = "l j F Y"


class Group(NamedTuple):
    title: Promise
    rules: Sequence[Rule]


def _group(title: Promise, *names: str) -> Group:
    return Group(title, [RULES[name] for name in names])


GROUPS = (
    _group(
        gettext_lazy("Decision on an application"),
        "regular",
        "extended",
        "consent",
        "eia-screening",
        "safety-report",
        "decline-incomplete",
    ),
    _group(gettext_lazy("Draft decision"), "views", "decision-without-views"),
    _group(
        gettext_lazy("After the decision"),
        "objection",
        "objection-decision",
        "appeal",
        "entry-into-force",
        "notice-before-start",
    ),
    _group(gettext_lazy("Strategic projects of the European Union"), "crma-completeness", "crma"),
)
CERTAINTY = {
    Confidence.HIGH: gettext_lazy("High: read in the text of the law."),
    Confidence.MEDIUM: gettext_lazy("Medium: a part of the count is disputed or not confirmed."),
    Confidence.LOW: gettext_lazy("Low: no source confirms how to count here."),
}


@require_safe
def term(request: HttpRequest) -> HttpResponse:
    """Without a rule the choice of terms, with one its form, with a start date the result as well."""
    name = request.GET.get("rule", "")
    rule = RULES.get(name)
    if rule is None:
        choice = {
            "groups": GROUPS,
            "unknown": shown(name) if name else "",
            "trail": _trail(),
            "problems": plain_problems(request, {"rule"}),
        }
        return render(request, "permits/term_choice.html", choice)
    form = TermForm(rule, request.GET if len(request.GET) > 1 else None)
    context: dict[str, Any] = {"rule": rule, "form": form, "trail": _trail(rule), "disclaimer": DISCLAIMER}
    context["problems"] = plain_problems(request, {"rule", *form.fields})
    if form.is_bound and form.is_valid() and form.result is not None:
        context["result"] = shown_result(form.result)
    return render(request, "permits/term.html", context)


def shown_result(result: Result) -> dict[str, Any]:
    """What the template writes: dates in words, rows of the tables, the texts of law that were used."""
    return {
        "label": _("First day in force") if result.rule == "entry-into-force" else _("Last day"),
        "end": date_format(result.end, WHOLE_DAY),
        "step_columns": _columns(_("What happens")),
        "steps": [_row(step, str(step.text)) for step in result.steps],
        "reading_columns": _columns(_("Reading")),
        "readings": [_row(other, str(other.reading)) for other in result.alternatives],
        "notices": result.notices,
        "certainty": CERTAINTY[result.confidence],
        "version": date_format(date.fromisoformat(result.version), "j F Y"),
        "laws": _laws(result),
    }


def _columns(middle: str) -> list[dict[str, str]]:
    return [{"label": _("Date")}, {"label": middle}, {"label": _("Legal basis")}]


def _row(part: Step | Alternative, text: str) -> list[str]:
    return [date_format(part.date, DAY), text, part.legal_basis]


def _laws(result: Result) -> list[Law]:
    """The laws that the steps and readings rest on, each once, in the order of their appearance."""
    parts: tuple[Step | Alternative, ...] = (*result.steps, *result.alternatives)
    return [LAWS[key] for key in dict.fromkeys(source.law for part in parts for source in part.basis)]


def _trail(rule: Rule | None = None) -> list[tuple[Any, str]]:
    here = reverse("permits:term")
    trail: list[tuple[Any, str]] = [(_("Home"), reverse("loket:home")), (_("Calculate a term"), here)]
    return [*trail, (rule.title, "")] if rule else trail
