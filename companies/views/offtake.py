"""Who could supply, take off or use what is left over: for an organisation, or for an activity that somebody plans."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.offtake import KINDS, Role, Suggestion, Work, suggestions
from companies.offtake.asking import Question, read_question
from companies.offtake.relations import related_stages
from companies.offtake.wording import place_of, reasons_of
from companies.views.register import page_language
from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.index import names_of
from valuechains.pages import Known, rows, states_of, trail

SHOWN = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion in words."""

    row: Mapping[str, Any]
    place: str
    reasons: Sequence[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """All suggestions of a role; ``more`` are those that the page leaves out, the worst ones."""

    role: Role
    shown: Sequence[Shown]
    more: int


@require_safe
@unchanged_or(*KINDS)
def offtake(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    question = read_question(request.GET, known, page_language())
    names = {kind: _names(kind, known) for kind in ("stages", "materials", "municipalities")}
    found = suggestions(question.plan, known, page_language(), question.middles) if question.plan else []
    own = question.document
    context = {
        "question": question,
        "organisation": own,
        "work": [_work(one, names) for one in question.plan.work] if question.plan else [],
        "groups": _groups(found, names, asked=question.has_materials),
        "roles_without": _roles_without(question, found),
        "place": _place(question, names["municipalities"]),
        "stages": [(one["slug"], one["name"]) for one in rows(narrowed("stages", known), "order")],
        "materials": _options(names["materials"], question.chosen["material"]),
        "municipalities": _options(names["municipalities"], question.chosen["municipality"]),
        "chosen_stage": question.chosen["stage"][0] if question.chosen["stage"] else "",
        "api_query": request.GET.urlencode() if question.plan and not question.problems else "",
        "problems": question.problems,
        "trail": trail(
            (_("Register"), reverse("companies:directory")),
            *([(own["name"], reverse("companies:organisation", args=[own["slug"]]))] if own else []),
            (_("Suppliers and buyers"), ""),
        ),
    }
    return render(request, "companies/offtake.html", context)


def _names(kind: str, known: Known) -> dict[str, str]:
    return {slug: names[page_language()] for slug, names in names_of(kind, known).items()}


def _options(names: Mapping[str, str], chosen: Sequence[str]) -> list[dict[str, Any]]:
    found = [{"value": slug, "label": name, "selected": slug in chosen} for slug, name in names.items()]
    return sorted(found, key=lambda one: str(one["label"]).casefold())


def _work(work: Work, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    materials = sorted(names["materials"].get(slug, slug) for slug in work.materials)
    return {"stage": names["stages"].get(work.stage, work.stage), "slug": work.stage, "materials": materials}


def _groups(found: Sequence[Suggestion], names: Mapping[str, Mapping[str, str]], *, asked: bool) -> list[Group]:
    groups = []
    for role in Role:
        mine = [one for one in found if one.role is role]
        if mine:
            shown = [
                Shown(one.row, place_of(one), reasons_of(one, names["stages"], names["materials"], asked=asked)[:-1])
                for one in mine[:SHOWN]
            ]
            groups.append(Group(role, shown, len(mine) - len(shown)))
    return groups


def _roles_without(question: Question, found: Sequence[Suggestion]) -> list[Role]:
    """Roles that somebody could have here, and nobody in the register has."""
    plan = question.plan
    wanted = {role for work in plan.work for role in related_stages(work.stage)} if plan else set()
    return [role for role in Role if role in wanted - {one.role for one in found}]


def _place(question: Question, municipalities: Mapping[str, str]) -> str:
    if question.document:
        municipality = question.document["municipality"]
        return municipality["name"] if municipality else ""
    return next((municipalities.get(slug, "") for slug in question.chosen["municipality"]), "")
