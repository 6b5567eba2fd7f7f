"""Answer "unchanged" (304) after one query: what stands in an answer follows from the listings and the request.

A view takes :func:`validators` first, gives :meth:`Validators.not_modified` when that is an answer, and passes
``states`` on to the list query, so that the whole answer costs no second look at the versions.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps as django_apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.utils.translation import get_language

from publication.index.registry import states as all_states
from publication.models import ListingState
from publication.publishers import all_publishers
from publication.unchanged import is_personal, may_be_kept

# Public data may be kept, but is asked after each time: a correction shows at once, and an unchanged answer is a 304.
CACHE_CONTROL = "no-cache"
_SHOWN = {".py", ".html", ".txt", ".mo"}


@dataclasses.dataclass(frozen=True, slots=True)
class Validators:
    """What tells two answers apart: a weak ETag and the moment of the last change."""

    etag: str
    last_modified: datetime.datetime | None
    states: Mapping[str, ListingState] = dataclasses.field(default_factory=dict)
    vary: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def not_modified(self, request: HttpRequest, *, by_tag: bool = False) -> HttpResponse | None:
        """The 304 of RFC 9110 when the reader holds this very answer; ``If-None-Match`` goes before the date.

        ``by_tag`` looks at the tag alone: who has it was answered before, so the question needs no checking.
        """
        if not self._is_held(request.META, by_tag):
            return None
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
        self.stamp(response)
        return response

    def stamp(self, response: HttpResponseBase) -> None:
        """Put the validators on an answer."""
        headers = response.headers
        headers["ETag"] = self.etag
        if self.last_modified is not None:
            headers["Last-Modified"] = http_date(self.last_modified.timestamp())
        headers["Cache-Control"] = CACHE_CONTROL
        if self.vary:
            patch_vary_headers(response, self.vary)

    def keep(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Let the same question be answered before it comes this far."""
        if self.kinds and response.status_code in (200, 304):
            may_be_kept(request, self.kinds, self.states)

    def _is_held(self, meta: Mapping[str, Any], by_tag: bool) -> bool:
        if (tags := meta.get("HTTP_IF_NONE_MATCH")) is not None:
            held = parse_etags(tags)
            return ("*" in held and not by_tag) or self.etag.removeprefix("W/") in {
                tag.removeprefix("W/") for tag in held
            }
        since = None if by_tag else meta.get("HTTP_IF_MODIFIED_SINCE")
        moment = parse_http_date_safe(since) if since else None
        return moment is not None and self.last_modified is not None and int(self.last_modified.timestamp()) <= moment


def validators(
    request: HttpRequest,
    kinds: Collection[str] | None = None,
    *,
    states: Mapping[str, ListingState] | None = None,
    language: str = "",
    vary: tuple[str, ...] = (),
    also: str = "",
) -> Validators:
    """Validators of an answer made from the listings of these kinds (all when none are named), in one query.

    ``vary`` names the request headers that change the answer, ``also`` adds anything else that does.
    """
    known = all_states() if states is None else states
    # A kind that nothing of is public yet has no state; its first listing changes a page that is made from all kinds.
    named = tuple(sorted([one.kind for one in all_publishers()] if kinds is None else kinds))
    concerned = [known[kind] for kind in named if kind in known]
    parts = [str(state.token) for state in concerned]
    parts += [request.headers.get(name, "") for name in vary]
    parts += [request.build_absolute_uri(), language or get_language() or "", also, release()]
    last = max((state.changed_at for state in concerned), default=None)
    return Validators(weak_etag(*parts), last, known, vary, named)


def weak_etag(*parts: str) -> str:
    """Weak, since compression on the way changes the bytes but not what they say."""
    digest = hashlib.blake2b("\x00".join(parts).encode("utf-8", "surrogateescape"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def unchanged_or(
    *kinds: str, vary: tuple[str, ...] = (), daily: bool = False
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Decorate a public page that is made from listings alone: ``@unchanged_or("companies", "stages")``.

    ``request.listing_states`` holds the states for the view to pass on. Who sends a session or a message cookie gets
    an answer of their own, without validators; so does a page with an error. ``daily`` is for pages that look at the
    calendar: what was answered yesterday does not stand today.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD") or is_personal(request):
                request.listing_states = all_states()  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)
            found = validators(request, kinds or None, vary=vary)
            if daily:
                found = of_today(found)
            request.listing_states = found.states  # type: ignore[attr-defined]
            if (unchanged := found.not_modified(request)) is not None:
                found.keep(request, unchanged)
                return unchanged
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.cookies:
                found.stamp(response)
                found.keep(request, response)
            return response

        return answer

    return decorate


def of_today(held: Validators) -> Validators:
    """The same, but for this day alone; it is not answered before it comes to the view."""
    today = timezone.localdate()
    began = timezone.make_aware(datetime.datetime.combine(today, datetime.time.min))
    last = max(held.last_modified or began, began)
    return dataclasses.replace(held, etag=weak_etag(held.etag, today.isoformat()), last_modified=last, kinds=())


def release() -> str:
    """A fingerprint of the code and templates that run: another release may say the same listings differently."""
    return f"{_code()} {_newest_template()}" if settings.DEBUG else _code()


@functools.cache
def _code() -> str:
    digest = hashlib.blake2b(settings.API_VERSION.encode(), digest_size=8)
    for path in sorted(path for folder in _own_folders() for path in folder.rglob("*")):
        if path.suffix in _SHOWN and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _own_folders() -> list[Path]:
    base = Path(settings.BASE_DIR)
    apps = [Path(config.path) for config in django_apps.get_app_configs() if Path(config.path).parent == base]
    folders: list[Any] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
    return [*apps, *map(Path, folders)]


def _newest_template() -> float:
    """While developing, templates change under a running process."""
    templates = (path for folder in _own_folders() for path in folder.rglob("*.html"))
    return max((path.stat().st_mtime for path in templates), default=0.0)
