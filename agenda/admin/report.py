"""The internal edition of the progress report, for who may see actions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from agenda.reporting import Edition
from agenda.views.report import report_file, report_page


def internal_report(model_admin: Any, request: HttpRequest) -> HttpResponse:
    return _private(model_admin, request, report_page)


def internal_file(model_admin: Any, request: HttpRequest) -> HttpResponse:
    return _private(model_admin, request, report_file)


def _private(model_admin: Any, request: HttpRequest, view: Any) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    response: HttpResponse = view(request, Edition.INTERNAL)
    response["Cache-Control"] = "private, no-store"
    return response
