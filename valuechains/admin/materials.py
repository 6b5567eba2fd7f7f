"""Materials with their facts, their place on the list and their uses."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from publication.admin import CuratedAdmin, PublishableAdmin, VisibilityFilter
from publication.admin.history import HistoryAdmin
from valuechains.admin.filters import OnListFilter
from valuechains.admin.rows import SourcedInline, SourcedRowForm
from valuechains.facts import FACTS, example_text, problem_of
from valuechains.models import ListEntry, Material, MaterialFact, MaterialSector


class _ReadableJSON(json.JSONEncoder):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "ensure_ascii": False, "indent": 2})


class FactForm(SourcedRowForm):
    """The value as JSON, in the shape that belongs to the fact; what is wrong is said in words."""

    key = forms.ChoiceField(label=gettext_lazy("fact"), widget=UnfoldAdminSelectWidget())
    value = forms.JSONField(
        label=gettext_lazy("value"),
        required=False,
        encoder=_ReadableJSON,
        widget=UnfoldAdminTextareaWidget({"rows": 4, "spellcheck": "false"}),
        error_messages={
            "invalid": gettext_lazy("This is not valid JSON: texts stand between double quotes, decimals have a point.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            key: Any = self.fields["key"]
            key.choices = [(name, kind.label) for name, kind in FACTS.items()]
        if "value" in self.fields and self.instance.key in FACTS:
            example = example_text(self.instance.key)
            self.fields["value"].help_text = format_html("{} <code>{}</code>", _("For example"), example)

    def clean(self) -> Any:
        cleaned = super().clean()
        key, value = self.cleaned_data.get("key"), self.cleaned_data.get("value")
        if key and "value" not in self.errors and (problem := problem_of(key, value)):
            self.add_error("value", problem)
        return cleaned


FACT_FIELDS = [
    "key", "value", "stage", "period", "scope_nl", "scope_en", "note_nl", "note_en", "confidence", "sources",
]  # fmt: skip


class FactInline(SourcedInline):
    model = MaterialFact
    form = FactForm
    fields = FACT_FIELDS
    collapsible = True


class EntryInline(SourcedInline):
    model = ListEntry
    keys = ("material", "version")
    fields = ["version", "letter", "strategic", "qualifier_nl", "qualifier_en", "confidence", "sources"]


class UseInline(SourcedInline):
    model = MaterialSector
    keys = ("material", "sector")
    fields = ["sector", "basis_nl", "basis_en", "confidence", "sources"]
    collapsible = True


@admin.register(Material)
class MaterialAdmin(HistoryAdmin, PublishableAdmin):
    inlines = [EntryInline, FactInline, UseInline]
    lines = ["symbols", "aliases"]
    list_display = ["name_nl", "name_en", "shown_symbols", "on_list", "visibility_badge"]
    list_filter = [OnListFilter, ("relation", ChoicesDropdownFilter), VisibilityFilter]
    list_prefetch_related = ["entries__version"]
    search_fields = ["name_nl", "name_en", "slug", "aliases"]
    search_help_text = gettext_lazy("Name or symbol")
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["related_to"]
    fieldsets = [
        (None, {"fields": ["name_nl", "name_en", "symbols", "aliases", "note_nl", "note_en"]}),
        (gettext_lazy("Relation to the list"), {"fields": ["relation", "related_to", "in_figure_1"]}),
        (gettext_lazy("Administration"), {"fields": ["slug", "shown_visibility"]}),
    ]

    @admin.display(description=gettext_lazy("symbols"))
    def shown_symbols(self, material: Material) -> str:
        return ", ".join(material.symbols)

    @display(
        description=gettext_lazy("on the list"),
        label={"strategic": "success", "critical": "info", "none": "default"},
    )
    def on_list(self, material: Material) -> tuple[str, str]:
        entry = next((entry for entry in material.entries.all() if entry.version.is_current), None)
        if entry is None:
            return "none", _("no")
        return ("strategic", _("strategic")) if entry.strategic else ("critical", _("critical"))

    def related_history(self, object_id: int) -> Iterable[QuerySet]:
        kinds = (ListEntry, MaterialFact, MaterialSector)
        return tuple(kind.history.filter(material_id=object_id) for kind in kinds)


@admin.register(MaterialFact)
class MaterialFactAdmin(HistoryAdmin, CuratedAdmin):
    """A fact on a page of its own, for its history; it is mostly edited with its material."""

    form = FactForm
    fields = ["material", *FACT_FIELDS]
    list_display = ["material", "key", "period", "confidence"]
    list_filter = [("material", RelatedDropdownFilter), ("confidence", ChoicesDropdownFilter)]
    list_select_related = ["material"]
    search_fields = ["material__name_nl", "material__name_en", "key"]
    autocomplete_fields = ["material", "sources"]
