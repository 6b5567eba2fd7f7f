"""Guard public forms against robots: a field that people leave empty, a signed stamp of when the page was asked for,
and a limit per network and over all. No third party, no cookie, no script.

A form for visitors takes :class:`GuardedForm` as its last base and names its ``guard_scope``; its view wears
:func:`public_form`; its template includes ``components/form/guard.html``. Such a form has no session to steal, and the
public pages set no cookies: that a sending page is ours is told by ``Sec-Fetch-Site`` or ``Origin`` instead.
"""

import functools
import hashlib
import hmac
import json
import logging
import secrets
import time
from collections.abc import Callable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from companies.visible_text import VisibleTexts

__all__ = ["GuardedForm", "count_within", "network_of", "public_form"]

FASTEST = 3  # seconds that a person needs at least
SLOWEST = 24 * 3600  # seconds after which a page is asked for anew
WINDOW = 3600  # seconds in which what is sent is counted
security = logging.getLogger("loket.security")
View = Callable[..., HttpResponse]


def network_of(address: str) -> str:
    """The address, or for IPv6 its /64: one subscriber owns that many addresses and could change with every request."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False).network_address)
    return str(parsed)


def count_within(name: str, seconds: int) -> int:
    """How often this was called with ``name`` in the window of so many seconds that runs now, this time included."""
    key = f"guard:{_digest(name)}:{int(time.time() // seconds)}"
    if cache.add(key, 1, seconds + 1):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the window ended between the two
        return 1


def public_form(view: View) -> View:
    """A page with a form for visitors: GET shows it and is never kept, POST comes from a page of the portal alone."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not _from_our_page(request):
            _tell(request, "form", "refused: not sent from a page of the portal", request.path)
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        if response.status_code == 429:
            response["Retry-After"] = str(WINDOW)
        return response

    return csrf_exempt(guarded)


class GuardedForm(VisibleTexts):
    """Base of forms for visitors; ``stamp_id`` of a valid one is new with each page asked for and with each other
    answer on it, so that what is sent twice can be told from what is sent anew or was altered after going back. Ask
    ``answer_status`` for the status of the page that shows it."""

    guard_scope: ClassVar[str]
    per_network: ClassVar[int] = 10  # an hour
    in_all: ClassVar[int] = 200  # an hour

    contact_reference = forms.CharField(required=False, label=gettext_lazy("Leave this field empty"))
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, *args: Any, request: HttpRequest, not_yet: str = "", **kwargs: Any) -> None:
        """``not_yet`` says why what was typed is shown once more, and not taken in however right it is."""
        super().__init__(*args, **kwargs)
        self.request = request
        self.not_yet = not_yet
        self.stamp_id = ""
        self.limited = False
        self.fields["stamp"].initial = self.new_stamp()

    @classmethod
    def new_stamp(cls) -> str:
        return cls._signer().sign(secrets.token_urlsafe(16))

    @property
    def answer_status(self) -> int:
        if not self.is_bound or self.is_valid():
            return 200
        return 429 if self.limited else 422

    def visible_answers(self) -> list[forms.BoundField]:
        """The fields for people, in order."""
        return [field for field in self if field.name not in ("contact_reference", "stamp")]

    def full_clean(self) -> None:
        """After all other checks: only what would be taken in counts for the limits."""
        super().full_clean()
        if self.is_bound and self.not_yet:
            self.add_error(None, self.not_yet)
        if self.is_bound and not self.errors:
            try:
                self._check_robot()
                self._check_limits()
            except ValidationError as refusal:
                self.add_error(None, refusal)

    def _check_robot(self) -> None:
        if self.cleaned_data.get("contact_reference"):
            _tell(self.request, "form", "refused: the empty field was filled in", self.guard_scope)
            raise ValidationError(_("This looks like a robot: a field that people do not see was filled in."))
        stamp = self.cleaned_data.get("stamp", "")
        try:
            token = self._signer().unsign(stamp, max_age=SLOWEST)
        except signing.BadSignature as error:
            self._renew_stamp()
            _tell(self.request, "form", f"refused: {type(error).__name__}", self.guard_scope)
            raise ValidationError(_("This page was open for too long. Nothing is lost: send it again.")) from None
        if not _is_older(self._signer(), stamp, getattr(settings, "PUBLIC_FORM_FASTEST", FASTEST)):
            _tell(self.request, "form", "refused: sent within seconds", self.guard_scope)
            raise ValidationError(_("That was very fast. Look it over for a moment, and send it again."))
        self.stamp_id = _digest(f"{token} {self._answers()}")

    def _answers(self) -> str:
        """All that was sent but the stamp; of a file its name and size."""
        sent = self.data.lists() if isinstance(self.data, QueryDict) else self.data.items()
        texts = sorted((name, value) for name, value in sent if name != self.add_prefix("stamp"))
        files = sorted((name, file.name, file.size) for name in self.files for file in self.files.getlist(name))
        return json.dumps([texts, files], default=str)

    def _renew_stamp(self) -> None:
        """The page that shows the refusal carries a fresh stamp."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        data[self.add_prefix("stamp")] = self.new_stamp()
        self.data = data

    def _check_limits(self) -> None:
        network = network_of(str(self.request.META.get("REMOTE_ADDR", "")))
        over = count_within(f"{self.guard_scope}:{network}", WINDOW) > self.per_network
        if over or count_within(f"{self.guard_scope}:*", WINDOW) > self.in_all:
            self.limited = True
            _tell(self.request, "limit", "refused", self.guard_scope)
            raise ValidationError(
                _("Too much was sent from here within an hour. Nothing is lost: send it again later.")
            )

    @classmethod
    def _signer(cls) -> signing.TimestampSigner:
        return signing.TimestampSigner(salt=f"public form:{cls.guard_scope}")


def _is_older(signer: signing.TimestampSigner, stamp: str, seconds: int) -> bool:
    """Whether the stamp, which is ours, was given at least so many seconds ago."""
    if seconds <= 0:
        return True
    try:
        signer.unsign(stamp, max_age=seconds)
    except signing.SignatureExpired:
        return True
    return False


def _from_our_page(request: HttpRequest) -> bool:
    """Browsers tell where a form comes from; who tells nothing still needs a stamp of ours."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return origin.partition("://")[2] == request.get_host()


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:24]


def _tell(request: HttpRequest, action: str, result: str, about: str) -> None:
    origin = str(request.META.get("REMOTE_ADDR", ""))
    values = {"action": action, "object": about, "result": result, "who": "anonymous", "origin": origin}
    security.info("%s", ", ".join(f"{name} {value}" for name, value in values.items()), extra=values)
