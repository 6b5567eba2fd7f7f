"""Sites, activities and other names, edited within the organisation."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from companies.admin.formsets import ActivityForm, ActivityFormSet, SiteForm, SiteFormSet
from companies.models import Activity, Municipality, OtherName, Site
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
