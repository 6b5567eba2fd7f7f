"""History in the admin: who changed what, when and through which door, and how to get an earlier version back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from publication.admin.display import content_fields, label_of
from publication.admin.versions import (
    changes_between,
    compare,
    is_kept,
    links_of,
    restore_children,
    restored,
    tell_changes,
)
from publication.publishing import publishing


class HistoryAdmin(SimpleHistoryAdmin):
    """For models with ``history``. A restored version goes through the normal save: checked, recorded, published."""

    history_list_per_page = 25
    object_history_template = "admin/history/page.html"
    object_history_list_template = "admin/history/list.html"

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        tell_changes(list(historical_records))

    def get_history_queryset(self, request: HttpRequest, history_manager: Any, pk_name: str, object_id: Any) -> Any:
        try:
            return super().get_history_queryset(request, history_manager, pk_name, object_id)
        except (ValueError, ValidationError) as error:
            raise Http404 from error

    def related_history(self, object_id: int) -> Iterable[QuerySet]:
        """Histories of what belongs to this record, shown beneath its own."""
        return ()

    def name_related(self, versions: Sequence[Any]) -> None:
        """Gives each version of what belongs to it ``what``: what it is a version of."""
        for version in versions:
            version.what = str(version.instance)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        related = _latest_related(self.related_history(int(object_id))) if object_id.isdecimal() else []
        self.name_related(related)
        return super().history_view(request, object_id, {**(extra_context or {}), "related_changes": related})

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        version, current = self._version(object_id, version_id)
        if not self.has_view_or_change_permission(request, current):
            raise PermissionDenied
        may_restore = (
            self.has_change_permission(request, current) if current else self.has_add_permission(request)
        ) and version.history_type != "-"
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            if self._restore(request, version, current):
                opts = self.model._meta
                return HttpResponseRedirect(
                    reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[object_id])
                )
        return TemplateResponse(
            request,
            "admin/history/version.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Version of %(date)s") % {"date": _moment(version)},
                "opts": self.model._meta,
                "original": current,
                "object_id": object_id,
                "version": version,
                "is_deleted": current is None,
                "rows": compare(version, current),
                "may_restore": may_restore,
                "kept": [label_of(field) for field in content_fields(self.model) if is_kept(field.name)],
                "media": self.media,
            },
        )

    def after_restore(self, request: HttpRequest, record: Any, changed: Sequence[str], version: Any) -> None:
        """What else follows from these fields having gone back to the values of this version."""

    def _version(self, object_id: str, version_id: str) -> tuple[Any, Any]:
        if not (object_id.isdecimal() and version_id.isdecimal()):
            raise Http404
        history = self.model.history.model
        version = get_object_or_404(history.objects.select_related("history_user"), id=object_id, pk=version_id)
        return version, self.model._default_manager.filter(pk=object_id).first()

    def _restore(self, request: HttpRequest, version: Any, current: Model | None) -> bool:
        changed = [field.name for field, _old, _new in changes_between(current, version)] if current else []
        record = restored(version, current)
        record._history_user = request.user
        record._change_reason = _("Restored the version of %(date)s") % {"date": _moment(version)}
        try:
            record.full_clean(exclude=["id"])
        except ValidationError as error:
            messages.error(request, _("This version cannot be restored: %(why)s") % {"why": " ".join(error.messages)})
            return False
        with publishing():
            record.save(force_insert=current is None)
            for name, pks in links_of(type(version), version).items():
                getattr(record, name).set(pks)
            if current is None:
                self._restore_children(request, version, record._change_reason)
            self.after_restore(request, record, changed, version)
        messages.success(request, _("The version of %(date)s is restored.") % {"date": _moment(version)})
        return True

    def _restore_children(self, request: HttpRequest, version: Any, reason: str) -> None:
        deletion = type(version).objects.filter(id=version.id, history_type="-").order_by("-history_id").first()
        if deletion is None:
            return
        _count, lost = restore_children(self.related_history(version.id), deletion, request.user, reason)
        if lost:
            messages.warning(request, _("Not restored: %(what)s.") % {"what": ", ".join(lost)})


def _moment(version: Any) -> str:
    return date_format(timezone.localtime(version.history_date), "SHORT_DATETIME_FORMAT")


def _latest_related(histories: Iterable[Any], most: int = 50) -> list[Any]:
    rows: list[Any] = []
    for history in histories:
        found = list(history.select_related("history_user")._select_related_history_tracked_objs()[:most])
        by_record: dict[Any, list[Any]] = {}
        for row in found:
            by_record.setdefault(row.id, []).append(row)
        for versions in by_record.values():
            tell_changes(versions, look_back=False)
        for row in found:
            row.kind = row.instance_type._meta.verbose_name
        rows += found
    return sorted(rows, key=lambda row: row.history_date, reverse=True)[:most]
