"""What every page of the planner opens with: the version of the law, and the answers in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from permits.planner import NoLawData, lawbook_of, ruleset_for
from permits.route_query import (
    ANSWERED,
    ASK,
    MATERIAL,
    SHORT,
    VERSION,
    answers_in,
    link_query,
    short_query,
    unfolded,
)
from permits.routes.answers import Answers, read_answers
from permits.routes.errors import AnswerError
from permits.routes.questions import NO, YES
from permits.routes.ruleset import Ruleset
from permits.routes.situation import Situation
from permits.terms import Lawbook
from permits.views.reading import document

Trail = list[tuple[Any, str]]
STRATEGIC = "strategic-material"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Opened:
    """``faults`` tells, question by question, what is wrong; ``answers`` holds what could be read."""

    ruleset: Ruleset
    book: Lawbook
    given: dict[str, Any]
    answers: Answers
    faults: dict[str, list[str]]
    current: int
    """The number of the version in force."""
    material: str = ""
    """The public material that the link came with."""

    @property
    def newest(self) -> bool:
        return self.ruleset.version.number == self.current

    @property
    def newest_link(self) -> str:
        """The plan of the same answers by the version in force."""
        return f"{reverse('permits:route-plan')}?{link_query(self.answers, self.current, **{MATERIAL: self.material})}"

    @property
    def situation(self) -> Situation:
        return Situation(self.ruleset, self.answers)

    def link(self, name: str, **more: str) -> str:
        """The address of a page of the planner with these answers."""
        told = link_query(self.answers, self.ruleset.version.number, **{MATERIAL: self.material, **more})
        return f"{reverse(f'permits:{name}')}?{told}"

    def short_link(self, name: str) -> str:
        """The same address in about half the characters, for where a long one does not fit."""
        told = short_query(self.answers, self.ruleset.version.number, **{MATERIAL: self.material})
        return f"{reverse(f'permits:{name}')}?{told}"


def open_planner(request: HttpRequest, *, typed: tuple[str, ...] = ()) -> Opened:
    """404 for a version that was never published, and while there is none at all."""
    try:
        current = ruleset_for(None)
        query = unfolded(request.GET)
        ruleset = ruleset_for(query.get(VERSION)) if query.get(VERSION) else current
    except (NoLawData, AnswerError) as error:
        raise Http404 from error
    book = lawbook_of(ruleset)
    told, material = with_material(query, ruleset)
    given = answers_in(told, ruleset, typed=typed, language=(get_language() or "nl")[:2])
    broken = given.pop(SHORT, None) is not None
    answers, faults = read_what_can_be(ruleset, given, book)
    if broken:
        faults[SHORT] = [_("The short link is not whole. Copy it whole, or ask for it again.")]
    return Opened(ruleset, book, given, answers, faults, current.version.number, material)


def with_material(query: QueryDict, ruleset: Ruleset) -> tuple[QueryDict, str]:
    """A link that names a material of the portal (a gap of the matrix, a stage page) answers what the planner asks of
    it: whether it is strategic. It travels on, so that the plan and the desk know it. A material that is not public
    stays among the answers, to be refused by name."""
    if MATERIAL not in query or MATERIAL in ruleset.questions or STRATEGIC not in ruleset.questions:
        return query, ""
    slug = query.get(MATERIAL) or ""
    try:
        found = document("materials", slug)
    except Http404:
        return query, ""
    told = query.copy()
    del told[MATERIAL]
    told.setdefault(STRATEGIC, YES if found["strategic"] else NO)
    return told, slug


def read_what_can_be(ruleset: Ruleset, given: dict[str, Any], book: Lawbook) -> tuple[Answers, dict[str, list[str]]]:
    """The answers without those that are wrong, and what is wrong with these."""
    faults: dict[str, list[str]] = {}
    rest = dict(given)
    while True:
        try:
            return read_answers(ruleset, rest, book), faults
        except AnswerError as error:
            for fault in error.faults:
                faults.setdefault(fault.field, []).append(str(fault.reason))
            wrong = {fault.field for fault in error.faults}
            left = {name: value for name, value in rest.items() if name not in wrong and name in ruleset.questions}
            if len(left) == len(rest):
                return {}, faults
            rest = left


def typed_names(request: HttpRequest, ruleset_names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The questions whose answers were typed into a form just now."""
    answered = request.GET.get(ANSWERED, "")
    return ruleset_names if answered == ALL else (answered,) if answered else ()


def trail(*steps: tuple[Any, str]) -> Trail:
    home: Trail = [(_("Home"), reverse("loket:home")), (_("Permits and duties"), reverse("permits:permit-types"))]
    if not steps:
        return [*home, (_("Plan a route"), "")]
    return [*home, (_("Plan a route"), reverse("permits:route")), *steps]


__all__ = ["ALL", "ANSWERED", "ASK", "Opened", "open_planner", "trail", "typed_names"]
