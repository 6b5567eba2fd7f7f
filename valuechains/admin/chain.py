"""Stages, sectors and benchmarks."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publication.admin import LinesField, PublishableAdmin, VisibilityFilter
from publication.admin.history import HistoryAdmin
from valuechains.models import Benchmark, Sector, Stage


@admin.register(Stage)
class StageAdmin(HistoryAdmin, PublishableAdmin):
    list_display = ["order", "name_nl", "name_en", "benchmark", "in_figure_4", "visibility_badge"]
    list_display_links = ["name_nl"]
    list_filter = [VisibilityFilter]
    list_select_related = ["benchmark"]
    search_fields = ["name_nl", "name_en", "slug"]
    autocomplete_fields = ["sources"]
    fieldsets = [
        (None, {"fields": ["name_nl", "name_en", "short_nl", "short_en", "order"]}),
        (_("In the province"), {"fields": ["fact_nl", "fact_en", "benchmark"]}),
        (_("Source"), {"fields": ["sources", "reference", "in_figure_4"]}),
        (_("Administration"), {"fields": ["slug", "shown_visibility"]}),
    ]


@admin.register(Sector)
class SectorAdmin(HistoryAdmin, PublishableAdmin):
    list_display = ["order", "name_nl", "name_en", "in_figure_1", "visibility_badge"]
    list_display_links = ["name_nl"]
    list_filter = [VisibilityFilter]
    search_fields = ["name_nl", "name_en", "slug"]
    autocomplete_fields = ["sources"]
    fieldsets = [
        (None, {"fields": ["name_nl", "name_en", "examples_nl", "examples_en", "order"]}),
        (_("Source"), {"fields": ["sources", "in_figure_1"]}),
        (_("Administration"), {"fields": ["slug", "shown_visibility"]}),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ("examples_nl", "examples_en"):
            return db_field.formfield(form_class=LinesField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Benchmark)
class BenchmarkAdmin(HistoryAdmin, PublishableAdmin):
    list_display = ["order", "shown_name", "direction", "percent", "visibility_badge"]
    list_display_links = ["shown_name"]
    list_filter = [VisibilityFilter]
    search_fields = ["name_nl", "name_en", "slug"]
    autocomplete_fields = ["sources"]
    fieldsets = [
        (None, {"fields": ["name_nl", "name_en", "direction", "percent", "text_nl", "text_en", "order"]}),
        (_("Source"), {"fields": ["sources"]}),
        (_("Administration"), {"fields": ["slug", "shown_visibility"]}),
    ]
