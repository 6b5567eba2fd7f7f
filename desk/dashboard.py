"""What the start page of the admin tells about the desk."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from desk.piles import pile

PILES = ("overdue", "unassigned", "mine", "mail")


@dataclasses.dataclass(frozen=True, slots=True)
class DeskPile:
    title: str
    count: int
    url: str


def piles(user: Any) -> list[DeskPile]:
    """How many questions wait, by pile; a query each, for any number of questions."""
    listed = reverse("admin:desk_inquiry_changelist")
    found = []
    for name in PILES:
        inquiries = pile(name, user)
        number = 0 if inquiries is None else inquiries.order_by().values("pk").distinct().count()
        found.append(DeskPile(title_of(name, number), number, f"{listed}?pile={name}"))
    return found


def title_of(name: str, number: int) -> str:
    """What ``number`` questions of a pile are, to stand behind the number."""
    return {
        "overdue": ngettext("question without an answer in time", "questions without an answer in time", number),
        "unassigned": ngettext("question that nobody has taken up", "questions that nobody has taken up", number),
        "mine": ngettext("open question that is yours", "open questions that are yours", number),
        "mail": ngettext("question with mail that did not arrive", "questions with mail that did not arrive", number),
    }[name]
