"""The form of one term. It only carries what was typed; permits.terms reads and judges it, as it does for the API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from permits.lawbooks import current_lawbook
from permits.terms import Result, Rule, SuspensionKind, TermError, compute
from permits.terms.options import Option, OptionKind
from permits.terms.values import parse_date, shown

MOST_SLOTS = 10
#: What a form knows of a suspension, in the order of its fields.
SLOT_FIELDS = ("kind", "requestedOn", "endedOn", "periodSet")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
YES_OR_NO = {"on": True, "true": True, "yes": True, "": False, "off": False, "false": False, "no": False}
KINDS = [
    ("", "–"),
    (SuspensionKind.COMPLETION, _("Request for completion")),
    (SuspensionKind.BIBOB, _("Bibob advice")),
]
PERIODS = [("", "–"), ("yes", _("Yes")), ("no", _("No"))]


class Typed(forms.CharField):
    """What was typed, unjudged. ``required`` only says whether the label calls it optional."""

    def clean(self, value: Any) -> Any:
        return value


class TermForm(forms.Form):
    """``result`` is the term once the form is valid; every fault of the question stands at its field."""

    use_required_attribute = False

    def __init__(self, rule: Rule, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.rule = rule
        self.result: Result | None = None
        self.fields["startDate"] = Typed(label=str(rule.start), widget=_date_input())
        for option in rule.options:
            if option.kind is not OptionKind.SUSPENSIONS:
                self.fields[option.name] = _field(option)
        for slot in self.slots:
            fields = _slot_fields(required=slot in self.filled_slots)
            self.fields.update({_slot_name(slot, name): field for name, field in fields.items()})
        self._show_as_typed()

    @cached_property
    def slots(self) -> list[int]:
        """The suspensions that are filled in, and one more to fill in."""
        if all(option.kind is not OptionKind.SUSPENSIONS for option in self.rule.options):
            return []
        filled = self.filled_slots
        return filled + [number for number in range(MOST_SLOTS) if number not in filled][:1]

    @cached_property
    def filled_slots(self) -> list[int]:
        given = self.data
        return [
            number for number in range(MOST_SLOTS) if any(given.get(_slot_name(number, name)) for name in SLOT_FIELDS)
        ]

    def _show_as_typed(self) -> None:
        """A date or number field cannot hold what is no date or number: it becomes a field of text that can."""
        for name, field in self.fields.items():
            typed = self.data.get(name)
            kind = getattr(field.widget, "input_type", "")
            no_date = kind == "date" and parse_date(typed) is None
            if typed and (no_date or (kind == "number" and not WHOLE_NUMBER.fullmatch(typed))):
                field.widget = forms.TextInput()

    @property
    def plain_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if not name.startswith("suspensions-"))

    @property
    def suspension_groups(self) -> list[list[forms.BoundField]]:
        return [[self[_slot_name(slot, name)] for name in SLOT_FIELDS] for slot in self.slots]

    def clean(self) -> dict[str, Any]:
        for name in self.data:
            if name not in self.fields and name != "rule":
                message = gettext("The address has an unknown parameter: %(name)s.")
                self.add_error(None, message % {"name": shown(name)})
        try:
            self.result = compute(self.rule.name, self.data.get("startDate"), self._params(), current_lawbook())
        except TermError as error:
            for fault in error.faults:
                self._add_fault(fault.field, str(fault.reason))
        return self.cleaned_data

    def _params(self) -> dict[str, Any]:
        params: dict[str, Any] = {}
        for option in self.rule.options:
            if option.kind is OptionKind.SUSPENSIONS:
                params[option.name] = [self._suspension(slot) for slot in self.filled_slots]
            elif value := self.data.get(option.name, ""):
                params[option.name] = _value(option, value)
        return params

    def _suspension(self, slot: int) -> Mapping[str, Any]:
        typed = {name: self.data.get(_slot_name(slot, name)) for name in SLOT_FIELDS}
        found: dict[str, Any] = {name: value for name, value in typed.items() if value}
        if "periodSet" in found:
            found["periodSet"] = YES_OR_NO.get(found["periodSet"], found["periodSet"])
        return found

    def _add_fault(self, path: str, reason: str) -> None:
        """``params.suspensions.1.endedOn`` is the second suspension that was filled in."""
        parts = path.removeprefix("params.").split(".")
        if parts[0] == "suspensions" and len(parts) > 1:
            parts[1] = str(self.filled_slots[int(parts[1])])
        name = "-".join(parts)
        self.add_error(name if name in self.fields else None, reason)


def _slot_name(slot: int, name: str) -> str:
    return f"suspensions-{slot}-{name}"


class DayInput(forms.DateInput):
    input_type = "date"


def _date_input() -> DayInput:
    return DayInput(attrs={"min": current_lawbook().since.isoformat()})


def _field(option: Option) -> forms.Field:
    if option.kind is OptionKind.FLAG:
        return forms.BooleanField(label=str(option.label), help_text=str(option.help), required=False)
    if option.kind is OptionKind.NUMBER:
        limits = {"min": option.minimum, "max": option.maximum, "inputmode": "numeric"}
        initial = option.default or None
        widget: forms.Widget = forms.NumberInput(attrs=limits)
        return Typed(
            label=str(option.label), help_text=str(option.help), required=False, initial=initial, widget=widget
        )
    return Typed(label=str(option.label), help_text=str(option.help), required=False, widget=_date_input())


def _slot_fields(*, required: bool) -> dict[str, forms.Field]:
    """One suspension; once a part of it is filled in, the rest is needed."""
    return {
        "kind": Typed(label=_("What suspended the term?"), required=required, widget=forms.Select(choices=KINDS)),
        "requestedOn": Typed(label=_("Day of the request"), required=required, widget=_date_input()),
        "endedOn": Typed(
            label=_("Day it ended"),
            help_text=_("The day the application was completed, the period ran out, or the advice came in."),
            required=required,
            widget=_date_input(),
        ),
        "periodSet": Typed(
            label=_("Did the request set a period?"),
            help_text=_("For completion only. Without a period nothing is suspended."),
            required=False,
            widget=forms.Select(choices=PERIODS),
        ),
    }


def _value(option: Option, typed: str) -> object:
    """As JSON would have it; what cannot be that stays as typed, and is refused with the reason."""
    if option.kind is OptionKind.FLAG:
        return YES_OR_NO.get(typed, typed)
    if option.kind is OptionKind.NUMBER and WHOLE_NUMBER.fullmatch(typed):
        return int(typed)
    return typed
