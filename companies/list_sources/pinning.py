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
    for subject in standing.keys() - wanted:
        standing[subject].delete()
    person: Any = user
    for subject in sorted(wanted - standing.keys()):
        Pin.objects.create(organisation=organisation, subject=subject, pinned_by=person)
    return wanted != standing.keys()
