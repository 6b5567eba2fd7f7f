"""The list on screen as a file: the same query string, all pages together."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from companies.exports import COMPANIES
from companies.views.register import Register
from publication.exports import export, listing_rows


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """``form`` is csv, xlsx, geojson or json. What the page leaves out as not understood, the file leaves out too."""
    if form not in COMPANIES.formats:
        raise Http404
    register = Register.read(request)
    return export(request, listing_rows(register.query, register.language), COMPANIES, form, register.language)
