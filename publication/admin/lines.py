"""Lists of texts, such as the points of an agenda: edited and shown one a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr

from publication.admin.fields import LinesField


class LinesMixin:
    """``lines`` names the fields that hold a JSON list of texts. Who may only look reads lines too, not JSON."""

    lines: Sequence[str] = ()
    model: Any

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.lines:
            return db_field.formfield(form_class=LinesField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if not self.lines or obj is None or self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return fieldsets
        return [
            (title, {**options, "fields": [self._readable(name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def _readable(self, name: Any) -> str | Callable[[Any], str]:
        if name not in self.lines:
            return name
        field: Any = self.model._meta.get_field(name)

        @admin.display(description=field.verbose_name, empty_value="–")
        def shown(record: Any) -> str:
            return linebreaksbr("\n".join(getattr(record, name)))

        shown.__name__ = name
        return shown
