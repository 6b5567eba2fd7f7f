"""Fix a value, or let it go again: what is pinned no list changes."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from companies.models import Organisation, Pin
from companies.subjects import SAID

__all__ = ["set_pins"]


def set_pins(*, organisation: Organisation, subjects: Iterable[str], user: AbstractBaseUser | None) -> bool:
    """Exactly these values are pinned from now on; gives whether that is a change. ``ValueError`` for others."""
    wanted = set(subjects)
    if unknown := wanted - SAID.keys():
        raise ValueError(", ".join(sorted(unknown)))
    standing = {pin.subject: pin for pin in organisation.pins.all()}
    person: Any = user
    for subject in sorted(standing.keys() - wanted):
        standing[subject]._history_user = person  # type: ignore[attr-defined]
        standing[subject].delete()
    for subject in sorted(wanted - standing.keys()):
        pin = Pin(organisation=organisation, subject=subject, pinned_by=person)
        pin._history_user = person  # type: ignore[attr-defined]
        pin.save()
    return wanted != standing.keys()
