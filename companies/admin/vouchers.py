"""Which source states which value, edited within the organisation: a line for each of what a row holds."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminSingleDateWidget

from companies.admin.sources import Confirmed, confirmation_text, provenance_of
from companies.admin.widgets import KnownSelect
from companies.models import Organisation, Provenance
from companies.subjects import LABELS, material_subject, names_of, stage_subject, subject_label
from companies.vouches import Vouch
from companies.vouching import Voucher, Vouching, vouchers_in
from publication.admin import CuratedTabularInline
from valuechains.enums import Confidence

#: What a line is before it is saved.
NEW = Confirmed(None, None)


class VoucherForm(forms.ModelForm):
    """One value and a source that states it. Its instance is a row with that value alone, which nobody saves."""

    subject = forms.ChoiceField(label=gettext_lazy("value"), widget=UnfoldAdminSelectWidget())
    confidence = forms.ChoiceField(
        label=capfirst(gettext_lazy("confidence")), choices=Confidence.choices, widget=UnfoldAdminSelectWidget()
    )
    stated_on = forms.DateField(
        label=capfirst(gettext_lazy("date")),
        required=False,
        help_text=gettext_lazy("When the source says so, if known."),
        widget=UnfoldAdminSingleDateWidget(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (one := self.voucher) is not None:
            told = {"subject": one.subject, "confidence": one.vouch.confidence, "stated_on": one.vouch.stated_on}
            self.initial = {**told, **self.initial}

    @property
    def voucher(self) -> Voucher | None:
        """As it stood when the form was asked for; None on a new line."""
        return getattr(self.instance, "voucher", None)

    @property
    def vouch(self) -> Vouch:
        """What was confirmed was the line as it stood: a changed one waits for confirmation again."""
        return Vouch(self.cleaned_data["confidence"], self.cleaned_data["stated_on"])

    def _post_clean(self) -> None:
        """The line is no row: the rows are made of all lines together."""


class VoucherFormSet(PaginationInlineFormSet):
    def get_queryset(self) -> Any:
        return self._lines

    @cached_property
    def _lines(self) -> list[Provenance]:
        return [_line(one) for one in vouchers_in(super().get_queryset())]

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if i < self.initial_form_count():
            if self.is_bound:
                known = {line.pk: line for line in self._lines}
                kwargs["instance"] = known.get(self.data.get(f"{self.add_prefix(i)}-id"))
            else:
                kwargs["instance"] = self._lines[i]
        form = super(BaseModelFormSet, self)._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.organisation_id = self.instance.pk
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        """Each line is known by its row and its value."""
        super().add_fields(form, index)
        known = form.instance.pk if form.voucher else None
        form.fields["id"] = forms.CharField(required=False, initial=known, widget=forms.HiddenInput)

    def validate_unique(self) -> None:
        seen: set[tuple[str, int]] = set()
        told: list[str] = []
        for form in self._standing():
            if not {"subject", "source"} <= form.cleaned_data.keys():
                continue
            subject, source = form.cleaned_data["subject"], form.cleaned_data["source"]
            if (subject, source.pk) in seen:
                what = {"value": dict(form.fields["subject"].choices)[subject], "source": source}
                told.append(_("“%(value)s” has the source “%(source)s” twice.") % what)
                form._errors[NON_FIELD_ERRORS] = self.error_class([self.get_form_error()], renderer=self.renderer)
            seen.add((subject, source.pk))
        if told:
            raise ValidationError(told)

    def save(self, commit: bool = True) -> list[Any]:
        """Write the rows of the sources of which a line changed."""
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        changed = [form for form in self.initial_forms if form.voucher and form.has_changed()]
        new = [form for form in self.extra_forms if form.has_changed()]
        kept = [form for form in (*changed, *new) if form not in self.deleted_forms]
        if not changed and not kept and not self.deleted_forms:
            return []
        vouching = Vouching(self.instance)
        for form in {*changed, *self.deleted_forms}:
            if (one := form.voucher) is not None:
                vouching.drop(one.subject, one.source.pk)
        for form in kept:
            vouching.put(form.cleaned_data["subject"], form.cleaned_data["source"].pk, form.vouch)
        vouching.save()
        self.deleted_objects = [form.instance for form in self.deleted_forms if form.voucher]
        self.changed_objects = [(form.instance, form.changed_data) for form in kept if form.voucher]
        self.new_objects = [self._written(form) for form in kept if not form.voucher]
        return [form.instance for form in kept]

    def _standing(self) -> Iterator[Any]:
        """The lines that stay or come."""
        for form in self.forms:
            if form not in self.deleted_forms and (form.voucher or form.has_changed()) and form.is_valid():
                yield form

    def _written(self, form: Any) -> Any:
        form.instance.organisation, form.instance.source = self.instance, form.cleaned_data["source"]
        form.instance.vouches_for = {form.cleaned_data["subject"]: form.vouch.confidence}
        return form.instance


class ProvenanceInline(CuratedTabularInline):
    """Which source states which value. A line that is changed is confirmed anew with the organisation."""

    model = Provenance
    form = VoucherForm
    formset = VoucherFormSet
    fields = ["subject", "source", "confidence", "stated_on", "confirmation"]
    readonly_fields = ["confirmation"]
    autocomplete_fields = ["source"]
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Provenance]:
        return super().get_queryset(request).select_related("source", "organisation")

    # Who may only look sees these instead of fields.
    @admin.display(description=gettext_lazy("value"))
    def subject(self, line: Any) -> str:
        return subject_label(line.voucher.subject)

    @admin.display(description=gettext_lazy("confidence"))
    def confidence(self, line: Any) -> str:
        return str(line.voucher.confidence_name)

    @admin.display(description=gettext_lazy("date"))
    def stated_on(self, line: Any) -> Any:
        return line.voucher.vouch.stated_on

    @admin.display(description=gettext_lazy("confirmed"))
    def confirmation(self, line: Any) -> str:
        return confirmation_text(getattr(line, "voucher", NEW))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "source":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        if "source" in fields and obj is not None:
            rows = [row for found in provenance_of(obj).values() for row in found]
            fields["source"].widget.widget.known = {str(row.source.pk): row.source.title for row in rows}
        fields["subject"].choices = _subject_choices(obj)
        return formset


def _line(one: Voucher) -> Provenance:
    line = Provenance(pk=f"{one.row.pk}:{one.subject}", organisation=one.row.organisation, source=one.source)
    line.vouches_for = {one.subject: one.vouch.confidence}
    line.voucher = one  # type: ignore[attr-defined]
    line._state.adding = False
    return line


def _subject_choices(organisation: Organisation | None) -> list[tuple[str, Any]]:
    """Its own values, its stages and materials, and what its provenance names already."""
    subjects = list(LABELS)
    if organisation is not None:
        for activity in organisation.activities.select_related("stage").prefetch_related("materials"):
            subjects.append(stage_subject(activity.stage.slug))
            subjects += [material_subject(material.slug) for material in activity.materials.all()]
        subjects += provenance_of(organisation)
    names = names_of(subjects)
    return [("", _("Select value")), *((one, subject_label(one, names)) for one in dict.fromkeys(subjects))]
