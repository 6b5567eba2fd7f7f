"""What the start page of the admin tells about the desk."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.piles import pile

PILES = ("overdue", "unassigned", "mine", "mail")


@dataclasses.dataclass(frozen=True, slots=True)
class DeskPile:
    title: str
    count: int
    url: str


def piles(user: Any) -> list[DeskPile]:
    """How many questions wait, by pile; a query each, for any number of questions."""
    titles = {
        "overdue": _("questions without an answer in time"),
        "unassigned": _("questions that nobody has taken up"),
        "mine": _("open questions that are yours"),
        "mail": _("questions with mail that did not arrive"),
    }
    listed = reverse("admin:desk_inquiry_changelist")
    found = []
    for name in PILES:
        inquiries = pile(name, user)
        number = 0 if inquiries is None else inquiries.order_by().values("pk").distinct().count()
        found.append(DeskPile(titles[name], number, f"{listed}?pile={name}"))
    return found
