"""The officer's first page: what is theirs, what is due, what is late, who is being waited for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from permits.admin.trajectories.pages import page
from permits.admin.trajectories.words import due_text
from permits.models import CalendarFeed
from permits.trajectories.feeds import new_feed, revoke_feed
from permits.trajectories.piles import PILES, shown

MINE = 20


def workspace(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Sixteen queries at most, for any number of trajectories."""
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    today = timezone.localdate()
    mine = shown("mine", request.user, today, MINE)
    piles = [shown(name, request.user, today) for name in PILES if name != "mine"]
    for pile in (mine, *piles):
        for one in pile.first:
            one.shown_due = due_text(one, today)  # type: ignore[attr-defined]
    context = {
        "mine": mine,
        "piles": piles,
        "today": today,
        "may_add": admin.has_add_permission(request),
        "is_empty": not mine.count and not any(pile.count for pile in piles),
    }
    return page(admin, request, "workspace", _("Trajectories: what waits"), context)


def calendar(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Make the address of one's own calendar anew, or end it. The address is shown once, when it is made."""
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    url = ""
    if request.method == "POST":
        if "revoke" in request.POST:
            revoke_feed(user=request.user)
            messages.success(request, _("The address no longer works."))
            return HttpResponseRedirect(reverse("admin:permits_trajectory_calendar"))
        url = request.build_absolute_uri(new_feed(user=request.user))
    feed = CalendarFeed.objects.filter(user=request.user.pk, revoked_at__isnull=True).first()
    response = page(admin, request, "calendar", _("Your calendar"), {"feed": feed, "url": url})
    response["Cache-Control"] = "no-store"
    return response
