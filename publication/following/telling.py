"""Write what is new to followers: at once, or once a week in one mail. Run twice, or by two at once, it writes once.

What a mail knew and the number of the mail change in one step, in the transaction that writes it: who comes second
finds them changed, and a mail with that number exists already.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from publication.following.actions import digest_of, send, stop_address, stop_digest_address, write
from publication.following.subjects import State, subject_for
from publication.index.registry import states
from publication.models import Follower, Rhythm

_SWEPT = "publication.following.swept"
_DAY = 86_400


def tell_at_once(*, anyway: bool = False) -> int:
    """A mail to each whose subject says something new; gives how many. While no listing changed nothing is compared."""
    versions = _versions()
    if not anyway and cache.get(_SWEPT) == versions:
        return 0
    written = sum(_tell(follower, now) for follower, now in _behind(Rhythm.AT_ONCE))
    cache.set(_SWEPT, versions, _DAY)
    return written


def tell_digests() -> int:
    """One mail a week to each address, about everything that it follows so; gives how many."""
    by_reader: dict[tuple[str, str], list[tuple[Follower, State]]] = defaultdict(list)
    for follower, now in _behind(Rhythm.DIGEST):
        by_reader[follower.email.lower(), follower.language].append((follower, now))
    week = timezone.localdate().strftime("%G-%V")
    return sum(_digest(email, week, followed) for (email, _language), followed in sorted(by_reader.items()))


def _behind(rhythm: str) -> Iterable[tuple[Follower, State]]:
    """Confirmed followers with the state that they were not told of yet. Each subject is looked at once a language."""
    states_now: dict[tuple[str, str, str], tuple[State, str] | None] = {}
    followers = Follower.objects.confirmed().filter(rhythm=rhythm).order_by("subject", "key", "language", "pk")
    for follower in followers.iterator(500):
        known = (follower.subject, follower.key, follower.language)
        if known not in states_now:
            states_now.clear()
            states_now[known] = _state_now(follower)
        now = states_now[known]
        if now is not None and now[1] != follower.told_digest:
            yield follower, now[0]


def _state_now(follower: Follower) -> tuple[State, str] | None:
    subject = subject_for(follower.subject)
    if subject is None:
        return None
    with override(follower.language):
        state = subject.state(follower.key)
        if state is None and (moved := subject.successor(follower.key)) is not None:
            _move(follower, moved)
    return None if state is None else (state, digest_of(state))


def _move(follower: Follower, key: str) -> None:
    """It became part of another, or has another key: followers follow that; who does so already has one row less."""
    old = Follower.objects.filter(subject=follower.subject, key=follower.key)
    there = Follower.objects.filter(subject=follower.subject, key=key).values_list("email", flat=True)
    with transaction.atomic():
        for one in old:
            if one.email.lower() in {email.lower() for email in there}:
                one.delete()
            else:
                Follower.objects.filter(pk=one.pk).update(key=key)


@transaction.atomic
def _tell(follower: Follower, now: State) -> bool:
    news = _take(follower, now)
    return bool(news) and send(follower, "news", f"follower {follower.pk} {follower.letters + 1}", {"news": news})


@transaction.atomic
def _digest(email: str, week: str, followed: list[tuple[Follower, State]]) -> bool:
    """All that an address follows by week; a second mail in a week waits for the next one."""
    parts: list[dict[str, Any]] = []
    for follower, now in followed:
        subject = subject_for(follower.subject)
        news = _take(follower, now)
        if news and subject is not None:
            with override(follower.language):
                page = settings.SITE_URL.rstrip("/") + subject.page(follower.key)
                name, stop = subject.title(follower.key), stop_address(follower)
            parts.append({"name": name, "page": page, "news": news, "stop": stop})
    if not parts:
        return False
    first = followed[0][0]
    reader = hashlib.sha256(f"{settings.SECRET_KEY} {email} {first.language}".encode()).hexdigest()[:24]
    with override(first.language):
        is_written = write(
            first, "digest", f"digest {week} {reader}", {"parts": parts, "stop": stop_digest_address(first)}
        )
    if not is_written:
        transaction.set_rollback(True)
    return is_written


def _take(follower: Follower, now: State) -> list[str]:
    """What is new for this follower; nothing when somebody else took it first."""
    mine = Follower.objects.filter(pk=follower.pk, letters=follower.letters, told_digest=follower.told_digest)
    subject = subject_for(follower.subject)
    with override(follower.language):
        news = subject.changes(follower.told, now) if subject else []
    taken = mine.update(told=now, told_digest=digest_of(now), letters=follower.letters + bool(news))
    return news if taken else []


def _versions() -> str:
    tokens = sorted(f"{kind} {state.token}" for kind, state in states().items())
    return hashlib.sha256(" ".join(tokens).encode()).hexdigest()
