"""Ask to follow, confirm, stop, forget. A link of a mail has an opaque token; one that is made up, used up or too old
is the same to who opens it."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import orjson
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from publication.following import post
from publication.following.subjects import State, Subject, subject_for
from publication.models import Follower, Rhythm

CONFIRM_WITHIN = datetime.timedelta(days=7)
# Links of mails that were sent before there was more to follow than trajectories go on working.
_signer = signing.Signer(salt="permits: follow a trajectory")
_of_digest = signing.Signer(salt="publication: the weekly mail of an address")


def follow(*, subject: str, key: str, email: str, language: str, stamp: str, rhythm: str = Rhythm.AT_ONCE) -> None:
    """Send a mail with the link that confirms; who follows already gets one that says so. Each form sends one mail."""
    with transaction.atomic():
        follower = Follower.objects.filter(subject=subject, key=key, email__iexact=email).first()
        if follower is None:
            follower = new_follower(subject, key, email, language, rhythm)
        elif follower.confirmed_at is None:
            Follower.objects.filter(pk=follower.pk).update(rhythm=rhythm, asked_at=timezone.now())
        name = "follows" if follower.confirmed_at else "confirm"
        send(follower, name, f"follow {stamp}", {})


def new_follower(subject: str, key: str, email: str, language: str, rhythm: str) -> Follower:
    """Of two that ask at once the second takes the row of the first."""
    wanted = {"subject": subject, "key": key, "email": email, "language": language, "rhythm": rhythm}
    try:
        with transaction.atomic():
            return Follower.objects.create(**wanted)
    except IntegrityError:
        return Follower.objects.get(subject=subject, key=key, email__iexact=email)


def find(token: str) -> Follower | None:
    """The follower of a link; None when it is not ours, too old to confirm, or stopped."""
    try:
        nonce = _signer.unsign(token)
    except signing.BadSignature:
        return None
    found = Follower.objects.filter(nonce=nonce).first()
    if found is None or (found.confirmed_at is None and found.asked_at < timezone.now() - CONFIRM_WITHIN):
        return None
    return found


def find_digest(token: str) -> list[Follower]:
    """All that the address of a weekly mail follows by week; nothing for a link that is not ours or was used."""
    try:
        nonce = _of_digest.unsign(token)
    except signing.BadSignature:
        return []
    first = Follower.objects.filter(nonce=nonce).first()
    if first is None:
        return []
    return list(Follower.objects.filter(email__iexact=first.email, rhythm=Rhythm.DIGEST).order_by("pk"))


def confirm(follower: Follower) -> None:
    """From now on; what stands on the page already is no news. A second time changes nothing."""
    state = state_of(follower) or {}
    waiting = Follower.objects.filter(pk=follower.pk, confirmed_at__isnull=True)
    waiting.update(confirmed_at=timezone.now(), told=state, told_digest=digest_of(state) if state else "")
    follower.refresh_from_db()


def stop(follower: Follower) -> None:
    """The address is gone with it."""
    Follower.objects.filter(pk=follower.pk).delete()


def forget_address(email: str) -> int:
    """Mail to this address never arrives: it follows nothing any more; gives how much it followed."""
    return Follower.objects.filter(email__iexact=email).delete()[0] if email else 0


def forget() -> int:
    """Remove who never confirmed; gives how many."""
    old = Follower.objects.filter(confirmed_at__isnull=True, asked_at__lt=timezone.now() - CONFIRM_WITHIN)
    return old.delete()[0]


def state_of(follower: Follower) -> State | None:
    subject = subject_for(follower.subject)
    with override(follower.language):
        return subject.state(follower.key) if subject else None


def digest_of(state: State) -> str:
    return hashlib.blake2b(orjson.dumps(state, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def stop_address(follower: Follower) -> str:
    return _absolute("following:stop", _signer.sign(follower.nonce))


def stop_digest_address(follower: Follower) -> str:
    return _absolute("following:stop", _of_digest.sign(follower.nonce))


def unsubscribe_headers(address: str) -> dict[str, str]:
    """RFC 2369 and RFC 8058: mail programs stop the mails with one click, by a POST that asks nothing more."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def send(follower: Follower, name: str, key: str, more: dict[str, Any]) -> bool:
    """Write one of our mails to a follower; False when one with this key was written before."""
    with override(follower.language):
        subject: Subject | None = subject_for(follower.subject)
        if subject is None:
            return False
        context = {
            "name": subject.title(follower.key) or "",
            "page": settings.SITE_URL.rstrip("/") + subject.page(follower.key),
            "confirm": _absolute("following:confirm", _signer.sign(follower.nonce)),
            "stop": stop_address(follower),
            "note": subject.note,
            **more,
        }
        return write(follower, name, key, context)


def write(follower: Follower, name: str, key: str, context: dict[str, Any]) -> bool:
    """The first line of a mail's template is its subject."""
    text = render_to_string(f"publication/mail/follow_{name}.txt", context)
    line, _blank, body = text.strip().partition("\n")
    headers = {} if name == "confirm" else unsubscribe_headers(context["stop"])
    return post.write(key=key[:80], to=follower.email, subject=line, body=body.strip() + "\n", headers=headers)


def _absolute(name: str, token: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse(name, args=[token])
