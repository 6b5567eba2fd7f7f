"""How long what claimants told is kept: docs/claims.md."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override

from companies.claims.links import end_links
from companies.claims.receiving import remove_files, withdraw
from companies.enums import CaseState, LinkPurpose
from companies.models import Case, Claim, Contact, PrivateLink
from imports.storage import private_storage

__all__ = ["AFTER_END", "UNANSWERED", "forget_claims"]

AFTER_END = datetime.timedelta(days=90)
UNANSWERED = datetime.timedelta(days=14)
SILENT = datetime.timedelta(days=2 * 365)
AT_ONCE = 500
FOLDER = "claims"


def forget_claims(now: datetime.datetime | None = None) -> int:
    """Withdraw claims whose mail nobody answered, and remove personal data whose time is over; gives how many claims.
    May run twice and may be killed: each part is whole by itself."""
    moment = now or timezone.now()
    stale = Claim.objects.filter(
        case__state=CaseState.ASKED, confirmed_at__isnull=True, route="domain", case__created_at__lt=moment - UNANSWERED
    )
    for pk in list(stale.values_list("pk", flat=True)[:AT_ONCE]):
        with override("nl"):
            reason = gettext("The mail address was not confirmed within %(days)d days.") % {"days": UNANSWERED.days}
        withdraw(pk, reason=reason)
    _forget_contacts(moment)
    over = Q(expires_at__lt=moment) | Q(revoked_at__lt=moment - AFTER_END)
    # A yearly mail can be stopped as long as we know whom it went to: its links go with the contact.
    PrivateLink.objects.filter(over).exclude(purpose=LinkPurpose.FRESHNESS).delete()
    _remove_stray_files(moment)
    return _forget(moment)


def _forget(moment: datetime.datetime) -> int:
    """Ninety days after it was denied, withdrawn or ended; a year after receipt without a decision. Its document goes
    ninety days after the decision, whatever that was."""
    end = moment - AFTER_END
    with transaction.atomic():
        decided = Q(case__decided_at__lt=end)
        is_over = decided & ~Q(case__state=CaseState.ACCEPTED) | Q(revoked_at__lt=end) | Q(ends_at__lt=end)
        never = Q(case__decided_at__isnull=True, case__created_at__lt=moment - datetime.timedelta(days=365))
        claims = Claim.objects.select_for_update(of=("self",)).select_related("case")
        proofs = list(claims.filter(decided).exclude(proof="")[:AT_ONCE])
        over = list(claims.filter(is_over | never, forgotten_at__isnull=True).order_by("pk")[:AT_ONCE])
        remove_files([*proofs, *over])
        Claim.objects.filter(pk__in=[claim.pk for claim in proofs]).update(proof="", proof_key="", proof_type="")
        Claim.objects.filter(pk__in=[claim.pk for claim in over]).update(
            name="", role="", email="", proof_url="", proof="", proof_key="", proof_type="", forgotten_at=moment
        )
        for claim in over:
            end_links(claim)
        Case.objects.filter(claim__in=over).update(sender_email="", remark="", source="", flags=[])
    return len(over)


def _forget_contacts(moment: datetime.datetime) -> None:
    """Who wants no mail is forgotten after ninety days, who said nothing for two years too."""
    gone = Q(unsubscribed_at__lt=moment - AFTER_END)
    silent = Q(created_at__lt=moment - SILENT) & (
        Q(organisation__confirmed_at__isnull=True) | Q(organisation__confirmed_at__lt=moment - SILENT)
    )
    Contact.objects.filter(gone | silent).delete()


def _remove_stray_files(moment: datetime.datetime) -> None:
    """Files that no claim names any more; those of the last hour may belong to a transaction under way."""
    storage = private_storage()
    if not storage.exists(FOLDER):
        return
    known = set(Claim.objects.exclude(proof="").values_list("proof", flat=True))
    before = moment - datetime.timedelta(hours=1)
    for name in storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if path not in known and storage.get_modified_time(path) < before:
            storage.delete(path)
