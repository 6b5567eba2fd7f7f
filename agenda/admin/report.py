"""The internal edition of the progress report, for who may see actions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from agenda.reporting import Edition
from agenda.views.report import LANGUAGE, report_file, report_page


def internal_report(model_admin: Any, request: HttpRequest) -> HttpResponse:
    return _private(model_admin, request, report_page)


def internal_file(model_admin: Any, request: HttpRequest) -> HttpResponse:
    return _private(model_admin, request, report_file)


def _private(model_admin: Any, request: HttpRequest, view: Any) -> HttpResponse:
    """Its address has no language in it: without ``language`` it is in that of the admin."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    wanted = request.GET.get(LANGUAGE)
    with translation.override(wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()):
        response: HttpResponse = view(request, Edition.INTERNAL)
    response["Cache-Control"] = "private, no-store"
    return response
