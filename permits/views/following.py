"""The old address at which a trajectory was followed leads to the one for everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from permits.views.reading import document


@require_safe
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    found = document("trajectories", slug)
    address = reverse("following:ask", args=["trajectories"])
    return redirect(f"{address}?{urlencode({'key': found['slug']})}", permanent=True)
