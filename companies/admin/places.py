"""Sites and activities on pages of their own, mostly for their history."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter

from companies import actions
from companies.admin.formsets import ActivityForm, SiteForm
from companies.admin.inlines import SITE_FIELDSETS, MapPickerMedia
from companies.admin.moving import MoveMixin
from companies.models import Activity, ActivityMaterial, Site
from companies.subjects import SITE_FIELDS, material_subject, stage_subject
from companies.vouched_then import vouch_as_then
from publication.admin import CuratedAdmin
from publication.admin.history import HistoryAdmin


@admin.register(Site)
class SiteAdmin(MoveMixin, HistoryAdmin, CuratedAdmin):
    form = SiteForm
    list_display = ["organisation", "name", "town", "municipality", "precision", "is_main"]
    list_filter = [("municipality", RelatedDropdownFilter), ("precision", ChoicesDropdownFilter)]
    list_select_related = ["organisation", "municipality"]
    search_fields = ["organisation__name", "name", "town", "street_address"]
    autocomplete_fields = ["organisation", "municipality"]
    fieldsets = [(None, {"fields": ["organisation"]}), *SITE_FIELDSETS]

    class Media(MapPickerMedia):
        pass

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._record(request, form.instance, form.changed_data)

    def after_restore(self, request: HttpRequest, record: Any, changed: Any, version: Any) -> None:
        if record.is_main:
            subjects, user = _subjects(changed), request.user
            vouch_as_then(organisation=record.organisation, subjects=subjects, version=version, user=user)
        self._record(request, record, changed)

    def _record(self, request: HttpRequest, site: Site, changed: Any) -> None:
        subjects = _subjects(changed)
        user: Any = request.user
        actions.record_changes(organisation=site.organisation, subjects=subjects, user=user)


@admin.register(Activity)
class ActivityAdmin(HistoryAdmin, CuratedAdmin):
    form = ActivityForm
    list_display = ["organisation", "stage", "status"]
    list_filter = [("stage", RelatedDropdownFilter), ("status", ChoicesDropdownFilter)]
    list_select_related = ["organisation", "stage"]
    search_fields = ["organisation__name"]
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "stage", "status", "handles"]

    def related_history(self, object_id: int) -> Any:
        return (ActivityMaterial.history.filter(activity_id=object_id),)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        activity, subjects = form.instance, set()
        if {"stage", "status"} & set(form.changed_data):
            subjects.add(stage_subject(activity.stage.slug))
        subjects |= {material_subject(one.slug) for one in form.cleaned_data["handles"] if one.pk not in form.linked}
        removed = bool(form.linked.keys() - {one.pk for one in form.cleaned_data["handles"]})
        user: Any = request.user
        actions.record_changes(organisation=activity.organisation, subjects=subjects, removed=removed, user=user)

    def after_restore(self, request: HttpRequest, record: Any, changed: Any, version: Any) -> None:
        user: Any = request.user
        subjects = {stage_subject(record.stage.slug)} if changed else set()
        vouch_as_then(organisation=record.organisation, subjects=subjects, version=version, user=user)
        actions.record_changes(organisation=record.organisation, subjects=subjects, user=user)


def _subjects(changed: Any) -> set[str]:
    return {SITE_FIELDS[name] for name in changed if name in SITE_FIELDS}
