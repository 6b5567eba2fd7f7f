"""How collections describe themselves in the OpenAPI document: from their filters, orders and serializers."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, Literal

from django.utils.encoding import force_str
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from publication.exports import GEOJSON, JSON, MEDIA_TYPES, Table
from publication.filters import (
    BoxFilter,
    FacetFilter,
    ListingFilterSet,
    PastDayFilter,
    SearchFilter,
    UpdatedSinceFilter,
)
from publication.publishers import publisher_for
from publication.queries import LARGEST_PAGE

QUERY: Literal["query"] = "query"
PATH: Literal["path"] = "path"
_DECIMALS = r"(\.\d{1,15})?"
LONGITUDE = rf"-?(180|(1[0-7]\d|\d{{1,2}}){_DECIMALS})"
LATITUDE = rf"-?(90|[0-8]?\d{_DECIMALS})"
SLUG = "^[-a-zA-Z0-9_]{1,120}$"
BOX = f"^({LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE})?$"


def language_parameter() -> OpenApiParameter:
    return _parameter(
        "lang", {"type": "string", "enum": ["nl", "en"]}, "Language of the texts; wins from Accept-Language."
    )


def format_parameter(formats: Sequence[str]) -> OpenApiParameter:
    return _parameter("format", {"type": "string", "enum": list(formats)}, "Form of the answer; wins from Accept.")


def page_parameters(largest: int = LARGEST_PAGE, usual: int = 20) -> list[OpenApiParameter]:
    size = {"type": "integer", "minimum": 1, "maximum": largest, "default": usual}
    return [
        _parameter("page", {"type": "integer", "minimum": 1, "default": 1}, "Page, from 1; past the last one: 404."),
        _parameter("pageSize", size, "Rows on a page."),
    ]


def coverage_parameters(filterset: type[ListingFilterSet], table: Table, largest: int) -> list[OpenApiParameter]:
    """For a list that is no collection of records: its filters, its page, its form."""
    filters = [_filter_parameter(name, one) for name, one in filterset.base_filters.items()]
    return [*filters, *page_parameters(largest, largest), format_parameter(table.formats), language_parameter()]


def question_parameters(filterset: type[ListingFilterSet], largest: int = LARGEST_PAGE) -> list[OpenApiParameter]:
    """For an answer in JSON alone that is no collection of records: its filters and its page."""
    filters = [_filter_parameter(name, one) for name, one in filterset.base_filters.items()]
    return [*filters, *page_parameters(largest), format_parameter([JSON]), language_parameter()]


def page_of(name: str, row: Any) -> serializers.Serializer:
    """The envelope of every list."""
    address: dict[str, Any] = {"allow_null": True, "help_text": "Address of that page, when there is one."}
    fields = {
        "count": serializers.IntegerField(min_value=0, help_text="Rows on all pages together."),
        "next": serializers.URLField(**address),
        "previous": serializers.URLField(**address),
        "results": row(many=True),
    }
    return inline_serializer(name, fields)


def forms_of(formats: Sequence[str], json: Any) -> dict[tuple[int, str], Any]:
    """The 200 answers: JSON described in full, the other forms by their media type."""
    other = {(200, MEDIA_TYPES[form]): _FILES[form] for form in formats if form != JSON}
    return {(200, MEDIA_TYPES[JSON]): json, **other}


class ListingSchema(AutoSchema):
    @property
    def collection(self) -> Any:
        """The collection that the described view serves."""
        return self.view.collection  # type: ignore[attr-defined]

    def get_tags(self) -> list[str]:
        return [self.collection.kind]

    def get_auth(self) -> list[dict[str, Any]]:
        return []

    def get_filter_backends(self) -> list[Any]:
        return []


class CollectionSchema(ListingSchema):
    def get_operation_id(self) -> str:
        return f"list{self.collection.plural}"

    def get_summary(self) -> str:
        return f"List {self.collection.summary}"

    def get_description(self) -> str:  # type: ignore[override]
        return (
            f"The public {self.collection.summary}, filtered and sorted, page by page. In another form than JSON "
            "all selected rows come in one answer, unless page or pageSize is given. Values of one filter widen the "
            "list, different filters narrow it."
        )

    def get_override_parameters(self) -> list[Any]:
        collection = self.collection
        filters = [_filter_parameter(name, one) for name, one in collection.filterset.base_filters.items()]
        orders = [order for name in publisher_for(collection.kind).orders for order in (name, f"-{name}")]
        sort = _parameter("sort", {"type": "string", "enum": [*orders, ""]}, "Order; a minus sign turns it round.")
        formats = format_parameter(collection.table.formats)
        return [*filters, sort, *page_parameters(), formats, language_parameter()]

    def get_response_serializers(self) -> Any:
        collection = self.collection
        return forms_of(collection.table.formats, page_of(f"{collection.plural}Page", collection.row))


class RecordSchema(ListingSchema):
    def get_operation_id(self) -> str:
        return f"read{self.collection.singular}"

    def get_summary(self) -> str:
        return f"Read one of the {self.collection.summary}"

    def get_description(self) -> str:  # type: ignore[override]
        text = f"Everything that is public about one of the {self.collection.summary}."
        if self._may_move():
            text += (
                " One that became part of another, or has another slug now, answers 301: the Location header and "
                "movedTo in the body lead to what it is now, in one step, as long as that is public."
            )
        return text

    def get_override_parameters(self) -> list[Any]:
        key = self.collection.key
        kind: dict[str, Any] = {"type": "integer", "minimum": 1} if key == "id" else {"type": "string", "pattern": SLUG}
        return [
            OpenApiParameter(key, kind, PATH, required=True, description=f"The {key} that rows of the list carry."),
            format_parameter(self._formats()),
            language_parameter(),
        ]

    def get_response_serializers(self) -> Any:
        answers = forms_of(self._formats(), self.collection.document)
        return {**answers, (301, MEDIA_TYPES[JSON]): _moved()} if self._may_move() else answers

    def _may_move(self) -> bool:
        return self.collection.key == "slug"

    def _formats(self) -> list[str]:
        return [form for form in self.collection.table.formats if form in (JSON, GEOJSON)]


@functools.cache
def _moved() -> OpenApiResponse:
    now = inline_serializer("MovedTo", {"slug": serializers.CharField(), "url": serializers.CharField()})
    body = inline_serializer("Moved", {"slug": serializers.CharField(), "movedTo": now})
    return OpenApiResponse(
        body, description="The record is part of another one now, or has another slug; Location leads to it."
    )


def _parameter(name: str, schema: dict[str, Any], description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, QUERY, description=description, **more)


def _filter_parameter(name: str, one: Any) -> OpenApiParameter:
    label = force_str(one.label)
    if isinstance(one, FacetFilter):
        values: dict[str, Any] = {"type": "string", "minLength": 1}
        if one.vocabulary:
            description = f"{label}: slugs of {one.vocabulary}. Repeat it for any of several."
            values["x-vocabulary"] = one.vocabulary
        else:
            description = f"{label}. Repeat it for any of several."
            values["enum"] = [value for value, _name in one.fixed]
        schema = {"type": "array", "items": values, "maxItems": one.most}
        return _parameter(name, schema, description, style="form", explode=True)
    schema, description = next(text for kind, text in _FILTERS.items() if isinstance(one, kind))
    return _parameter(name, dict(schema), f"{label}. {description}")


_FILTERS: dict[type, tuple[dict[str, Any], str]] = {
    SearchFilter: (
        {"type": "string", "maxLength": 200},
        "Words in names, descriptions, materials and places; synonyms in both languages; typing errors are forgiven.",
    ),
    BoxFilter: (
        {"type": "string", "pattern": BOX, "example": "4.2,51.8,4.6,52.1"},
        "minLon,minLat,maxLon,maxLat in degrees (CRS84); the first corner lies south-west of the second.",
    ),
    PastDayFilter: (
        {"anyOf": [{"type": "string", "format": "date"}, {"enum": [""]}]},
        "A day until today: what is public now, as far as it was there and public at the end of that day.",
    ),
    UpdatedSinceFilter: (
        {"anyOf": [*({"type": "string", "format": form} for form in ("date", "date-time")), {"enum": [""]}]},
        "Only what changed on or after this day or moment.",
    ),
}
_FILES: dict[str, Any] = {"csv": OpenApiTypes.STR, "xlsx": OpenApiTypes.BINARY, "geojson": OpenApiTypes.OBJECT}
