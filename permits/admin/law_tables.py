"""Authorities, and the table of who works in which municipality, in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from permits.admin.base import LawRowAdmin
from permits.admin.fields import BothLanguagesField
from permits.models import Authority, MunicipalAuthorities, WaterBoardArea
from publication.admin import CuratedStackedInline


@admin.register(Authority)
class AuthorityAdmin(LawRowAdmin):
    list_display = ["shown_name", "short_name", "kind", "unknown_badge", "confidence", "version_badge"]
    list_filter = [*LawRowAdmin.list_filter, "kind", "is_empty", "confidence"]
    search_fields = ["slug", "name_nl", "name_en", "short_name"]
    list_fields = {"competences": BothLanguagesField}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("version", "slug", "order"),
                    ("name_nl", "name_en"),
                    ("short_name", "kind"),
                    ("website", "is_empty"),
                ]
            },
        ),
        (_("What it does"), {"fields": ["role_nl", "role_en", "competences", "note_nl", "note_en"]}),
        (_("Where it stands"), {"fields": ["legal_basis", "source_nl", "source_en", "confidence"]}),
    ]

    @display(description=_("not known yet"), ordering="is_empty", label=True)
    def unknown_badge(self, authority: Authority) -> str | None:
        """Said of who is not known; of all others there is nothing to say, and a cross would look like a fault."""
        return str(_("not known yet")) if authority.is_empty else None


class WaterBoardInline(CuratedStackedInline):
    model = WaterBoardArea
    fields = [
        ("authority", "share", "order"),
        ("where_nl", "where_en"),
        ("source_nl", "source_en"),
        "confidence",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("authority", "row__municipality", "row__version")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.version.is_draft)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or obj.version.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.version.is_draft)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("authority")
        if field is not None and obj is not None:
            boards = Authority.objects.filter(version=obj.version_id, kind="water-board")
            field.queryset = boards
            field.choices = [("", "---------"), *((one.pk, str(one)) for one in boards)]
        return formset


@admin.register(MunicipalAuthorities)
class MunicipalAuthoritiesAdmin(LawRowAdmin):
    inlines = [WaterBoardInline]
    list_display = ["municipality", "environment_service", "boards", "safety_region", "confidence", "version_badge"]
    list_select_related = ["version", "municipality", "environment_service", "safety_region"]
    list_prefetch_related = ["water_boards__authority"]
    list_filter = [*LawRowAdmin.list_filter, "confidence"]
    search_fields = ["municipality__name", "municipality__cbs_code", "slug"]
    ordering = ["municipality__name"]
    fieldsets = [
        (None, {"fields": [("version", "slug"), "municipality", "environment_service", "safety_region"]}),
        (_("Where it stands"), {"fields": ["source_nl", "source_en", "confidence"]}),
    ]

    @admin.display(description=_("water boards"))
    def boards(self, row: MunicipalAuthorities) -> str:
        return ", ".join(area.authority.short_name for area in row.water_boards.all())
