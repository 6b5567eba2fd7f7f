"""What staff change of a question itself."""

from __future__ import annotations

from django.db import transaction

from desk import mailing
from desk.models import Inquiry


@transaction.atomic
def correct(*, inquiry: Inquiry, email_before: str) -> bool:
    """Save the fields as they were changed; True when the address is another one.

    Another address gets another link: who read mail at the earlier one, perhaps somebody else, reads no more.
    """
    has_moved = inquiry.email.casefold() != email_before.casefold() and not inquiry.is_example
    inquiry.revision += 1
    if has_moved:
        inquiry.renew()
        inquiry.email_fails = False
    inquiry.save()
    if has_moved:
        mailing.send_to_new_address(inquiry)
    return has_moved
