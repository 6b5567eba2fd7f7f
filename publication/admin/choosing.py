"""Fields that choose other records by their number: what can be no number is refused at the field, whatever was sent.

Django asks the database for what a form brings when it shows the form again, and fails there on what is no number or
too large for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.http import HttpRequest

SHOWN = 60


def can_be_key(model: type[Model], value: Any) -> bool:
    """Whether a record of this model could have ``value`` as its key."""
    try:
        model._meta.pk.clean(value, None)
    except ValidationError:
        return False
    return True


class _OnlyKeys:
    """A field that completes what is typed, and shows again only what may be chosen at all."""

    field: Any

    def optgroups(self, name: str, value: Sequence[Any], attrs: Any = None) -> Any:
        keys = [one for one in value if one in ("", None) or can_be_key(self.field.remote_field.model, one)]
        return super().optgroups(name, keys, attrs)  # type: ignore[misc]


class OneRecord(_OnlyKeys, AutocompleteSelect):
    pass


class SeveralRecords(_OnlyKeys, AutocompleteSelectMultiple):
    pass


class RecordsField(forms.ModelMultipleChoiceField):
    def _check_values(self, value: Any) -> Any:
        for one in value:
            self.validate_no_null_characters(one)
            if not can_be_key(self.queryset.model, one):  # type: ignore[union-attr]
                shown = {"value": str(one)[:SHOWN]}
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=shown)
        return super()._check_values(value)  # type: ignore[misc]


class ChoosingMixin:
    """For the admin of records and of their rows."""

    admin_site: Any

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", OneRecord(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", RecordsField)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SeveralRecords(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
