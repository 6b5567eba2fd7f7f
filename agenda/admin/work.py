"""Bottlenecks and actions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from agenda.actions import circle_in_words, circular_action
from agenda.admin.base import AgendaAdmin, fieldsets
from agenda.admin.board import board
from agenda.admin.report import internal_file, internal_report
from agenda.losses import days_lost_inside
from agenda.models import Action, Bottleneck
from publication.admin import VisibilityFilter


class ActionForm(forms.ModelForm):
    """Says in words why an action is no action, and refuses a circle of actions that wait for each other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "due_on"):
            if name in self.fields:
                field: Any = Action._meta.get_field(name)
                self.fields[name].error_messages["required"] = field.error_messages["required"]

    def clean_after(self) -> Any:
        others = self.cleaned_data["after"]
        if (through := circular_action(self.instance, others)) is not None:
            raise forms.ValidationError(circle_in_words(self.instance, through), code="circle")
        return others


class DueFilter(DropdownFilter):
    title = gettext_lazy("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("overdue")), ("open", _("open")), ("ended", _("done or stopped"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        everything: Any = Action.objects
        match self.value():
            case "overdue":
                return queryset.filter(pk__in=everything.overdue(timezone.localdate()).values("pk"))
            case "open":
                return queryset.filter(pk__in=everything.open().values("pk"))
            case "ended":
                return queryset.exclude(pk__in=everything.open().values("pk"))
        return queryset


@admin.register(Action)
class ActionAdmin(AgendaAdmin):
    form = ActionForm
    list_before_template = "admin/agenda_above_actions.html"
    list_display = ["shown_name", "recommendation", "owner", "due_badge", "state", "visibility_badge"]
    list_filter = [
        DueFilter,
        ("state", ChoicesDropdownFilter),
        ("recommendation", RelatedDropdownFilter),
        ("owner", RelatedDropdownFilter),
        ("is_example", admin.BooleanFieldListFilter),
        VisibilityFilter,
    ]
    list_select_related = ["recommendation", "owner"]
    autocomplete_fields = [
        "recommendation", "part", "owner", "meeting", "decision", "after", "challenges", "bottlenecks",
        "organisations", "trajectories", "stages", "materials", "sources",
    ]  # fmt: skip
    fieldsets = fieldsets(
        (gettext_lazy("Who and when"), {"fields": ["owner", "due_on", "state", "ended_on"]}),
        (gettext_lazy("Evidence"), {"fields": ["evidence_nl", "evidence_en"]}),
        (
            gettext_lazy("Place in the agenda"),
            {"fields": ["recommendation", "part", "meeting", "decision", "after", "challenges", "bottlenecks"]},
        ),
        (gettext_lazy("In the chain"), {"fields": ["organisations", "trajectories", "stages", "materials"]}),
        (
            gettext_lazy("Internal: for staff alone"),
            {"fields": ["staff_note", "is_example"], "classes": ["internal"]},
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("board/", self.admin_site.admin_view(self.board_view), name="agenda_action_board"),
            path("report/", self.admin_site.admin_view(self.report_view), name="agenda_action_report"),
            path("report/xlsx/", self.admin_site.admin_view(self.report_file_view), name="agenda_action_report_file"),
        ]
        return [*own, *super().get_urls()]

    def board_view(self, request: HttpRequest) -> HttpResponse:
        return board(self, request)

    def report_view(self, request: HttpRequest) -> HttpResponse:
        return internal_report(self, request)

    def report_file_view(self, request: HttpRequest) -> HttpResponse:
        return internal_file(self, request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None, **kwargs: Any) -> HttpResponse:
        context = {"board_url": reverse("admin:agenda_action_board"), **(extra_context or {})}
        return super().changelist_view(request, extra_context=context, **kwargs)

    @display(
        description=gettext_lazy("due on"),
        ordering="due_on",
        label={"late": "danger", "in-time": "info", "": "default"},
    )
    def due_badge(self, action: Action) -> tuple[str, Any]:
        return ("late" if action.is_overdue else "in-time" if action.is_open else ""), action.due_on


@admin.register(Bottleneck)
class BottleneckAdmin(AgendaAdmin):
    list_display = ["shown_name", "challenge", "level", "state", "told_on", "visibility_badge"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("level", ChoicesDropdownFilter),
        ("challenge", RelatedDropdownFilter),
        ("is_example", admin.BooleanFieldListFilter),
        VisibilityFilter,
    ]
    list_select_related = ["challenge"]
    autocomplete_fields = ["challenge", "stages", "materials", "trajectories", "organisations", "sources"]
    readonly_fields = ("shown_visibility", "shown_days_lost")
    fieldsets = fieldsets(
        (gettext_lazy("What it is a case of"), {"fields": ["challenge", "level", "stages", "materials"]}),
        (gettext_lazy("State"), {"fields": ["state", "told_by", "told_on", "solved_on"]}),
        (gettext_lazy("What it costs"), {"fields": ["trajectories", "shown_days_lost"]}),
        (
            gettext_lazy("Internal: for staff alone"),
            {"fields": ["organisations", "staff_note", "is_example"], "classes": ["internal"]},
        ),
    )

    @admin.display(description=gettext_lazy("days lost until today"))
    def shown_days_lost(self, bottleneck: Bottleneck | None) -> str:
        """By all events of all trajectories, also those that are not public."""
        if bottleneck is None or bottleneck.pk is None:
            return "–"
        number, days = days_lost_inside(bottleneck)
        text = ngettext("%(days)d in %(number)d trajectory", "%(days)d in %(number)d trajectories", number)
        return text % {"days": days, "number": number}
