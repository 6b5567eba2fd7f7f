"""Where somebody is signed in: told to them and to administrators, and ended by either."""

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from loket.accounts.limits import client_network
from loket.models import SignedIn, User

LISTED = "loket.listed"
# Order matters: a browser also names those that it descends from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def list_session(request: HttpRequest, user: User) -> None:
    """Remember that ``user`` is signed in here. A new session id, as after a changed password, is a new place."""
    key = request.session.session_key
    if key is None or request.session.get(LISTED) == key:
        return
    request.session[LISTED] = key
    place = {"user": user, "network": network_of_request(request), "browser": browser_of(request)}
    try:
        with transaction.atomic():
            SignedIn.objects.update_or_create(session_id=key, defaults=place)
    except IntegrityError:
        return  # the session ended while this request was under way


def seen(request: HttpRequest) -> None:
    """Called at most once a minute."""
    SignedIn.objects.filter(session_id=request.session.session_key).update(
        seen_at=timezone.now(), network=network_of_request(request)
    )


def end_session(*, user: User, number: int) -> bool:
    """End one session of ``user``, by the number of its place; False when there is none."""
    return _end(SignedIn.objects.filter(user=user, pk=number)) > 0


def end_sessions(*, user: User, but: str | None = None) -> int:
    """End all sessions of ``user`` on the server, but the one with the id ``but``; gives how many were alive."""
    places = SignedIn.objects.filter(user=user).exclude(session_id=but or "")
    alive = places.alive().count()
    _end(places)
    return alive


def _end(places: QuerySet[SignedIn]) -> int:
    keys = list(places.values_list("session_id", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def network_of_request(request: HttpRequest) -> str:
    return client_network(request)[:45]


def browser_of(request: HttpRequest) -> str:
    agent = str(request.META.get("HTTP_USER_AGENT", ""))
    return "".join(sign for sign in agent if sign.isprintable())[: SignedIn.LONGEST_BROWSER]


def browser_name(agent: str) -> str:
    """What a user agent calls itself, in words; people need to tell their own browsers apart, no more."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("unknown browser")
