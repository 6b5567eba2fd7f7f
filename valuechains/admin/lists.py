from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publication.admin import CuratedAdmin, CuratedTabularInline
from publication.admin.history import HistoryAdmin
from valuechains.models import ListEntry, ListVersion


class EntryInline(CuratedTabularInline):
    """The materials on the list; their sources are edited with the material."""

    model = ListEntry
    fields = ["letter", "material", "strategic", "confidence"]
    readonly_fields = ["material"]
    ordering = ["letter"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListEntry]:
        return super().get_queryset(request).select_related("material", "version")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Added with the material, where its sources stand beside it."""
        return False


@admin.register(ListVersion)
class ListVersionAdmin(HistoryAdmin, CuratedAdmin):
    inlines = [EntryInline]
    list_display = ["shown_name", "in_force", "is_current", "entry_count", "strategic_count"]
    search_fields = ["name_nl", "name_en", "slug"]
    autocomplete_fields = ["sources"]
    fieldsets = [
        (None, {"fields": ["name_nl", "name_en", "regulation_nl", "regulation_en", "slug", "sources"]}),
        (_("Dates"), {"fields": ["published", "in_force", "review_due", "is_current"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListVersion]:
        strategic = Count("entries", filter=Q(entries__strategic=True))
        return super().get_queryset(request).annotate(number=Count("entries"), number_strategic=strategic)

    @admin.display(description=_("materials"), ordering="number")
    def entry_count(self, version: Any) -> int:
        return version.number

    @admin.display(description=_("strategic"), ordering="number_strategic")
    def strategic_count(self, version: Any) -> int:
        return version.number_strategic
