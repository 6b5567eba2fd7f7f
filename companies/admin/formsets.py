"""Rows of an organisation's form: how they are checked together, saved, and what they change of its sourced values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelect2MultipleWidget

from companies.admin.sources import add_source_notes
from companies.imports.checks import point_issues
from companies.models import Activity, ActivityMaterial, Site
from companies.subjects import SITE_FIELDS, material_subject, stage_subject
from publication.admin import CuratedFormSet
from publication.admin.choosing import RecordsField
from valuechains.models import Material


class SourcedFormSet(CuratedFormSet):
    """Rows that state values with a source; ``subjects`` maps their fields to those values."""

    subjects: dict[str, str] = {}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        add_source_notes(form, self.subjects_of(form), self.instance)

    def subjects_of(self, form: Any) -> dict[str, str]:
        return self.subjects

    def changed_subjects(self) -> set[str]:
        """The values that the rows kept by the form change."""
        forms = (form for form in self.forms if form.has_changed() and form not in self.deleted_forms)
        return {subject for form in forms for subject in self.changed_by(form)}

    def changed_by(self, form: Any) -> Iterable[str]:
        return (self.subjects[name] for name in form.changed_data if name in self.subjects)

    @property
    def removes_rows(self) -> bool:
        return any(form.instance.pk for form in self.deleted_forms)


class SiteForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "latitude" in self.fields:
            self.fields["latitude"].widget.attrs.update(
                {
                    "data-map-picker": "latitude",
                    "data-tiles": settings.MAP_TILES_URL,
                    "data-attribution": settings.MAP_TILES_ATTRIBUTION,
                    "data-map-label": _("Map to choose the point; the fields above hold it"),
                    "data-marker-label": _("The point. The arrow keys move it, with Shift in large steps."),
                }
            )

        for name in {"latitude", "longitude"} & self.fields.keys():
            self.fields[name].validators = []  # ``clean`` says what is wrong, and of what, in better words

    def clean(self) -> Any:
        """A changed point is held to the rules of a list (``companies.imports.checks``)."""
        cleaned = super().clean() or self.cleaned_data
        if not {"latitude", "longitude", "municipality"} & set(self.changed_data):
            return cleaned
        organisation = cleaned.get("organisation") or getattr(self.instance, "organisation", None)
        values = {**cleaned, "province": organisation.province if organisation else ""}
        given = [str(values.get(name)) for name in ("latitude", "longitude")]
        for issue in point_issues(given[0], given[1], values):
            # What is empty is one field; a wrong point is both.
            for name in ("latitude", "longitude") if issue.value else (issue.column,):
                self.add_error(name, ValidationError(f"{capfirst(issue.text())}.", code="point"))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # Which site is the main one is checked over all rows together: two rows may change places in one go.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"is_main"} if isinstance(self.parent_rows, SiteFormSet) else excluded

    parent_rows: Any = None


class SiteFormSet(SourcedFormSet):
    subjects = SITE_FIELDS

    def add_fields(self, form: Any, index: int | None) -> None:
        form.parent_rows = self
        super().add_fields(form, index)

    def clean(self) -> None:
        super().clean()
        kept = [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.instance.pk or form.has_changed()) and form.is_valid()
        ]
        mains = [form for form in kept if form.cleaned_data.get("is_main")]
        if kept and len(mains) != 1:
            raise ValidationError(_("Choose one main site: %(count)d are marked now.") % {"count": len(mains)})

    def save(self, commit: bool = True) -> Any:
        if commit and self.instance.pk:
            staying = [
                form.instance.pk for form in self.initial_forms if form.cleaned_data.get("is_main") and form.instance.pk
            ]
            former = Site.objects.filter(organisation=self.instance, is_main=True).exclude(pk__in=staying)
            former.update(is_main=False)
        return super().save(commit=commit)


class ActivityForm(forms.ModelForm):
    """An activity with its materials; each link is kept as a record with its own history."""

    handles = RecordsField(
        Material.objects.all(),
        required=False,
        label=gettext_lazy("Materials"),
        widget=UnfoldAdminSelect2MultipleWidget(),
        help_text=gettext_lazy("Which materials does it handle in this stage?"),
    )

    class Meta:
        model = Activity
        fields = ["stage", "status"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("handles", sorted(self.linked))

    @cached_property
    def linked(self) -> dict[int, ActivityMaterial]:
        links = self.instance.activity_materials.all() if self.instance.pk else []
        return {link.material_id: link for link in links}

    def save(self, commit: bool = True) -> Any:
        if commit and self.instance.pk and set(self.changed_data) <= {"handles"}:
            self._save_m2m()
            return self.instance
        return super().save(commit=commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        chosen = {material.pk: material for material in self.cleaned_data["handles"]}
        for pk, link in self.linked.items():
            if pk not in chosen:
                link.delete()
        for pk, material in chosen.items():
            if pk not in self.linked:
                ActivityMaterial.objects.create(activity=self.instance, material=material)


class ActivityFormSet(SourcedFormSet):
    def subjects_of(self, form: Any) -> dict[str, str]:
        stage = form.instance.stage if form.instance.pk else None
        return {"stage": stage_subject(stage.slug)} if stage else {}

    def changed_by(self, form: Any) -> Iterable[str]:
        if {"stage", "status"} & set(form.changed_data):
            yield stage_subject(form.cleaned_data["stage"].slug)
        for material in form.cleaned_data["handles"]:
            if material.pk not in form.linked:
                yield material_subject(material.slug)

    @property
    def removes_rows(self) -> bool:
        if super().removes_rows:
            return True
        kept = (form for form in self.forms if form.has_changed() and form not in self.deleted_forms)
        return any(form.linked.keys() - {one.pk for one in form.cleaned_data["handles"]} for form in kept)
