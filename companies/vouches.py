"""How surely a source vouches for the values of an organisation: how that is kept in one row, and read from it.

A row holds ``{subject: vouch}``. A vouch that says nothing but its confidence is that text, which is what nearly all
lists say of all their values; else it is an object with ``confidence``, ``stated_on``, ``verified_at`` and
``verified_by`` (the number of a user), of which only those stand that say something. ``companies.subjects`` tells which
subjects there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from valuechains.enums import Confidence

__all__ = [
    "Kept", "Vouch", "Vouches", "confidence_name", "confidence_of", "is_confirmed", "packed", "read", "spread",
    "with_confidence",
]  # fmt: skip

#: As JSON holds them.
Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Vouch:
    """That a source states one value. Of who confirmed it the number may be of somebody who left."""

    confidence: str = Confidence.MEDIUM
    stated_on: date | None = None
    verified_at: datetime | None = None
    verified_by: int | None = None

    def confirmed(self, moment: datetime | None, by: int | None) -> "Vouch":
        """Confirmed then, by this user; without a moment, not confirmed any more."""
        return replace(self, verified_at=moment, verified_by=by if moment else None)


Vouches = Mapping[str, Vouch]


def spread(kept: Kept) -> dict[str, Vouch]:
    return {subject: read(value) for subject, value in kept.items()}


def packed(vouches: Vouches) -> dict[str, Any]:
    """``ValueError`` for a subject without a name or a confidence that is none."""
    return {subject: _written(subject, one) for subject, one in vouches.items()}


def confidence_of(value: Any) -> str:
    """Of a vouch as JSON holds it."""
    return str(value if isinstance(value, str) else value["confidence"])


def confidence_name(confidence: str) -> str:
    return str(dict(Confidence.choices).get(confidence, confidence))


def is_confirmed(value: Any) -> bool:
    """Of a vouch as JSON holds it."""
    return not isinstance(value, str) and "verified_at" in value


def with_confidence(value: Any, confidence: str) -> Any:
    """The same with another confidence, as JSON holds it."""
    return confidence if isinstance(value, str) else {**value, "confidence": confidence}


def read(value: Any) -> Vouch:
    """A vouch as JSON holds it."""
    if isinstance(value, str):
        return Vouch(value)
    day, moment = value.get("stated_on"), value.get("verified_at")
    return Vouch(
        value["confidence"],
        date.fromisoformat(day) if day else None,
        datetime.fromisoformat(moment) if moment else None,
        value.get("verified_by"),
    )


def _written(subject: str, one: Vouch) -> Any:
    confidence = str(one.confidence)
    if not subject or confidence not in Confidence.values:
        raise ValueError(f"{subject}: {confidence}")
    if one.stated_on is None and one.verified_at is None:
        return confidence
    told = {
        "confidence": confidence,
        "stated_on": one.stated_on and one.stated_on.isoformat(),
        "verified_at": one.verified_at and one.verified_at.astimezone(UTC).isoformat(),
        "verified_by": one.verified_by,
    }
    return {name: value for name, value in told.items() if value is not None}
