"""The yearly question whether a page is still right, and its answers. What an answer changes waits in the queue."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.claims.links import end_links
from companies.claims.mails import write_freshness
from companies.models import Contact, Organisation, PrivateLink
from publication.enums import Door
from publication.history import change_door
from publication.publishing import publishing

__all__ = ["YEARLY", "ask_all", "confirm_page", "unsubscribe"]

YEARLY = datetime.timedelta(days=365)
AT_ONCE = 200


def ask_all(now: datetime.datetime | None = None) -> int:
    """Ask every contact whose page nobody confirmed for a year; gives how many. May run twice, and by two at once:
    the contact is locked and looked at again, and its mail has a key of its own."""
    moment = now or timezone.now()
    due = _due(moment).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_ask(pk, moment) for pk in list(due))


def confirm_page(link: PrivateLink) -> Organisation:
    """The organisation says that all on its page is right. Twice on a day is once."""
    with publishing(), change_door(Door.CLAIM, f"{link.purpose} {link.pk}"):
        organisation = Organisation.objects.select_for_update().get(pk=link.organisation.pk)
        now = timezone.now()
        earlier = organisation.confirmed_at
        if earlier is None or timezone.localdate(earlier) < timezone.localdate(now):
            organisation.confirmed_at = now
            organisation._change_reason = _("Confirmed by the organisation itself")  # type: ignore[attr-defined]
            organisation.save(update_fields=["confirmed_at", "updated_at"])
    return organisation


def unsubscribe(contact: Contact) -> None:
    """No more mail; the page and its links stay as they are. Twice is once."""
    Contact.objects.filter(pk=contact.pk, unsubscribed_at=None).update(unsubscribed_at=timezone.now())


def _due(moment: datetime.datetime) -> QuerySet[Contact]:
    year_ago = moment - YEARLY
    return Contact.objects.filter(
        Q(asked_at__isnull=True, created_at__lt=year_ago) | Q(asked_at__lt=year_ago),
        Q(organisation__confirmed_at__isnull=True) | Q(organisation__confirmed_at__lt=year_ago),
        unsubscribed_at__isnull=True,
        organisation__in=Organisation.objects.published(timezone.localdate(moment)),
    )


def _ask(pk: int, moment: datetime.datetime) -> bool:
    with transaction.atomic():
        if not Contact.objects.select_for_update().filter(pk=pk).exists() or not _due(moment).filter(pk=pk).exists():
            return False
        contact = Contact.objects.select_related("organisation").get(pk=pk)
        end_links(contact)
        write_freshness(contact, timezone.localdate(moment))
        Contact.objects.filter(pk=pk).update(asked_at=moment)
    return True
