"""One change of an inquiry at a time."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from desk.enums import InquiryState
from desk.models import Inquiry


class Refused(Exception):
    """The message says why, to the person who asked."""


class Meanwhile(Refused):
    """Somebody else did something with the inquiry since the page was made."""


def locked(inquiry_id: int, *, seen: int | None = None, must_be_open: bool = True) -> Inquiry:
    """The inquiry, held until the end of the transaction. ``seen`` is the revision that the person has looked at."""
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry_id)
    if seen is not None and inquiry.revision != seen:
        raise Meanwhile(
            _("Somebody did something with this question while you were writing. Your text is kept: look, and send it.")
        )
    if must_be_open and not inquiry.is_open:
        raise Refused(_("This question is closed."))
    return inquiry


def changed(inquiry: Inquiry, state: InquiryState | None = None) -> None:
    """Save with the next revision, so that who looked before is told."""
    if state is not None:
        inquiry.state = state
    inquiry.revision += 1
    inquiry.last_activity_at = timezone.now()
    inquiry.save()
