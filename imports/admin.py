"""Imports in the admin: a list of them, and the pages of each (``imports.admin_views``)."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.views import ChangeList

from imports import admin_views as views
from imports.enums import ImportState
from imports.importers import importers, importers_for
from imports.models import Import
from imports.undo_views import undo

LABELS: dict[str, Sequence[str]] = {
    "success": [ImportState.APPLIED],
    "danger": [ImportState.FAILED],
    # Without a name here a state would be shown by its code.
    "default": [ImportState.CANCELLED, ImportState.TAKEN_BACK],
    "warning": [ImportState.NEEDS_MAPPING, ImportState.MAPPED, ImportState.PLANNED],
    "info": [
        ImportState.UPLOADED,
        ImportState.READING,
        ImportState.SPLITTING,
        ImportState.PLANNING,
        ImportState.APPLYING,
        ImportState.TAKING_BACK,
    ],
}


def label_of(kind: str) -> str:
    """What lists of a kind are about; the kind itself when no app reads such lists any more."""
    return next((capfirst(str(one.label)) for one in importers() if one.kind == kind), kind)


class KindFilter(admin.SimpleListFilter):
    title = _("what the list is about")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(one.kind, capfirst(str(one.label))) for one in importers_for(request.user)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Import]) -> QuerySet[Import]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class SoundChangeList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        """An address can ask for a number that no database holds; then the whole list is shown."""
        try:
            super().get_results(request)
        except (OverflowError, ValueError, DataError) as error:
            raise IncorrectLookupParameters(error) from error


@admin.register(Import)
class ImportAdmin(ModelAdmin):
    """Nobody edits an import: it is uploaded, looked at, applied or cancelled."""

    list_display = ["file_name", "about", "source", "shown_state", "row_count", "brought_by", "created_at"]
    list_filter = ["state", KindFilter]
    search_fields = ["file_name", "source"]
    list_select_related = ["user", "deliverer"]
    ordering = ["-pk"]
    actions = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SoundChangeList

    @display(description=_("what the list is about"), ordering="kind")
    def about(self, job: Import) -> str:
        return label_of(job.kind)

    @display(description=_("state"), label={value: name for name, values in LABELS.items() for value in values})
    def shown_state(self, job: Import) -> tuple[str, str]:
        return job.state, job.get_state_display()

    @display(description=_("brought by"), ordering="user")
    def brought_by(self, job: Import) -> str:
        return _("%(name)s, through the API") % {"name": job.deliverer} if job.deliverer else str(job.user or "")

    def get_queryset(self, request: HttpRequest) -> Any:
        kinds = [one.kind for one in importers_for(request.user)]
        found = super().get_queryset(request).filter(kind__in=kinds)
        return found.defer("header", "sample", "mapping", "error")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and bool(importers_for(request.user))

    def get_urls(self) -> list[URLPattern]:
        """The pages beside upload (``add``) and one import (``change``)."""

        def page(route: str, view: Any, name: str) -> URLPattern:
            bound = lambda request, pk: view(self, request, pk)  # noqa: E731
            return path(f"<int:pk>/{route}/", self.admin_site.admin_view(bound), name=f"imports_import_{name}")

        return [
            page("mapping", views.mapping, "mapping"),
            page("apply", views.apply, "apply"),
            page("cancel", views.cancel, "cancel"),
            page("resume", views.resume, "resume"),
            page("undo", undo, "undo"),
            page("read", views.mark_read, "read"),
            page("progress", views.progress, "progress"),
            page("report", views.report, "report"),
            page("rejected", views.rejected, "rejected"),
            path(
                "template/<slug:kind>/",
                self.admin_site.admin_view(lambda request, kind: views.template(self, request, kind)),
                name="imports_import_template",
            ),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return views.upload(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return views.detail(self, request, object_id)
