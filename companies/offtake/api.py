"""``GET /api/v1/offtake``: who could supply, take off or use what is left over."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from companies.filters import OfftakeFilterSet
from companies.offtake.asking import COMPANY, read_question
from companies.offtake.relations import Role
from companies.offtake.serializers import OfftakeRow
from companies.offtake.suggesting import KINDS, MOST, Suggestion, suggestions
from companies.offtake.wording import reasons_of
from publication.api.asking import COMMON, PublicView, refuse_wrong
from publication.api.paging import link_header, page_addresses, page_body
from publication.api.schema import page_of, question_parameters
from publication.conditional import validators
from publication.exports import JSON, MEDIA_TYPES
from publication.index import names_of
from publication.queries import Problem, read_page
from valuechains.pages import Known

_COMPANY = OpenApiParameter(
    COMPANY, {"type": "string", "maxLength": 120}, "query", description="Slug of a company; instead of the filters."
)


class OfftakeView(PublicView):
    """Partners for an organisation, or for a stage with materials and a municipality."""

    @extend_schema(
        operation_id="listOfftake",
        summary="Find suppliers and buyers",
        description="Organisations in adjacent stages that share a material with a company or with a planned "
        f"activity, with the reasons, ranked within each role; the best {MOST} of each. More shared materials come "
        "first, then who is further on, then who is nearer.",
        tags=["offtake"],
        auth=[],
        parameters=[_COMPANY, *question_parameters(OfftakeFilterSet)],
        responses={(200, MEDIA_TYPES[JSON]): page_of("OfftakePage", OfftakeRow)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        held = validators(asked.request, KINDS, language=asked.language)
        if (unchanged := self.unchanged(asked, held, by_tag=True)) is not None:
            return unchanged
        data, known = asked.request.GET, held.states
        question = read_question(data, known, asked.language, also=("page", "pageSize", *COMMON))
        problems = [*question.problems]
        if question.plan is None and not problems:
            problems.append(Problem("stage", _("Give an organisation, or the stage of the activity.")))
        found = suggestions(question.plan, known, asked.language, question.middles) if question.plan else []
        page, size = read_page(data, len(found), problems, page_size=20, largest=MOST)
        refuse_wrong(asked, problems)
        told = told_rows(found, known, asked.language, asked=question.has_materials)
        shown = told[(page - 1) * size : page * size]
        addresses = page_addresses(asked.request, page, -(-len(found) // size) or 1)
        response = HttpResponse(content_type=MEDIA_TYPES[JSON], headers={"Link": link_header(addresses)})
        response.content = page_body(len(found), addresses, (orjson.dumps(row).decode() for row in shown))
        return self.unchanged(asked, held) or self.finish(response, asked, held)


def told_rows(found: list[Suggestion], known: Known, language: str, *, asked: bool) -> list[dict[str, Any]]:
    stages, materials = (
        {slug: names[language] for slug, names in names_of(kind, known).items()} for kind in ("stages", "materials")
    )
    ranks = dict.fromkeys(Role, 0)
    told = []
    for one in found:
        ranks[one.role] += 1
        told.append(
            {
                "id": f"{one.role.value}/{one.row['slug']}",
                "url": one.row["url"],
                "name": one.row["name"],
                "rank": ranks[one.role],
                "role": one.role.value,
                "roleName": str(one.role.label),
                "forStage": one.for_stage,
                "stage": one.stage,
                "sharedMaterials": list(one.shared),
                "status": one.status,
                "distanceKm": None if one.km is None else round(one.km, 1),
                "distanceIsAbout": one.is_about,
                "reasons": reasons_of(one, stages, materials, asked=asked),
                "company": one.row,
            }
        )
    return told
