"""What staff decide about a claim: grant it, deny it, end it later. The case is locked by who calls."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from companies.claims.links import PROFILE_DAYS, drop_links, end_links
from companies.claims.mails import write_claim_decision, write_ended
from companies.enums import CaseState, CaseStep, ClaimRoute
from companies.models import Case, CaseEvent, Claim, Contact

__all__ = ["claim_decided", "hand_on_contact", "keepers", "keepers_of", "revoke"]


def claim_decided(case: Case) -> None:
    """Called by the decision, inside its transaction: a granted claim gets its link, either one gets its mail.

    ``ValidationError`` for one that is granted before its mail address was confirmed.
    """
    claim = case.claim
    if case.state != CaseState.ACCEPTED:
        end_links(claim)
        write_claim_decision(claim)
        return
    if claim.route == ClaimRoute.DOMAIN and claim.confirmed_at is None:
        raise ValidationError(_("The mail address is not confirmed yet, so this claim cannot be granted."))
    claim.ends_at = timezone.now() + datetime.timedelta(days=PROFILE_DAYS)
    claim.save(update_fields=["ends_at"])
    end_links(claim)
    _replace_earlier(claim)
    _become_contact(claim)
    write_claim_decision(claim)


def revoke(*, claim_id: int, reason: str, user: AbstractBaseUser) -> bool:
    """End a granted claim: its links open nothing any more. False when it had ended already."""
    with transaction.atomic():
        claim = Claim.objects.select_related("case").get(pk=claim_id)
        case = Case.objects.select_for_update().get(pk=claim.case_id)
        if not claim.is_live:
            return False
        person: Any = user
        claim.revoked_at, claim.revoked_by = timezone.now(), person
        claim.save(update_fields=["revoked_at", "revoked_by"])
        end_links(claim)
        hand_on_contact(claim)
        CaseEvent.objects.create(case=case, step=CaseStep.REVOKED, user=person, note=reason)
        write_ended(claim, reason)
    return True


def keepers_of(organisation_id: int) -> QuerySet[Claim]:
    """The claims by which somebody keeps the page of this organisation now."""
    live = Claim.objects.filter(revoked_at__isnull=True, ends_at__gt=timezone.now())
    return live.filter(case__organisation=organisation_id).select_related("case").order_by("pk")


def keepers(case: Case) -> QuerySet[Claim]:
    """The same, but for this claim."""
    return keepers_of(case.organisation_id).exclude(case=case)


def _replace_earlier(claim: Claim) -> None:
    """Who claims again has lost the link: whoever found it opens nothing any more."""
    for earlier in keepers(claim.case).filter(email__iexact=claim.email):
        Claim.objects.filter(pk=earlier.pk).update(revoked_at=timezone.now())
        end_links(earlier)
        with override("nl"):
            note = _("Replaced by claim %(number)d of the same mail address.") % {"number": claim.case_id}
        CaseEvent.objects.create(case=earlier.case, step=CaseStep.REVOKED, note=note)


def hand_on_contact(claim: Claim) -> None:
    """Whom we ask by this claim, which ended: from now on the latest of the others who keep the page, if any."""
    contact = claim.contacts.first()
    heir = keepers(claim.case).exclude(email="").last()
    if contact is None:
        return
    if heir is None:
        contact.delete()
        return
    Contact.objects.filter(pk=contact.pk).update(**_person(heir), unsubscribed_at=None)
    drop_links(contact)


def _become_contact(claim: Claim) -> None:
    """The latest claimant is whom we ask; one that staff named stands until then."""
    contact, _is_new = Contact.objects.update_or_create(
        organisation=claim.case.organisation,
        defaults={**_person(claim), "unsubscribed_at": None, "asked_at": timezone.now()},
    )
    drop_links(contact)


def _person(claim: Claim) -> dict[str, Any]:
    return {"name": claim.name, "email": claim.email, "language": claim.case.language, "claim": claim}
