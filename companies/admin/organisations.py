"""The register's main page for staff."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from companies import actions
from companies.admin import filters
from companies.admin.confirmed import ORGANISATION_ACTIONS
from companies.admin.forms import OrganisationForm
from companies.admin.inlines import ActivityInline, OtherNameInline, SiteInline
from companies.admin.merging import MergeMixin
from companies.admin.sources import confirmation_text
from companies.admin.vouched_history import tell_vouches
from companies.admin.vouchers import ProvenanceInline
from companies.completeness import completeness_of, with_completeness
from companies.list_sources.pinning import set_pins
from companies.models import Activity, ActivityMaterial, Organisation, OrganisationAlias, Pin, Provenance, Site
from companies.subjects import ORGANISATION_FIELDS, SAID_LABELS, subjects_text
from companies.vouched_then import vouch_as_then
from publication.admin import PublishableAdmin, VisibilityFilter
from publication.admin.choosing import OneRecord
from publication.admin.history import HistoryAdmin


def person(request: HttpRequest) -> Any:
    """Who is signed in; the admin lets nobody else come here."""
    return request.user


@admin.register(Organisation)
class OrganisationAdmin(MergeMixin, HistoryAdmin, PublishableAdmin):
    form = OrganisationForm
    inlines = [SiteInline, ActivityInline, OtherNameInline, ProvenanceInline]
    confirmed_actions = ORGANISATION_ACTIONS
    actions_submit_line = ["save_and_verify"]
    list_display = [
        "name",
        "kind",
        "stages",
        "municipality",
        "verified_badge",
        "completeness",
        "visibility_badge",
        "changed_on",
    ]
    list_filter = [
        filters.AttentionFilter,
        filters.StageFilter,
        filters.MaterialFilter,
        filters.MunicipalityFilter,
        ("kind", ChoicesDropdownFilter),
        filters.ActivityStatusFilter,
        ("status_kind", ChoicesDropdownFilter),
        VisibilityFilter,
        filters.ListFilter,
    ]
    list_prefetch_related = ["activities__stage", "sites__municipality"]
    search_fields = ["name", "slug", "kvk_number", "rsin", "name_in_source", "other_names__name", "sites__town"]
    search_help_text = gettext_lazy("Name, KvK number or town")
    ordering = ["name", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["shown_visibility", "verification", "created_at", "updated_at"]
    fieldsets = [
        (None, {"fields": [("name", "kind"), ("kvk_number", "rsin"), "website", "description_nl", "description_en"]}),
        (gettext_lazy("Status"), {"fields": [("status_kind", "status_date"), ("status_nl", "status_en")]}),
        (
            gettext_lazy("Source of this change"),
            {"fields": [("change_source", "change_confidence"), "pinned"]},
        ),
        (
            gettext_lazy("Internal: for staff alone"),
            {"fields": ["staff_note", ("name_in_source", "reading")], "classes": ["internal"]},
        ),
        (
            gettext_lazy("Administration"),
            {"fields": [("slug", "province"), ("shown_visibility", "verification"), ("created_at", "updated_at")]},
        ),
        (
            gettext_lazy("What the organisation shows"),
            {"fields": [("shows_description", "shows_contact"), ("shows_sites", "shows_activities")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return with_completeness(super().get_queryset(request).select_related("verified_by"))

    @admin.display(description=gettext_lazy("complete"), ordering="completeness")
    def completeness(self, organisation: Organisation) -> str:
        return f"{organisation.completeness}%"  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("changed on"), ordering="updated_at")
    def changed_on(self, organisation: Organisation) -> str:
        return date_format(timezone.localtime(organisation.updated_at), "SHORT_DATE_FORMAT")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "change_source" in form.base_fields:
            source = Provenance._meta.get_field("source")
            form.base_fields["change_source"].widget = OneRecord(source, self.admin_site)
        return form

    @admin.display(description=gettext_lazy("stages"))
    def stages(self, organisation: Organisation) -> str:
        name = "short_en" if get_language() == "en" else "short_nl"
        return ", ".join(getattr(activity.stage, name) for activity in organisation.activities.all())

    @admin.display(description=gettext_lazy("municipality"))
    def municipality(self, organisation: Organisation) -> str:
        sites = sorted(organisation.sites.all(), key=lambda site: not site.is_main)
        return next((str(site.municipality) for site in sites if site.municipality), "")

    @display(
        description=gettext_lazy("verified"),
        ordering="verified_at",
        label={"yes": "success", "no": "warning"},
    )
    def verified_badge(self, organisation: Organisation) -> tuple[str, str]:
        if organisation.verified_at is None:
            return "no", _("not yet")
        return "yes", date_format(timezone.localtime(organisation.verified_at), "SHORT_DATE_FORMAT")

    @admin.display(description=gettext_lazy("verified"))
    def verification(self, organisation: Organisation) -> str:
        return confirmation_text(organisation)

    @action(description=gettext_lazy("Save and verify"), permissions=["change"])
    def save_and_verify(self, request: HttpRequest, organisation: Organisation) -> None:
        """The button alone: the work waits for the rows of the form, see ``save_related``."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        organisation = form.instance
        self._record_changes(request, form, formsets, is_new=not change)
        set_pins(organisation=organisation, subjects=form.cleaned_data.get("pinned", ()), user=person(request))
        if "companies_organisation_save_and_verify" in request.POST:
            actions.verify(organisations=Organisation.objects.filter(pk=organisation.pk), user=person(request))
            messages.success(request, _("Verified: the organisation and all its values."))

    def _record_changes(self, request: HttpRequest, form: Any, formsets: Any, *, is_new: bool) -> None:
        sourced = [one for one in formsets if hasattr(one, "changed_subjects")]
        subjects = form.changed_subjects.union(*(one.changed_subjects() for one in sourced))
        removed = any(one.removes_rows for one in sourced)
        source = form.cleaned_data.get("change_source")
        withdrawn = actions.record_changes(
            organisation=form.instance,
            subjects=subjects,
            removed=removed,
            user=person(request),
            source=source,
            confidence=form.cleaned_data.get("change_confidence") or "medium",
        )
        if withdrawn:
            messages.warning(request, _("Verification is withdrawn, because values changed. Verify when all is right."))
        if subjects and source is None and not is_new:
            text = _("Check the source of what you changed: %(values)s.") % {"values": subjects_text(subjects)}
            messages.warning(request, text)

    def record_notes(self, request: HttpRequest, organisation: Organisation) -> Sequence[dict[str, Any]]:
        notes = []
        if organisation.reading and organisation.reading != "certain":
            text = _("Reading of the source: %(reading)s. In the source it says “%(name)s”.") % {
                "reading": organisation.get_reading_display(),
                "name": organisation.name_in_source or organisation.name,
            }
            notes.append({"level": "warning", "text": text})
        score = completeness_of(organisation)
        if score.missing:
            text = _("%(percent)d of 100 complete. Missing: %(missing)s.") % {
                "percent": score.percent,
                "missing": ", ".join(score.missing),
            }
            notes.append({"level": "info", "text": text})
        if organisation.confirmed_at:
            day = date_format(timezone.localtime(organisation.confirmed_at), "DATE_FORMAT")
            notes.append({"level": "info", "text": _("Last confirmed by itself on %(day)s.") % {"day": day}})
        if organisation.staff_note:
            notes.append({"level": "internal", "text": organisation.staff_note})
        return notes

    def related_history(self, object_id: int) -> Iterable[QuerySet]:
        activities = Activity.history.filter(organisation_id=object_id)
        return (
            Site.history.filter(organisation_id=object_id),
            Provenance.history.filter(organisation_id=object_id),
            Pin.history.filter(organisation_id=object_id),
            activities,
            ActivityMaterial.history.filter(activity_id__in=activities.values("id")),
        )

    def name_related(self, versions: Sequence[Any]) -> None:
        super().name_related(versions)
        tell_vouches([version for version in versions if version.instance_type is Provenance])
        for version in versions:
            if version.instance_type is Pin:
                version.what = SAID_LABELS[version.subject]

    def after_restore(self, request: HttpRequest, record: Any, changed: Sequence[str], version: Any) -> None:
        subjects = {ORGANISATION_FIELDS[name] for name in changed if name in ORGANISATION_FIELDS}
        vouch_as_then(organisation=record, subjects=subjects, version=version, user=person(request))
        actions.record_changes(organisation=record, subjects=subjects, user=person(request))
        merged = OrganisationAlias.objects.merged().filter(old_id=record.pk)
        if alias := merged.select_related("organisation").first():
            text = _("It was part of %(kept)s. Sites and activities that went along are there still; split them off.")
            messages.warning(request, text % {"kept": alias.organisation.name})
