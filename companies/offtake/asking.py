"""Read what is asked: an organisation of the register, or a stage with materials and a municipality."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from companies.filters import OfftakeFilterSet
from companies.models import OrganisationListing
from companies.offtake.plans import Plan, Point, Work, plan_of
from companies.offtake.suggesting import centres
from publication.queries import Problem, filter_problems
from valuechains.pages import Known

COMPANY = "company"


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """``plan`` is none when nothing was asked, or nothing sound; ``document`` is the organisation's own."""

    plan: Plan | None
    problems: Sequence[Problem]
    document: dict[str, Any] | None
    chosen: dict[str, list[str]]
    middles: dict[str, Point]

    @property
    def has_materials(self) -> bool:
        return self.plan is not None and any(work.materials for work in self.plan.work)


def read_question(data: QueryDict, known: Known, language: str, also: Sequence[str] = ()) -> Question:
    """Two queries at most. An organisation that is not public does not exist here either."""
    filterset = OfftakeFilterSet(data, known=known)
    problems = filter_problems(filterset, data, {COMPANY, *also})
    chosen = {name: list(filterset.form.cleaned_data.get(name) or ()) for name in filterset.filters}
    middles = centres(known)
    slug = data.get(COMPANY, "")
    if slug:
        return _of_company(slug, chosen, problems, language, middles)
    if not chosen["stage"]:
        if (chosen["material"] or chosen["municipality"]) and not any(one.name == "stage" for one in problems):
            problems.append(Problem("stage", _("Choose the stage of the activity.")))
        return Question(None, problems, None, chosen, middles)
    place = next((middles[slug] for slug in chosen["municipality"] if slug in middles), None)
    if len(chosen["municipality"]) > 1:
        problems.append(Problem("municipality", _("Give one municipality.")))
    work = tuple(Work(stage, frozenset(chosen["material"])) for stage in chosen["stage"])
    return Question(Plan(work, place, place is not None), problems, None, chosen, middles)


def _of_company(
    slug: str, chosen: dict[str, list[str]], problems: list[Problem], language: str, middles: dict[str, Point]
) -> Question:
    if any(chosen.values()):
        problems.append(Problem(COMPANY, _("Give an organisation, or a stage with materials and a municipality.")))
    listing = OrganisationListing.objects.filter(slug=slug[:120])
    found = listing.values_list("pk", f"document_{language}").first()
    if found is None:
        reason = _("“%(value)s” is no public organisation.") % {"value": slug[:60]}
        return Question(None, [*problems, Problem(COMPANY, reason)], None, chosen, middles)
    document = json.loads(found[1])
    return Question(plan_of(found[0], document, middles), problems, document, chosen, middles)
