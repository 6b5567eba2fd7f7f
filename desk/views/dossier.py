"""Ask for a dossier, and read it: as a page to print and as JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.guard import public_form
from desk.dossier.actions import TITLES, make, shown, subject
from desk.dossier.forms import DossierForm, known_among
from desk.models import Dossier
from valuechains.pages import day, language, plain_problems, trail

ASKED = ("stage", "material", "municipality")


@public_form
def ask_dossier(request: HttpRequest) -> HttpResponse:
    problems: list[Any] = []
    unknown: list[str] = []
    if request.method == "POST":
        form = DossierForm(request.POST, request=request)
        if form.is_valid():
            found = make(**{name: form.cleaned_data[name] for name in ASKED})
            return redirect("desk:dossier", found.key)
    else:
        first, unknown = known_among(request.GET)
        form = DossierForm(initial=first, request=request)
        problems = plain_problems(request, ASKED)
    context = {"form": form, "problems": problems, "unknown": unknown, "trail": trail((_("Dossier"), ""))}
    return render(request, "desk/ask_dossier.html", context, status=form.answer_status)


@require_safe
def dossier(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Dossier, key=key)
    sections, held = shown(found, language())
    context = {
        "dossier": found,
        "subject": subject(found, language()),
        "day": day(found.day.isoformat()),
        "sections": [(TITLES[name], statements) for name, statements in sections],
        "held": held,
        "address": _address(found),
        "json": reverse("desk:dossier-json", args=[found.key]),
        "again": f"{reverse('desk:ask-dossier')}?{_query(found)}",
        "ask": f"{reverse('desk:ask')}?{_query(found)}",
        "is_of_today": found.day == timezone.localdate(),
        "trail": trail((_("Dossier"), reverse("desk:ask-dossier")), (day(found.day.isoformat()), "")),
    }
    return _unindexed(render(request, "desk/dossier.html", context))


@require_safe
def dossier_json(request: HttpRequest, key: str) -> HttpResponseBase:
    found = get_object_or_404(Dossier, key=key)
    sections, held = shown(found, language())
    body: dict[str, Any] = {
        "key": found.key,
        "day": found.day.isoformat(),
        "language": language(),
        "address": _address(found),
        "subject": {
            name: {"slug": getattr(found, name), "name": one} for name, one in subject(found, language()).items()
        },
        "withdrawn": held,
        "sections": dict(sections),
    }
    return _unindexed(HttpResponse(orjson.dumps(body), content_type="application/json"))


def _address(found: Dossier) -> str:
    return settings.SITE_URL.rstrip("/") + reverse("desk:dossier", args=[found.key])


def _unindexed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


def _query(found: Dossier) -> str:
    """What it is about, for pages that are filled in by it."""
    return urlencode({name: getattr(found, name) for name in ASKED if getattr(found, name)})
