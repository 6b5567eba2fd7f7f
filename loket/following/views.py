"""Ask to follow, and what the links of the mails open. Opening a link changes nothing, for mail programs do so too:
the button does, and so does the one click of a mail program (RFC 8058)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from companies.guard import public_form
from loket.following.forms import FollowForm
from publication.following import Subject, actions, subject_for
from publication.models import Follower
from valuechains.pages import language, trail

View = Callable[..., HttpResponse]


def leads_on(view: View) -> View:
    """An address that something had, or what became part of it, leads to the one of now, for feed readers too."""

    @functools.wraps(view)
    def shown(request: HttpRequest, subject: str) -> HttpResponse:
        try:
            return view(request, subject)
        except Http404:
            found = subject_for(subject)
            now = found.successor(request.GET.get("key", "")[:120]) if found and request.method != "POST" else None
            if now is None:
                raise
            return redirect(f"{request.path}?{urlencode({'key': now})}", permanent=True)

    return shown


@public_form
@leads_on
def ask(request: HttpRequest, subject: str) -> HttpResponse:
    found, key, title = asked_for(subject, dict(request.GET.lists()))
    form = FollowForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        wanted = {"email": given["email"], "rhythm": given["rhythm"], "stamp": form.stamp_id}
        actions.follow(subject=found.name, key=key, language=language(), **wanted)
        return redirect(f"{reverse('following:asked', args=[subject])}?{request.GET.urlencode()}")
    context = {"form": form, "feed": feed_address(subject, request), **_about(found, key, title)}
    return render(request, "publication/follow.html", context, status=form.answer_status)


@public_form
@leads_on
def asked(request: HttpRequest, subject: str) -> HttpResponse:
    """The same for an address that is new, that waits and that follows already."""
    found, key, title = asked_for(subject, dict(request.GET.lists()))
    return render(request, "publication/follow_asked.html", _about(found, key, title))


@public_form
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    follower = actions.find(token)
    if follower is None:
        return _gone(request)
    if request.method == "POST":
        actions.confirm(follower)
    return _private(request, "publication/follow_confirm.html", {"follower": follower, **_of(follower)})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the secret: a POST may come from any mail program, and needs no page before it."""
    follower = actions.find(token)
    followed = [follower] if follower else actions.find_digest(token)
    if not followed:
        return _gone(request)
    about = _of(followed[0]) if follower else {"digest": True, "trail": trail((_("Follow"), ""))}
    if request.method == "POST":
        for one in followed:
            actions.stop(one)
        about["stopped"] = True
    return _private(request, "publication/follow_stop.html", about)


def asked_for(name: str, asked: Mapping[str, list[str]]) -> tuple[Subject, str, str]:
    """The subject, its key and its title; what is not public cannot be followed (404)."""
    subject = subject_for(name)
    try:
        key = subject.key_of(asked) if subject else ""
    except LookupError:
        raise Http404 from None
    title = subject.title(key) if subject else None
    if subject is None or title is None:
        raise Http404
    return subject, key, title


def feed_address(name: str, request: HttpRequest) -> str:
    return f"{reverse('following:feed', args=[name])}?{urlencode(list(_pairs(request)))}"


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def _about(subject: Subject, key: str, title: str) -> dict[str, Any]:
    href = subject.page(key)
    above = [subject.above] if subject.above else []
    return {
        "title": title,
        "href": href,
        "trail": trail(*above, (title, href), (_("Follow"), "")),
        # There is no such page without its query: the head names no canonical one.
        "only_by_query": True,
    }


def _of(follower: Follower) -> dict[str, Any]:
    """What is followed, as far as it is still public."""
    subject = subject_for(follower.subject)
    title = subject.title(follower.key) if subject else None
    if subject is None or title is None:
        return {"title": "", "href": "", "trail": trail((_("Follow"), ""))}
    return _about(subject, follower.key, title)


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that was made up, one that was used to stop, and one that is too old."""
    return _private(request, "publication/follow_gone.html", {"trail": trail((_("Follow"), ""))}, status=404)


def _private(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
