"""Sources of lists: licence, contact, whose word weighs most, and out of sight and back."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from companies.list_sources.schedule import due, overdue, state_of, told, with_days
from companies.list_sources.visibility import hide, show
from companies.models import ListSource
from companies.models.list_sources import HIGHEST
from companies.subjects import SAID_LABELS
from imports.models import ColumnChoice
from publication.admin import ConfirmedAction, CuratedAdmin
from publication.admin.history import HistoryAdmin

PREFIX = "priority_of_"


class DueFilter(DropdownFilter):
    title = _("its list")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("yes", _("is due")), ("overdue", _("is overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return due(queryset)
        return overdue(queryset) if self.value() == "overdue" else queryset


class ListSourceForm(forms.ModelForm):
    """One field per value whose priority differs from the general one."""

    class Meta:
        model = ListSource
        fields = [
            "name", "key", "licence", "licence_url", "contact_name", "contact_email", "default_visibility", "priority",
            "expected_every", "expected_on", "staff_note",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
        for subject in SAID_LABELS:
            if f"{PREFIX}{subject}" in self.fields:
                self.initial[f"{PREFIX}{subject}"] = self.instance.priorities.get(subject)

    def clean_key(self) -> str:
        return ColumnChoice.source_key(self.cleaned_data.get("key") or self.cleaned_data.get("name", ""))

    def save(self, commit: bool = True) -> Any:
        given = {subject: self.cleaned_data.get(f"{PREFIX}{subject}") for subject in SAID_LABELS}
        self.instance.priorities = {subject: value for subject, value in given.items() if value is not None}
        return super().save(commit=commit)


def _field(subject: str, label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=capfirst(str(label)), required=False, min_value=0, max_value=HIGHEST,
        widget=UnfoldAdminIntegerFieldWidget(),
    )  # fmt: skip


def _hide(sources: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    shown = list(sources.filter(is_hidden=False))
    for source in shown:
        hide(source)
    return len(shown)


def _show(sources: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    hidden = list(sources.filter(is_hidden=True))
    for source in hidden:
        show(source)
    return len(hidden)


@admin.register(ListSource)
class ListSourceAdmin(HistoryAdmin, CuratedAdmin):
    form = ListSourceForm
    list_display = ["name", "next_list", "contact", "priority", "licence", "spoken_of", "shown_state"]
    list_filter = [DueFilter]
    search_fields = ["name", "key"]
    ordering = ["name", "pk"]
    confirmed_actions = (
        ConfirmedAction(
            name="hide",
            title=_("Hide this source"),
            explanation=_(
                "What this source alone brought leaves the pages, the map and the open data at once, and so does what "
                "it alone says of others. Nothing is removed: it all comes back when the source is shown again."
            ),
            run=_hide,
            applies=lambda source: not source.is_hidden,
        ),
        ConfirmedAction(
            name="show",
            title=_("Show this source again"),
            explanation=_("All is as it was before, but for organisations whose visibility somebody changed since."),
            run=_show,
            applies=lambda source: source.is_hidden,
        ),
    )
    fieldsets = [
        (None, {"fields": ["name", "key", ("licence", "licence_url"), "default_visibility"]}),
        (
            _("Whose value is shown when sources disagree"),
            {"fields": ["priority", *(f"{PREFIX}{subject}" for subject in SAID_LABELS)]},
        ),
        (_("When its list is expected"), {"fields": [("expected_every", "expected_on")]}),
        (
            _("Internal: for staff alone"),
            {"fields": [("contact_name", "contact_email"), "staff_note"], "classes": ["internal"]},
        ),
    ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        fields = {f"{PREFIX}{subject}": _field(subject, label) for subject, label in SAID_LABELS.items()}
        form = type("ListSourceFieldsForm", (ListSourceForm,), fields)
        return super().get_form(request, obj, change=change, **{**kwargs, "form": form})

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListSource]:
        return with_days(super().get_queryset(request).annotate(said=Count("statements")))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A source that has said something stays: hide it instead."""
        return super().has_delete_permission(request, obj) and not (obj and obj.statements.exists())

    @display(
        description=_("next list"), ordering="next_on", label={"overdue": "danger", "due": "warning", "later": "info"}
    )
    def next_list(self, source: ListSource) -> tuple[str, str] | str:
        state = state_of(source)
        return (state, told(source)) if state else "–"

    @admin.display(description=_("contact"), ordering="contact_name")
    def contact(self, source: ListSource) -> str:
        return source.contact or "–"

    @admin.display(description=_("organisations"), ordering="said")
    def spoken_of(self, source: ListSource) -> int:
        """How many it says something of."""
        return int(source.said)  # type: ignore[attr-defined]

    @display(description=_("state"), ordering="is_hidden", label={"hidden": "danger", "shown": "success"})
    def shown_state(self, source: ListSource) -> tuple[str, Any]:
        return ("hidden", _("hidden")) if source.is_hidden else ("shown", _("shown"))

    def record_notes(self, request: HttpRequest, source: ListSource) -> list[dict[str, Any]]:
        notes = []
        if source.is_hidden:
            hidden = _("This source is hidden: what it alone brought and says is not public.")
            notes.append({"level": "warning", "text": hidden})
        if state_of(source) in {"due", "overdue"}:
            notes.append({"level": "warning", "text": told(source)})
        return notes
