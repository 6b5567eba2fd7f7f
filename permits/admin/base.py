"""What the admins of all rows of the law data share: they can be changed in a draft alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from permits.admin.fields import CheckedJSONField, LegalBasisField, LineListField
from permits.admin.filters import VersionFilter, version_at_hand
from permits.admin.in_words import in_words
from permits.enums import LawState
from permits.law.row_checks import condition_problems, unknown_laws
from permits.models import LawRow, LawVersion
from publication.admin import CuratedAdmin
from publication.admin.history import HistoryAdmin

STATE_TONES = {"draft": "warning", "checked": "info", "published": "success", "retired": "danger"}


def has_draft(request: HttpRequest) -> bool:
    """Whether rows can be added at all. The menu of every page asks it for each kind of row: one query a request."""
    known: bool | None = getattr(request, "has_law_draft", None)
    if known is None:
        known = LawVersion.objects.filter(state=LawState.DRAFT).exists()
        request.has_law_draft = known  # type: ignore[attr-defined]
    return known


class LawRowForm(forms.ModelForm):
    """Checks what only the version knows: its laws, and the questions that a condition may name.

    ``conditions`` names the fields that hold a condition, with the member they are in the document.
    """

    conditions: dict[str, str] = {}

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        version = self.law_version
        if version is None:
            return cleaned
        for law in unknown_laws(version, cleaned.get("legal_basis") or []):
            known = ", ".join(row["key"] for row in version.laws)
            message = _("“%(law)s” is no law of this version; known are: %(known)s.")
            self.add_error("legal_basis", message % {"law": law, "known": known})
        for name, member in self.conditions.items():
            if cleaned.get(name) is not None:
                for problem in condition_problems(version, cleaned[name], member):
                    self.add_error(name, f"{problem.path}: {problem.reason}")
        return cleaned

    @property
    def law_version(self) -> LawVersion | None:
        if self.instance.version_id:
            return self.instance.version
        return self.cleaned_data.get("version")


class LawRowAdmin(HistoryAdmin, CuratedAdmin):
    """Rows of a version. Those of a version that is not a draft are shown, never changed."""

    form = LawRowForm
    list_filter: Any = [VersionFilter]
    list_select_related = ["version"]
    ordering = ["version", "order", "slug"]
    list_fields: dict[str, type[LineListField]] = {}
    json_fields: tuple[str, ...] = ()
    data_fields: tuple[str, ...] = ()
    """Of the JSON fields those that are data for the checks, and are shown as they are."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where nothing can be changed, lists and conditions are told in words."""
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        return [
            (title, {**options, "fields": [self._in_words(one) for one in options["fields"]]})
            for title, options in found
        ]

    def _in_words(self, field: Any) -> Any:
        if isinstance(field, (list, tuple)):
            return tuple(self._in_words(one) for one in field)
        told = field in ("legal_basis", "group") or field in self.list_fields or field in self.json_fields
        return in_words(self.model, field) if told and field not in self.data_fields else field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ["version", "slug"] if obj is not None and obj.pk else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.version.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.version.is_draft)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and has_draft(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deletion in bulk: a list can hold rows of frozen versions."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.list_fields:
            return db_field.formfield(form_class=self.list_fields[db_field.name], required=not db_field.blank)
        if db_field.name == "legal_basis":
            return db_field.formfield(form_class=LegalBasisField)
        if db_field.name in self.json_fields:
            return db_field.formfield(form_class=CheckedJSONField, required=not db_field.blank)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _choices(self, db_field: Any, request: HttpRequest) -> QuerySet:
        """Drafts for the version itself; rows of the same version for all else."""
        related: type[Model] = db_field.related_model
        if related is LawVersion:
            return LawVersion.objects.filter(state=LawState.DRAFT)
        records = related._default_manager.complex_filter(db_field.get_limit_choices_to())
        if not issubclass(related, LawRow):
            return records
        return records.filter(version=self._version_of(request))

    def _version_of(self, request: HttpRequest) -> Any:
        match = request.resolver_match
        pk = match.kwargs.get("object_id", "") if match else ""
        row = self.model._default_manager.filter(pk=pk).first() if str(pk).isdecimal() else None
        return row.version_id if row is not None else version_at_hand()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not obj.version.is_draft:
            raise ValidationError(_("Version %(version)s is not a draft.") % {"version": obj.version})
        super().save_model(request, obj, form, change)

    @display(description=gettext_lazy("version"), ordering="version", label=STATE_TONES)
    def version_badge(self, row: Any) -> tuple[str, str]:
        return row.version.state, f"{row.version.number}: {row.version.get_state_display()}"
