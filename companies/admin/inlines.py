"""Sites, activities and sources, edited within the organisation."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from companies.admin.formsets import ActivityForm, ActivityFormSet, SiteForm, SiteFormSet
from companies.admin.sources import confirmation_text, provenance_of
from companies.admin.widgets import KnownSelect
from companies.models import Activity, Municipality, Organisation, OtherName, Provenance, Site
from companies.subjects import LABELS, material_subject, names_of, stage_subject, subject_label
from publication.admin import CuratedStackedInline, CuratedTabularInline, share_choices
from valuechains.models import Material, Stage

SITE_FIELDSETS: Any = [
    (None, {"fields": [("name", "is_main"), ("street_address", "postcode"), ("town", "municipality")]}),
    (
        _("Point on the map"),
        {"fields": [("latitude", "longitude", "precision")], "classes": ["map-picker"]},
    ),
]


class MapPickerMedia:
    """Leaflet as django-leaflet ships it, and our own picker on it."""

    css = {"all": ["leaflet/leaflet.css", "admin-loket/map-picker.css"]}
    js = ["leaflet/leaflet.js", forms.Script("admin-loket/map-picker.js", type="module")]


class SiteInline(CuratedStackedInline):
    model = Site
    form = SiteForm
    formset = SiteFormSet
    fieldsets = SITE_FIELDSETS
    Media = MapPickerMedia

    def get_queryset(self, request: HttpRequest) -> QuerySet[Site]:
        return super().get_queryset(request).select_related("municipality", "organisation")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        share_choices(formset, "municipality", Municipality.objects.all(), empty=_("Select value"))
        return formset


class ActivityInline(CuratedStackedInline):
    model = Activity
    form = ActivityForm
    formset = ActivityFormSet
    fields = [("stage", "status"), "handles"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        rows = super().get_queryset(request).select_related("stage", "organisation")
        return rows.prefetch_related("activity_materials__material")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        share_choices(formset, "stage", Stage.objects.all(), empty=_("Select value"))
        share_choices(formset, "handles", Material.objects.all())
        return formset


class OtherNameInline(CuratedTabularInline):
    """Names by which lists know it; for staff."""

    model = OtherName
    fields = ["name"]
    extra = 0
    verbose_name_plural = _("Other names, to recognise it in lists")


class ProvenanceForm(forms.ModelForm):
    """What was confirmed was the row as it stood: a changed one waits for confirmation again."""

    def save(self, commit: bool = True) -> Any:
        if self.changed_data:
            self.instance.verified_at = self.instance.verified_by = None
        return super().save(commit=commit)


class ProvenanceInline(CuratedTabularInline):
    """Which source states which value. A row that is changed is confirmed anew with the organisation."""

    model = Provenance
    form = ProvenanceForm
    fields = ["subject", "source", "confidence", "stated_on", "confirmation"]
    readonly_fields = ["confirmation"]
    autocomplete_fields = ["source"]
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Provenance]:
        return super().get_queryset(request).select_related("source", "verified_by", "organisation")

    @admin.display(description=_("confirmed"))
    def confirmation(self, provenance: Provenance) -> str:
        return confirmation_text(provenance)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "source":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        if "source" in fields and obj is not None:
            rows = [row for found in provenance_of(obj).values() for row in found]
            fields["source"].widget.widget.known = {str(row.source_id): row.source.title for row in rows}
        if "subject" in fields:
            fields["subject"] = forms.ChoiceField(
                choices=_subject_choices(obj), label=_("value"), widget=UnfoldAdminSelectWidget()
            )
        return formset


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
