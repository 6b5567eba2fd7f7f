"""Partners, instruments, knowledge and money."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from agenda.admin.base import TEXTS, AgendaAdmin, fieldsets
from agenda.models import FundingScheme, FundingWindow, Instrument, KnowledgeOffer, Milestone, Partner
from agenda.views.reading import when
from publication.admin import CuratedTabularInline, VisibilityFilter
from publication.naming import own_name


@admin.register(Partner)
class PartnerAdmin(AgendaAdmin):
    list_display = ["shown_name", "group", "organisation", "visibility_badge"]
    list_filter = [("group", ChoicesDropdownFilter), VisibilityFilter]
    list_select_related = ["organisation"]
    autocomplete_fields = ["organisation", "sources"]
    fieldsets = fieldsets((_("Role"), {"fields": ["group", "organisation"]}))


@admin.register(Instrument)
class InstrumentAdmin(AgendaAdmin):
    list_display = ["shown_name", "kind", "recommendation", "visibility_badge"]
    list_filter = [("kind", ChoicesDropdownFilter), VisibilityFilter]
    list_select_related = ["recommendation"]
    autocomplete_fields = ["recommendation", "sources"]
    fieldsets = fieldsets(
        (_("For a company"), {"fields": ["meaning_nl", "meaning_en"]}),
        (_("Place in the agenda"), {"fields": ["kind", "recommendation"]}),
    )


@admin.register(KnowledgeOffer)
class KnowledgeOfferAdmin(AgendaAdmin):
    list_display = ["shown_name", "kind", "provider", "visibility_badge"]
    list_filter = [("kind", ChoicesDropdownFilter), VisibilityFilter]
    list_select_related = ["provider"]
    autocomplete_fields = ["provider", "stages", "materials", "sources"]
    fieldsets = fieldsets(
        (_("Who and for whom"), {"fields": ["kind", "provider", "level_nl", "level_en", "website"]}),
        (_("In the chain"), {"fields": ["stages", "materials"]}),
    )


class WindowInline(CuratedTabularInline):
    model = FundingWindow
    fields = ["opens", "closes", "is_exact"]


@admin.register(FundingScheme)
class FundingSchemeAdmin(AgendaAdmin):
    inlines = [WindowInline]
    list_display = ["shown_name", "shown_provider", "visibility_badge"]
    list_filter = [VisibilityFilter]
    fieldsets = fieldsets(
        (
            _("Provider and criteria"),
            {"fields": ["provider_nl", "provider_en", "criteria_nl", "criteria_en", "website"]},
        )
    )

    def related_history(self, object_id: int) -> Iterable[QuerySet]:
        return (FundingWindow.history.filter(scheme_id=object_id),)

    @admin.display(description=_("provider"), ordering="provider_nl")
    def shown_provider(self, record: FundingScheme) -> str:
        return own_name(record, "provider")


@admin.register(Milestone)
class MilestoneAdmin(AgendaAdmin):
    list_display = ["shown_when", "shown_name", "case_number", "visibility_badge"]
    list_display_links = ["shown_name"]
    list_filter = [VisibilityFilter]
    fieldsets = fieldsets((_("When"), {"fields": ["date", "case_number"]}), texts=TEXTS)

    @admin.display(description=_("date"), ordering="date")
    def shown_when(self, milestone: Milestone) -> str:
        """As exact as the source, in words."""
        return when(milestone.date)
