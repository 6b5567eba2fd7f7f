from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from companies.models import Municipality
from publication.admin import PublishableAdmin, VisibilityFilter
from publication.admin.history import HistoryAdmin


@admin.register(Municipality)
class MunicipalityAdmin(HistoryAdmin, PublishableAdmin):
    lines = ["also_known_as"]
    list_display = ["name", "cbs_code", "centre_place", "site_count", "visibility_badge"]
    list_filter = [VisibilityFilter]
    search_fields = ["name", "official_name", "cbs_code", "slug"]
    search_help_text = _("Name or CBS code")
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "official_name", "also_known_as", "slug", "cbs_code", "shown_visibility"]}),
        (_("Point on the map"), {"fields": ["centre_place", "latitude", "longitude"]}),
        (_("Source"), {"fields": ["confidence", "source_nl", "source_en"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        return super().get_queryset(request).annotate(number_of_sites=Count("sites"))

    @admin.display(description=_("sites"), ordering="number_of_sites")
    def site_count(self, municipality: Any) -> int:
        return municipality.number_of_sites
