"""The list on screen as a file: the same query string, all pages together."""

from __future__ import annotations

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from companies.exports import COMPANIES
from companies.views.register import Register
from publication.csv_on_the_web import MEDIA_TYPE, describe
from publication.exports import CSV, export, listing_rows
from valuechains.pages import language


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """``form`` is csv, xlsx, geojson or json. A file cannot tell what was not understood: then there is none. It holds
    all pages, so which page was asked does not matter."""
    if form not in COMPANIES.formats:
        raise Http404
    register = Register.read(request)
    if problems := [problem for problem in register.problems if problem.name not in ("page", "pageSize")]:
        context = {"problems": problems, "list_url": reverse("companies:directory") + register.own_address}
        return render(request, "companies/download_refused.html", context, status=400)
    response = export(request, listing_rows(register.query, register.language), COMPANIES, form, register.language)
    if form == CSV:
        response.headers["Link"] = f'<{reverse("companies:columns")}>; rel="describedby"; type="{MEDIA_TYPE}"'
    return response


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """What the columns of the CSV file mean; the file stands beside it."""
    known = describe(COMPANIES, "download.csv", language(), licence=settings.SPECTACULAR_SETTINGS["LICENSE"]["url"])
    return HttpResponse(orjson.dumps(known), content_type=MEDIA_TYPE)
