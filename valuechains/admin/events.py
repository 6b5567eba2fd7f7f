from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter

from publication.admin import PublishableAdmin, VisibilityFilter
from publication.admin.history import HistoryAdmin
from valuechains.models import SupplyEvent


@admin.register(SupplyEvent)
class SupplyEventAdmin(HistoryAdmin, PublishableAdmin):
    list_display = ["date", "shown_title", "kind", "confidence", "visibility_badge"]
    list_display_links = ["shown_title"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("materials", RelatedDropdownFilter),
        ("confidence", ChoicesDropdownFilter),
        VisibilityFilter,
    ]
    search_fields = ["title_nl", "title_en", "slug", "text_nl", "text_en"]
    search_help_text = _("Words in the title or the text")
    prepopulated_fields = {"slug": ["title_en"]}
    autocomplete_fields = ["materials", "sources"]
    fieldsets = [
        (None, {"fields": ["title_nl", "title_en", "date", "kind", "text_nl", "text_en", "materials"]}),
        (_("Until when"), {"fields": ["until_date", "until_nl", "until_en"]}),
        (_("Source"), {"fields": ["sources", "confidence", "in_figure_2"]}),
        (_("Administration"), {"fields": ["slug", "shown_visibility"]}),
    ]
