"""The collections of organisations in the API, and the coverage of the chain."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from companies import exports, filters, serializers
from companies.coverage import KINDS, Wanted, coverage_rows
from companies.moderation.api import SuggestionsView
from companies.offtake.api import OfftakeView
from publication.api import Collection
from publication.api.asking import COMMON, Asked, PublicView, refuse_wrong
from publication.api.paging import link_header, page_addresses, page_body
from publication.api.schema import coverage_parameters, forms_of, page_of
from publication.conditional import Validators, validators
from publication.exports import JSON, MEDIA_TYPES, export
from publication.queries import filter_problems, read_page

COMPANIES = Collection(
    filterset=filters.OrganisationFilterSet,
    table=exports.COMPANIES,
    row=serializers.OrganisationRow,
    document=serializers.Organisation,
    singular="Company",
    plural="Companies",
    summary="companies and institutes of the register",
)
SITES = Collection(
    filterset=filters.SiteFilterSet,
    table=exports.SITES,
    row=serializers.Site,
    document=serializers.Site,
    singular="Site",
    plural="Sites",
    summary="sites of companies and institutes",
    key="id",
)
MUNICIPALITIES = Collection(
    filterset=filters.MunicipalityFilterSet,
    table=exports.MUNICIPALITIES,
    row=serializers.Municipality,
    document=serializers.Municipality,
    singular="Municipality",
    plural="Municipalities",
    summary="municipalities of the province",
)
COLLECTIONS = (COMPANIES, SITES, MUNICIPALITIES)
# The whole matrix of seven stages and 34 materials fits on one page.
COVERAGE_PAGE = 500


class CoverageView(PublicView):
    """``GET /coverage``: a row per stage and listed material, with the number of organisations."""

    @extend_schema(
        operation_id="listCoverage",
        summary="List the coverage of the chain",
        description="A row per stage and listed material: how many organisations the companies list gives with both, "
        "and how far their activity in the stage is.",
        tags=["coverage"],
        auth=[],
        parameters=coverage_parameters(filters.CoverageFilterSet, exports.COVERAGE, COVERAGE_PAGE),
        responses=forms_of(exports.COVERAGE.formats, page_of("CoveragePage", serializers.Coverage)),
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, exports.COVERAGE.formats)
        held = validators(asked.request, KINDS, language=asked.language, also=asked.form)
        if (unchanged := self.unchanged(asked, held, by_tag=True)) is not None:
            return unchanged
        answer = self._answer(asked, held)
        return self.unchanged(asked, held) or self.finish(answer, asked, held)

    @staticmethod
    def _answer(asked: Asked, held: Validators) -> HttpResponseBase:
        data = asked.request.GET
        filterset = filters.CoverageFilterSet(data, known=held.states)
        problems = filter_problems(filterset, data, {"page", "pageSize", *COMMON})
        wanted: dict[str, Any] = filterset.form.cleaned_data
        # What is wrong is refused below; until then the whole matrix stands in.
        rows = coverage_rows(asked.language, held.states, Wanted() if problems else Wanted.read(wanted))
        page, size = read_page(data, len(rows), problems, page_size=COVERAGE_PAGE, largest=COVERAGE_PAGE)
        refuse_wrong(asked, problems)
        shown = rows[(page - 1) * size : page * size]
        if asked.form != JSON:
            return export(asked.request, iter(shown), exports.COVERAGE, asked.form, asked.language)
        addresses = page_addresses(asked.request, page, -(-len(rows) // size) or 1)
        response = HttpResponse(content_type=MEDIA_TYPES[JSON], headers={"Link": link_header(addresses)})
        response.content = page_body(len(rows), addresses, (orjson.dumps(row).decode() for row in shown))
        return response


EXTRA = [
    path("coverage", CoverageView.as_view(), name="coverage"),
    path("offtake", OfftakeView.as_view(), name="offtake"),
    path("suggestions", SuggestionsView.as_view(), name="suggestions"),
]
