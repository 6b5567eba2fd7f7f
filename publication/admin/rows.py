"""Rows of a form that trade values of which each row has its own, such as the numbers of decisions."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, UniqueConstraint
from django.utils.translation import gettext as _
from unfold.forms import PaginationInlineFormSet

Taken = tuple[str, tuple[Any, ...]]


class CuratedFormSet(PaginationInlineFormSet):
    """Saves what is deleted first, then each row after the one that leaves its value to it.

    Django saves rows as they stand on the page: the database then refuses that the first of two decisions becomes the
    second while the second becomes the third. Rows that change places can be saved in no order, so that is refused in
    words.
    """

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        if stuck := self._in_saving_order()[1]:
            text = _("These rows take each other’s place, which is not possible in one go: %(rows)s. Give one of them "
                     "another value, save, and then do the rest.")  # fmt: skip
            rows = ", ".join(f"“{form.instance}”" for form in stuck)
            raise ValidationError(text, code="trade", params={"rows": rows})
        new = [form for form in self.extra_forms if form.has_changed() and form not in self.deleted_forms]
        for rule in _rules(self.model):
            self._refuse_what_is_there(rule, new)

    def _refuse_what_is_there(self, rule: UniqueConstraint, new: list[Any]) -> None:
        """New rows that are there already, without standing on the page: by a form that was tampered with."""
        values = {tuple(_value(form.instance, name, None) for name in rule.fields): form for form in new}
        sought = [Q(**dict(zip(rule.fields, one, strict=True))) for one in values if None not in one]
        if not sought:
            return
        others = self.model._default_manager.exclude(pk__in=[one.instance.pk for one in self.initial_forms])
        for one in others.filter(reduce(or_, sought)).values_list(*rule.fields):
            values[one].add_error(None, ValidationError(rule.get_violation_error_message(), code="there"))

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        shown = self.forms
        self._arrange([*self._in_saving_order()[0], *self.extra_forms])
        try:
            saved: list[Any] = super().save_existing_objects(commit)
        finally:
            self._arrange(shown)
        return saved

    def _arrange(self, forms: list[Any]) -> None:
        """Which forms are to be deleted is kept by their place."""
        self.forms = forms
        self.__dict__.pop("_deleted_form_indexes", None)

    def _in_saving_order(self) -> tuple[list[Any], list[Any]]:
        """The forms of rows that are there, and those for which no order exists."""
        gone = self.deleted_forms
        ordered = [form for form in self.initial_forms if form in gone or not form.has_changed()]
        waiting = [form for form in self.initial_forms if form not in ordered]
        while waiting:
            held = {taken: form for form in waiting for taken in _taken(form, form.initial)}
            free = [form for form in waiting if all(held.get(one, form) is form for one in _taken(form))]
            if not free:
                break
            ordered += free
            waiting = [form for form in waiting if form not in free]
        return ordered, waiting


def _taken(form: Any, values: Any = None) -> set[Taken]:
    """What this row alone may have among its siblings: as it will be, or by these ``values`` as it was."""
    record = form.instance
    return {(rule.name, tuple(_value(record, name, values) for name in rule.fields)) for rule in _rules(record)}


def _rules(model: Any) -> list[UniqueConstraint]:
    constraints = model._meta.constraints
    rules = [rule for rule in constraints if isinstance(rule, UniqueConstraint) and rule.condition is None]
    return [rule for rule in rules if len(rule.fields) > 1]


def _value(record: Model, name: str, values: Any) -> Any:
    if values is not None and name in values:
        return values[name]
    return getattr(record, record._meta.get_field(name).attname)  # type: ignore[union-attr]
