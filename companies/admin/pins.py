"""What sources of lists say of a value, and the pin that keeps lists from it, beside the field in the form."""

from collections import defaultdict
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from companies.list_sources.saying import told
from companies.list_sources.standing import standing_of
from companies.models import Organisation
from companies.subjects import SAID_LABELS, SUBJECT_OF

__all__ = ["PinsMixin"]


class PinsMixin(forms.ModelForm):
    """Adds the choice of pinned values; under each field stands what sources say of it."""

    pinned = forms.MultipleChoiceField(
        choices=[],
        required=False,
        label=gettext_lazy("Pinned values"),
        help_text=gettext_lazy("No list changes a value that is pinned, not even an empty one."),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "pinned" not in self.fields:
            return
        field: Any = self.fields["pinned"]
        field.choices = [(subject, capfirst(str(label))) for subject, label in SAID_LABELS.items()]
        pins = {pin.subject for pin in self.instance.pins.all()} if self.instance.pk else set()
        self.initial["pinned"] = [subject for subject in SAID_LABELS if subject in pins]
        if self.instance.pk:
            notes = statement_notes(self.instance)
            self._add_notes(pins, notes)
            others = [note for subject, note in notes.items() if subject in OF_PLACE]
            field.help_text = format_html(
                "{}{}", field.help_text, format_html_join("", "{}", ((one,) for one in others))
            )

    @cached_property
    def changed_data(self) -> list[str]:
        """A pin is no change of the organisation: it has a history of its own."""
        return [name for name in super().changed_data if name != "pinned"]

    def _add_notes(self, pins: set[str], notes: dict[str, SafeString]) -> None:
        for name, field in self.fields.items():
            subject = SUBJECT_OF.get(name)
            pin = PIN if subject in pins else ""
            if subject and (subject in notes or pin):
                mark = format_html('<span class="source-note">{}</span>', pin) if pin else ""
                field.help_text = format_html("{}{}{}", field.help_text, mark, notes.get(subject, ""))


PIN = gettext_lazy("Pinned: no list changes this value.")
OF_PLACE = frozenset({"province", "municipality", "town", "address", "location"})


def statement_notes(organisation: Organisation) -> dict[str, SafeString]:
    """By value what each source says; asked of the database once per organisation object."""
    known: dict[str, SafeString] | None = getattr(organisation, "_statement_notes", None)
    if known is None:
        lines: dict[str, list[tuple[str]]] = defaultdict(list)
        said = [
            (source.source.name, subject, one)
            for source in organisation.statements.select_related("source")
            for subject, one in standing_of(source).items()
        ]
        for name, subject, one in sorted(said, key=lambda row: row[2].stated_at, reverse=True):
            when = date_format(timezone.localtime(one.stated_at), "SHORT_DATE_FORMAT")
            text = _("%(source)s says: %(value)s (%(when)s, import %(number)d)") % {
                "source": name, "value": told(one.value), "when": when, "number": one.import_number,
            }  # fmt: skip
            label = f"{capfirst(str(SAID_LABELS[subject]))}: " if subject in OF_PLACE else ""
            lines[subject].append((f"{label}{text}",))
        known = {
            subject: format_html_join("", '<span class="source-note">{}</span>', found)
            for subject, found in lines.items()
        }
        organisation._statement_notes = known  # type: ignore[attr-defined]
    return known
