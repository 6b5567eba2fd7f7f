"""The entrance of the API and its description."""

from __future__ import annotations

import copy
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from loket.api.collections import COLLECTIONS
from loket.api.schema import openapi_document
from loket.settings.api import BASE_PATH
from publication.api.asking import PublicView
from publication.api.schema import language_parameter
from publication.conditional import Validators, release, validators, weak_etag
from publication.exports import JSON, MEDIA_TYPES
from publication.index import names_of

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


class EntranceLink(serializers.Serializer):
    """A place in the API."""

    rel = serializers.CharField()
    href = serializers.CharField()
    type = serializers.CharField()
    title = serializers.CharField()


class Entrance(serializers.Serializer):
    """The API and where it leads."""

    title = serializers.CharField()
    version = serializers.CharField()
    links = EntranceLink(many=True)


class RootView(PublicView):
    """``GET /api/v1``: where everything is."""

    @extend_schema(
        operation_id="readEntrance",
        summary="Read the entrance of the API",
        description="The collections of this API, and where it is described.",
        tags=["api"],
        auth=[],
        parameters=[language_parameter()],
        responses=Entrance,
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        held = Validators(weak_etag(request._request.build_absolute_uri(), asked.language, release()), None)
        if (unchanged := self.unchanged(asked, held)) is not None:
            return unchanged
        body = {"title": _("CRM-loket Zuid-Holland"), "version": settings.API_VERSION, "links": list(_links())}
        response = HttpResponse(orjson.dumps(body), content_type=MEDIA_TYPES[JSON])
        response.headers["Link"] = f'<{BASE_PATH}/openapi.json>; rel="service-desc"; type="{OPENAPI}"'
        return self.finish(response, asked, held)


def _links() -> list[dict[str, str]]:
    places = [("self", "", _("entrance")), ("service-desc", "/openapi.json", _("description"))]
    places += [("collection", f"/{one.kind}", str(one.table.name)) for one in COLLECTIONS]
    places += [("collection", "/coverage", _("coverage")), ("search", "/search", _("Search"))]
    return [
        {"rel": rel, "href": f"{BASE_PATH}{path}", "type": MEDIA_TYPES[JSON], "title": title}
        for rel, path, title in places
    ]


class DescriptionView(PublicView):
    """``GET /api/v1/openapi.json``: the description, with the values that filters take today."""

    @extend_schema(
        operation_id="readDescription",
        summary="Read the description of the API",
        description="This document. Filters on stage, material, sector and municipality list the slugs known today.",
        tags=["api"],
        auth=[],
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        kinds = sorted({kind for one in COLLECTIONS for kind in one.vocabularies.values()})
        held = validators(asked.request, kinds, language=asked.language)
        if (unchanged := self.unchanged(asked, held)) is not None:
            return unchanged
        slugs = {kind: list(names_of(kind, held.states)) for kind in kinds}
        document = with_vocabularies(openapi_document(settings.SITE_URL, settings.CONTACT_EMAIL), slugs)
        return self.finish(HttpResponse(orjson.dumps(document), content_type=MEDIA_TYPES[JSON]), asked, held)


def with_vocabularies(document: dict[str, Any], slugs: dict[str, list[str]]) -> dict[str, Any]:
    """The document with the known slugs filled in where a filter takes them."""
    filled = copy.deepcopy(document)
    for path in filled["paths"].values():
        for parameter in path.get("get", {}).get("parameters", ()):
            items = parameter["schema"].get("items", {})
            known = slugs.get(items.get("x-vocabulary", ""))
            if known:
                items["enum"] = sorted(known)
    return filled
