"""``GET /search``: one search over everything public."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from loket.search.query import LONGEST, SearchQuery
from loket.search.sources import kinds
from publication.api.asking import COMMON, PublicView, refuse_wrong
from publication.api.paging import link_header, page_addresses
from publication.api.schema import QUERY, language_parameter, page_parameters
from publication.conditional import validators
from publication.exports import JSON, MEDIA_TYPES
from publication.finding import Hit
from publication.finding.kinds import PAGES


class SearchHit(serializers.Serializer):
    """Something that was found."""

    kind = serializers.CharField(help_text="Collection, or pages.")
    slug = serializers.CharField()
    url = serializers.CharField(allow_null=True, help_text="Address in the API, when it has one.")
    name = serializers.CharField()
    text = serializers.CharField()
    page = serializers.CharField(help_text="Address of the page.")
    example = serializers.BooleanField(help_text="Made up, to show how the portal works.")


class SearchKind(serializers.Serializer):
    """How much was found of a kind, whatever kind was asked for."""

    kind = serializers.CharField()
    count = serializers.IntegerField(min_value=1)


class SearchAnswer(serializers.Serializer):
    """What was found, best first."""

    count = serializers.IntegerField(min_value=0)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    kinds = SearchKind(many=True)
    incomplete = serializers.BooleanField(help_text="Nothing has all words; these have some of them.")
    corrected = serializers.DictField(
        child=serializers.CharField(), help_text="Words that are nowhere found, and what was searched for instead."
    )
    results = SearchHit(many=True)


class SearchView(PublicView):
    @extend_schema(
        operation_id="searchEverything",
        summary="Search everything public",
        description="Names before texts, whole words before parts; synonyms in Dutch and English; typing errors are "
        "forgiven. Without a text nothing is found.",
        tags=["search"],
        auth=[],
        parameters=[
            OpenApiParameter("q", {"type": "string", "maxLength": LONGEST}, QUERY, description="Words to look for."),
            OpenApiParameter(
                "kind",
                {"type": "array", "items": {"type": "string", "enum": [PAGES, *kinds()]}, "maxItems": 50},
                QUERY,
                description="Collections, or pages. Repeat it for any of several.",
                style="form",
                explode=True,
            ),
            *page_parameters(),
            language_parameter(),
        ],
        responses=SearchAnswer,
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        held = validators(asked.request, language=asked.language)
        query = SearchQuery.read(asked.request.GET, held.states, also=COMMON)
        refuse_wrong(asked, query.problems)
        if (unchanged := self.unchanged(asked, held)) is not None:
            return unchanged
        addresses = page_addresses(asked.request, query.page, query.last_page)
        body = {
            "count": query.found.count,
            "next": addresses.get("next"),
            "previous": addresses.get("prev"),
            "kinds": [{"kind": one.kind, "count": one.count} for one in query.everything.groups],
            "incomplete": query.everything.is_partial,
            "corrected": query.everything.corrected,
            "results": [_row(hit) for hit in query.found.page((query.page - 1) * query.page_size, query.page_size)],
        }
        headers = {"Link": link_header(addresses)}
        return self.finish(HttpResponse(orjson.dumps(body), MEDIA_TYPES[JSON], headers=headers), asked, held)


def _row(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "slug": hit.slug,
        "url": hit.api,
        "name": hit.name,
        "text": hit.text,
        "page": hit.url,
        "example": hit.is_example,
    }
