"""Recommendations with their parts, challenges and opportunities."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from agenda.admin.base import AgendaAdmin, fieldsets
from agenda.enums import OPEN_STATES
from agenda.models import Challenge, Opportunity, Recommendation, RecommendationPart
from publication.admin import CuratedAdmin, CuratedStackedInline, VisibilityFilter
from publication.admin.history import HistoryAdmin


class PartInline(CuratedStackedInline):
    model = RecommendationPart
    fields = ["number", "name_nl", "name_en", "text_nl", "text_en", "reference"]
    collapsible = True


@admin.register(Recommendation)
class RecommendationAdmin(AgendaAdmin):
    inlines = [PartInline]
    list_display = ["number", "shown_name", "role", "owner", "open_actions", "visibility_badge"]
    list_display_links = ["shown_name"]
    list_filter = [("role", ChoicesDropdownFilter), VisibilityFilter]
    list_select_related = ["owner"]
    autocomplete_fields = ["owner", "sources"]
    fieldsets = fieldsets((_("Role"), {"fields": ["role", "owner"]}), first=["number"])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        return super().get_queryset(request).annotate(number_open=open_actions())

    @admin.display(description=_("open actions"), ordering="number_open")
    def open_actions(self, record: Any) -> int:
        return record.number_open

    def related_history(self, object_id: int) -> Iterable[QuerySet]:
        return (RecommendationPart.history.filter(recommendation_id=object_id),)


def open_actions() -> Count:
    """Real ones: examples do no work."""
    return Count("actions", filter=Q(actions__state__in=OPEN_STATES, actions__is_example=False), distinct=True)


@admin.register(RecommendationPart)
class RecommendationPartAdmin(HistoryAdmin, CuratedAdmin):
    list_display = ["number", "shown_name", "recommendation"]
    list_display_links = ["shown_name"]
    list_select_related = ["recommendation"]
    search_fields = ["number", "name_nl", "name_en"]
    fields = ["recommendation", "number", "name_nl", "name_en", "text_nl", "text_en", "reference"]


@admin.register(Challenge)
class ChallengeAdmin(AgendaAdmin):
    list_display = ["order", "shown_name", "dimension", "visibility_badge"]
    list_display_links = ["shown_name"]
    list_filter = [("dimension", ChoicesDropdownFilter), VisibilityFilter]
    fieldsets = fieldsets(first=["order", "dimension"])


@admin.register(Opportunity)
class OpportunityAdmin(AgendaAdmin):
    list_display = ["number", "shown_name", "visibility_badge"]
    list_display_links = ["shown_name"]
    list_filter = [VisibilityFilter]
    autocomplete_fields = ["stages", "materials", "sources"]
    fieldsets = fieldsets((_("In the chain"), {"fields": ["stages", "materials"]}), first=["number"])
