"""The page on which anybody asks, and the one that says it came in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.guard import public_form
from desk import actions
from desk.enums import Channel
from desk.forms import AskForm, prefilled
from desk.models import Inquiry
from desk.origins import is_plan

SALT = "desk: a question came in"
HOUR = 3600


@public_form
def ask(request: HttpRequest) -> HttpResponse:
    unknown: list[str] = []
    if request.method == "POST":
        form = AskForm(request.POST, request.FILES, request=request)
        if form.is_valid():
            inquiry = actions.ask(question=form.as_question(), channel=Channel.PAGE, stamp=form.stamp_id)
            return redirect("desk:asked", signing.dumps(inquiry.reference, salt=SALT))
    else:
        lists = {name: request.GET.getlist(name) for name in request.GET}
        first, unknown = prefilled(request.GET, lists)
        form = AskForm(initial=first, request=request)
    context: dict[str, Any] = {
        "form": form, "unknown": unknown, "trail": _trail(), "plan": form["plan"].value(),
        "is_route_plan": is_plan(form["plan"].value() or ""),
        "days": settings.DESK_ANSWER_WORKING_DAYS, "months": settings.DESK_RETENTION_MONTHS,
    }  # fmt: skip
    return render(request, "desk/ask.html", context, status=form.answer_status)


@require_safe
def asked(request: HttpRequest, signed: str) -> HttpResponse:
    """Opened by who just asked: it names the reference and the day, nothing that was told, and lasts an hour. Its
    address holds the reference: a number would tell how many questions there are."""
    try:
        reference = signing.loads(signed, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        raise Http404 from None
    inquiry = Inquiry.objects.filter(reference=reference).first()
    if inquiry is None:
        raise Http404
    response = render(request, "desk/asked.html", {"inquiry": inquiry, "trail": _trail(_("Received"))})
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


def _trail(last: str = "") -> list[tuple[str, str]]:
    trail = [(_("Home"), reverse("loket:home")), (_("Ask the loket"), reverse("desk:ask") if last else "")]
    return [*trail, (last, "")] if last else trail
