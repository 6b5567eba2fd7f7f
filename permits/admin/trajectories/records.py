"""Trajectories in the admin: the list, the form of what people type, and the addresses of the other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from permits.admin.trajectories.applicant import applicant_link
from permits.admin.trajectories.dossier import dossier
from permits.admin.trajectories.events import add_event, correct
from permits.admin.trajectories.file_views import assign, document, download, end_escalation, escalate, note
from permits.admin.trajectories.from_plan import from_plan
from permits.admin.trajectories.piles import CappedPaginator, WorkFilter
from permits.admin.trajectories.planning import change, change_procedure, plan, procedure, release
from permits.admin.trajectories.reports import figures_page, report, report_csv
from permits.admin.trajectories.words import due_text
from permits.admin.trajectories.workspace import calendar, workspace
from permits.models import LawVersion, Procedure, Trajectory
from permits.trajectories import TrajectoryStatus
from permits.trajectories.actions import create_trajectory
from permits.trajectories.piles import BY_DUE
from publication.admin import PublishableAdmin, VisibilityFilter
from publication.admin.history import HistoryAdmin

TONES = {
    TrajectoryStatus.PREPARATION: "info",
    TrajectoryStatus.RUNNING: "info",
    TrajectoryStatus.SUSPENDED: "warning",
    TrajectoryStatus.IN_FORCE: "success",
    TrajectoryStatus.STOPPED: "danger",
    TrajectoryStatus.WITHDRAWN: "danger",
}


class TrajectoryForm(forms.ModelForm):
    """The site belongs to the organisation, the municipality to the site; both lie in the province."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        site, organisation = cleaned.get("site"), cleaned.get("organisation")
        municipality = cleaned.get("municipality")
        if site is not None and site.organisation_id != getattr(organisation, "pk", None):
            self.add_error("site", _("“%(site)s” is no site of this organisation.") % {"site": site})
        elif site is not None and site.municipality_id:
            if municipality is None:
                cleaned["municipality"] = site.municipality
            elif municipality.pk != site.municipality_id:
                text = _("The site lies in %(municipality)s.") % {"municipality": site.municipality}
                self.add_error("municipality", text)
        return cleaned


