"""Locations with their traffic lights."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter

from agenda.locations.enums import Colour, Subject
from agenda.models import Light, Location
from publication.admin import CuratedStackedInline, PublishableAdmin, VisibilityFilter
from publication.admin.history import HistoryAdmin


class LightInline(CuratedStackedInline):
    """One below the other: side by side the six fields are too narrow to read what a light says."""

    model = Light
    fields = [("subject", "colour", "stated_on"), ("value_nl", "value_en"), "source"]
    autocomplete_fields = ["source"]
    max_num = len(Subject)


@admin.register(Location)
class LocationAdmin(HistoryAdmin, PublishableAdmin):
    inlines = [LightInline]
    list_display = ["name", "kind", "municipality", "known_lights", "is_example", "visibility_badge"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("municipality", RelatedDropdownFilter),
        ("is_example", admin.BooleanFieldListFilter),
        VisibilityFilter,
    ]
    list_select_related = ["municipality"]
    search_fields = ["name", "slug", "municipality__name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["municipality", "park"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "park", "municipality", "area_ha", "website", "text_nl", "text_en"]}),
        (_("Point on the map"), {"fields": [("latitude", "longitude")]}),
        (_("Internal: for staff alone"), {"fields": ["staff_note", "is_example"], "classes": ["internal"]}),
        (_("Administration"), {"fields": ["slug", "shown_visibility"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Location]:
        known = Count("lights", filter=~Q(lights__colour=Colour.UNKNOWN))
        return super().get_queryset(request).annotate(known=known)

    @admin.display(description=_("known lights"), ordering="known")
    def known_lights(self, location: Any) -> str:
        return f"{location.known} / {len(Subject)}"

    def related_history(self, object_id: int) -> Iterable[QuerySet]:
        return (Light.history.filter(location_id=object_id),)
