"""The result: the plan as a page, as JSON and as dates for a calendar."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from permits.calendar_file import MEDIA_TYPE, Day, calendar
from permits.practice import plan_document
from permits.route_query import ASK, THEN, TO_PLAN
from permits.routes.plan import Plan, plan
from permits.routes.schedule import Scenario
from permits.routes.situation import Need
from permits.views.routes.opening import Opened, open_planner, trail
from permits.views.routes.shown_plan import shown_plan
from publication.exports import JSON, MEDIA_TYPES

DESK = "desk:ask"
LONGEST_ORIGIN = 2000


@require_safe
def route_plan(request: HttpRequest) -> HttpResponse:
    """With a mistake in the address: the question that it is about, before anything is planned."""
    opened = open_planner(request)
    if opened.faults:
        known = [slug for slug in opened.faults if slug in opened.ruleset.questions]
        if known:
            return HttpResponseRedirect(_back_to(request, known[0]))
    made = plan(opened.ruleset, opened.answers, opened.book)
    permalink = opened.link("route-plan")
    context = {
        **shown_plan(opened, made),
        "opened": opened,
        "other_faults": [reason for reasons in opened.faults.values() for reason in reasons],
        "permalink": permalink,
        "absolute_link": request.build_absolute_uri(permalink),
        "json_url": opened.link("route-json"),
        "calendar_url": opened.link("route-calendar") if made.start else "",
        "desk_url": desk_url(opened, request.build_absolute_uri(permalink), permalink),
        "trail": trail((_("Your plan"), "")),
    }
    return render(request, "permits/route/plan.html", context)


def _back_to(request: HttpRequest, slug: str) -> str:
    """The page of the question, with the answers as they came, so that it can show the mistake."""
    query = request.GET.copy()
    query[ASK], query[THEN] = slug, TO_PLAN
    return f"{reverse('permits:route-question')}?{query.urlencode()}"


def desk_url(opened: Opened, absolute: str, path: str) -> str:
    """Where the plan can be put to the loket: the desk's own form, else a mail to the address in the settings.

    A link that is longer than the desk takes goes along in short.
    """
    plan = path if len(path) <= LONGEST_ORIGIN else opened.short_link("route-plan")
    query = {"plan": plan} if len(plan) <= LONGEST_ORIGIN else {}
    try:
        return f"{reverse(DESK)}?{urlencode(query)}"
    except NoReverseMatch:
        subject, body = _("A route plan for the loket"), _("My plan: %(link)s") % {"link": absolute}
        return f"mailto:{settings.CONTACT_EMAIL}?subject={quote(subject)}&body={quote(body)}"


@require_safe
def route_json(request: HttpRequest) -> HttpResponse:
    """The same document as ``POST /api/v1/route-plans`` gives."""
    opened = open_planner(request)
    if opened.faults:
        return _refused(opened)
    body = orjson.dumps(plan_document(plan(opened.ruleset, opened.answers, opened.book)))
    return HttpResponse(body, content_type=MEDIA_TYPES[JSON])


@require_safe
def route_calendar(request: HttpRequest) -> HttpResponse:
    """The dates of the plan: applications, last days of decisions and remedies, and the last days to apply."""
    opened = open_planner(request)
    if opened.faults:
        return _refused(opened)
    made = plan(opened.ruleset, opened.answers, opened.book)
    host = urlsplit(settings.SITE_URL).hostname or "crm-loket"
    link = request.build_absolute_uri(opened.link("route-plan"))
    stamp = opened.ruleset.version.in_force_from or opened.book.since
    mark = hashlib.blake2b(opened.link("route-plan").encode(), digest_size=6).hexdigest()
    days = (dataclasses.replace(one, key=f"{mark}-{one.key}") for one in _days(made, link))
    body = calendar(_("Route plan, CRM-loket Zuid-Holland"), days, stamp=stamp, host=host)
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="route.ics"'
    return response


def _refused(opened: Opened) -> HttpResponse:
    problems = [{"name": name, "reason": reason} for name, reasons in opened.faults.items() for reason in reasons]
    body = {"type": "about:blank", "title": _("These answers cannot be planned"), "status": 400, "errors": problems}
    return HttpResponse(orjson.dumps(body), status=400, content_type="application/problem+json")


def _days(made: Plan, link: str) -> Iterator[Day]:
    words: dict[Scenario, Any] = {
        Scenario.NORMAL: _("normal case"),
        Scenario.WORST: _("worst statutory case"),
    }
    text = _("This plan informs; it does not decide. No lawyer has confirmed it.")
    for case, line in made.timelines.items():
        for slug, run in line.runs.items():
            values = {"name": _name(made, slug), "case": words[case]}
            if case is Scenario.NORMAL:
                yield Day(f"{slug}-apply", run.application, _("Apply or notify: %(name)s") % values, text, link)
            if run.decision:
                title = _("Last day to decide (%(case)s): %(name)s") % values
                yield Day(f"{slug}-{case.value}-decision", run.decision, title, text, link)
            if run.end and run.end != run.decision:
                title = _("End (%(case)s): %(name)s") % values
                yield Day(f"{slug}-{case.value}-end", run.end, title, text, link)
    for case, days in made.latest.items():
        for slug, latest in days.items():
            if latest:
                values = {"name": _name(made, slug), "case": words[case]}
                title = _("Last day to apply for your target (%(case)s): %(name)s") % values
                yield Day(f"{slug}-{case.value}-latest", latest, title, text, link)
    if made.cap and made.cap.result:
        yield Day("crma-cap", made.cap.result.end, _("Cap on all permits (strategic project)"), text, link)


def _name(made: Plan, slug: str) -> str:
    """The permit, and whether it is only possible: in a calendar nothing else says so."""
    name = str(made.ruleset.permit_types[slug].name)
    return _("%(name)s (possible)") % {"name": name} if made.situation.decide(slug).need is Need.POSSIBLE else name