@admin.register(Trajectory)
class TrajectoryAdmin(HistoryAdmin, PublishableAdmin):
    form = TrajectoryForm
    list_display = ["dossier_link", "status_badge", "progress", "due", "assignee", "visibility_badge"]
    list_display_links = None
    list_filter = [
        WorkFilter,
        ("status", ChoicesDropdownFilter),
        ("municipality", RelatedDropdownFilter),
        VisibilityFilter,
    ]
    list_select_related = ["organisation", "municipality", "assignee"]
    search_fields = ["title_nl", "title_en", "initiative", "external_reference", "organisation__name"]
    search_help_text = gettext_lazy("Title, organisation, initiative or reference")
    ordering = BY_DUE
    paginator = CappedPaginator
    show_full_result_count = False
    prepopulated_fields = {"slug": ["title_nl"]}
    autocomplete_fields = ["organisation", "site", "municipality", "assignee"]
    readonly_fields = ["shown_visibility", "came_from", "created_at", "updated_at"]
    fieldsets = [
        (None, {"fields": [("title_nl", "title_en"), ("organisation", "site"), ("municipality", "stage"), "assignee"]}),
        (gettext_lazy("Public text"), {"fields": ["summary_nl", "summary_en"]}),
        (gettext_lazy("Internal: for staff alone"), {"fields": ["initiative"], "classes": ["internal"]}),
        (
            gettext_lazy("Administration"),
            {
                "fields": [
                    ("slug", "external_reference"),
                    ("law_version", "came_from"),
                    ("shown_visibility", "created_at"),
                ]
            },
        ),
    ]

    class Media:
        css = {"all": ["admin-loket/trajectories.css"]}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what was recorded stays. Examples go by ``manage.py examples --remove``."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ["law_version"] if obj is not None and obj.pk else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        current = LawVersion.objects.in_force().first()
        return {"law_version": current.pk if current else None, "assignee": request.user.pk}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "law_version":
            kwargs["queryset"] = LawVersion.objects.available()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            create_trajectory(trajectory=obj)
            return
        if form.changed_data:
            obj.revision += 1
            super().save_model(request, obj, form, change)

    def state_of(self, record: Any) -> dict[str, dict[str, str]]:
        """What people type: what follows from events, and the count of changes, is not told as a change of theirs."""
        derived = {str(field.verbose_name) for field in Trajectory._meta.concrete_fields if not field.editable}
        return {
            key: {label: value for label, value in row.items() if label not in derived}
            for key, row in super().state_of(record).items()
        }

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if {"_addanother", "_popup", "_continue"} & request.POST.keys():
            return super().response_add(request, obj, post_url_continue)
        super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(obj.get_absolute_url())

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        return HttpResponseRedirect(obj.get_absolute_url()) if "_save" in request.POST else response

    def record_actions(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        page = {"title": _("To the page of this trajectory"), "url": record.get_absolute_url()}
        return [page, *super().record_actions(request, record)]

    def related_history(self, object_id: int) -> Any:
        return (Procedure.history.filter(trajectory_id=object_id),)

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
            def bound(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
                return view(self, request, **kwargs)

            return path(route, self.admin_site.admin_view(bound), name=f"permits_trajectory_{name}")

        return [
            page("work/", workspace, "work"),
            page("report/", report, "report"),
            page("report.csv", report_csv, "report_csv"),
            page("figures/", figures_page, "figures"),
            page("calendar/", calendar, "calendar"),
            page("from-plan/", from_plan, "from_plan"),
            page("<int:pk>/dossier/", dossier, "dossier"),
            page("<int:pk>/event/", add_event, "event"),
            page("<int:pk>/event/<int:event_pk>/correct/", correct, "correct"),
            page("<int:pk>/release/", release, "release"),
            page("<int:pk>/plan/", plan, "plan"),
            page("<int:pk>/plan/<int:planned_pk>/", change, "plan_change"),
            page("<int:pk>/procedure/", procedure, "procedure"),
            page("<int:pk>/procedure/<int:procedure_pk>/", change_procedure, "procedure_change"),
            page("<int:pk>/note/", note, "note"),
            page("<int:pk>/document/", document, "document"),
            page("<int:pk>/document/<int:document_pk>/", download, "download"),
            page("<int:pk>/applicant/", applicant_link, "applicant"),
            page("<int:pk>/assign/", assign, "assign"),
            page("<int:pk>/escalate/", escalate, "escalate"),
            page("<int:pk>/escalate/end/", end_escalation, "escalate_end"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("title"), ordering="title_nl")
    def dossier_link(self, trajectory: Trajectory) -> SafeString:
        url = reverse("admin:permits_trajectory_dossier", args=[trajectory.pk])
        example = _("example")
        mark = f" ({example})" if trajectory.is_example else ""
        link = format_html('<a class="dossier-link" href="{}">{}{}</a>', url, trajectory, mark)
        return format_html('<div>{}<span class="dossier-by">{}</span></div>', link, trajectory.initiator)

    @display(description=gettext_lazy("status"), ordering="status", label=TONES)
    def status_badge(self, trajectory: Trajectory) -> tuple[str, str]:
        return trajectory.status, trajectory.get_status_display()

    @admin.display(description=gettext_lazy("done"))
    def progress(self, trajectory: Trajectory) -> str:
        done = _("%(done)d of %(total)d") % {"done": trajectory.done, "total": trajectory.total}
        if not trajectory.stopped:
            return done
        return f"{done}, " + _("of which %(number)s withdrawn or not processed") % {"number": trajectory.stopped}

    @admin.display(description=gettext_lazy("statutory date"), ordering="due_on")
    def due(self, trajectory: Trajectory) -> str:
        return due_text(trajectory, timezone.localdate())
