"""Stages, sectors and benchmarks."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from publication.admin import PublishableAdmin, VisibilityFilter
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
    lines = ["examples_nl", "examples_en"]
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
