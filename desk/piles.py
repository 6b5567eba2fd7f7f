"""What waits at the desk, by name; the inbox filters by it and the start page counts it."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from desk.models import Inquiry, Mail


def pile(name: str, user: Any) -> QuerySet[Inquiry] | None:
    """The inquiries of a pile; None for a name that is none."""
    everything: Any = Inquiry.objects
    match name:
        case "mine":
            return everything.of(user)
        case "unassigned":
            return everything.unassigned()
        case "overdue":
            return everything.overdue(timezone.localdate())
        case "waiting":
            return everything.waiting()
        case "open":
            return everything.open()
        case "mail":
            troubled: Any = Mail.objects.troubled()
            return everything.filter(pk__in=troubled.values("inquiry")) | everything.open().filter(email_fails=True)
    return None
