"""Meetings of the consultation: the public summary, the internal record, decisions and the actions that follow."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.admin.base import AgendaAdmin, fieldsets
from agenda.admin.work import ActionForm
from agenda.models import Action, Decision, Meeting
from publication.admin import CuratedAdmin, CuratedFormSet, CuratedStackedInline, VisibilityFilter
from publication.admin.history import HistoryAdmin
from publication.naming import own_name


class DecisionFormSet(CuratedFormSet):
    """Looks at the date that the form brings: it may be new."""

    def clean(self) -> None:
        super().clean()
        kept = [
            form for form in self.forms if form not in self.deleted_forms and (form.instance.pk or form.has_changed())
        ]
        date = self.instance.date
        if kept and date and date > timezone.localdate():
            raise forms.ValidationError(_("A meeting that is to come has no decisions yet."), code="to_come")


class DecisionInline(CuratedStackedInline):
    model = Decision
    formset = DecisionFormSet
    fields = ["number", "text_nl", "text_en", "is_public", "recommendation"]
    autocomplete_fields = ["recommendation"]


class ActionInline(CuratedStackedInline):
    """What the meeting agreed to do; everything else about an action stands on its own page."""

    model = Action
    form = ActionForm
    fk_name = "meeting"
    fields = ["name_nl", "name_en", "slug", "recommendation", "decision", "owner", "due_on", "state"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["recommendation", "decision", "owner"]
    show_change_link = True


@admin.register(Meeting)
class MeetingAdmin(AgendaAdmin):
    inlines = [DecisionInline, ActionInline]
    lines = ["agenda_nl", "agenda_en"]
    list_display = ["date", "shown_name", "number_of_decisions", "number_of_actions", "visibility_badge"]
    list_display_links = ["shown_name"]
    list_filter = [VisibilityFilter]
    autocomplete_fields = ["chairs", "parties", "sources"]
    fieldsets = fieldsets(
        (gettext_lazy("Public summary"), {"fields": ["agenda_nl", "agenda_en", "text_nl", "text_en"]}),
        (gettext_lazy("Who was there"), {"fields": ["chairs", "parties"]}),
        (
            gettext_lazy("Internal: for staff alone"),
            {"fields": ["internal_record", "is_example"], "classes": ["internal"]},
        ),
        first=["date"],
        texts=["name_nl", "name_en"],
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        queryset = super().get_queryset(request)
        return queryset.annotate(decided=Count("decisions", distinct=True), agreed=Count("actions", distinct=True))

    @admin.display(description=gettext_lazy("decisions"), ordering="decided")
    def number_of_decisions(self, meeting: Any) -> int:
        return meeting.decided

    @admin.display(description=gettext_lazy("actions"), ordering="agreed")
    def number_of_actions(self, meeting: Any) -> int:
        return meeting.agreed

    def related_history(self, object_id: int) -> Iterable[QuerySet]:
        return Decision.history.filter(meeting_id=object_id), Action.history.filter(meeting_id=object_id)


@admin.register(Decision)
class DecisionAdmin(HistoryAdmin, CuratedAdmin):
    list_display = ["meeting", "number", "shown_text", "is_public"]
    list_display_links = ["number"]
    list_select_related = ["meeting"]
    search_fields = ["text_nl", "text_en", "meeting__name_nl"]
    autocomplete_fields = ["recommendation"]
    fields = ["meeting", "number", "text_nl", "text_en", "is_public", "recommendation"]

    @admin.display(description=gettext_lazy("text"))
    def shown_text(self, decision: Decision) -> str:
        return own_name(decision, "text")
