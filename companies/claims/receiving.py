"""Take in a claim, confirm its mail address, withdraw it. Nothing of it is public, and nothing follows by itself."""

from __future__ import annotations

import dataclasses
import secrets
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from companies.claims.granting import hand_on_contact
from companies.claims.links import end_links
from companies.claims.mails import write_confirm
from companies.enums import CaseKind, CaseState, CaseStep, ClaimRoute
from companies.models import Case, CaseEvent, Claim, Organisation
from publication.personal import personal_data_in

__all__ = ["Claimant", "confirm", "receive_claim", "remove_files", "withdraw"]


@dataclasses.dataclass(frozen=True, slots=True)
class Claimant:
    """What the form gives; ``proof_type`` is empty without a document."""

    eligibility: str
    name: str
    role: str
    email: str
    route: str
    proof_url: str = ""
    proof: UploadedFile | None = None
    proof_type: str = ""
    remark: str = ""


def receive_claim(*, organisation: Organisation, stamp: str, language: str, claimant: Claimant) -> Case:
    """The case of this page; the same page sent again gives the same case. With an own domain it waits for the
    claimant to follow the link in the mail, else for staff."""
    by_domain = claimant.route == ClaimRoute.DOMAIN
    with transaction.atomic():
        case, is_new = Case.objects.get_or_create(
            stamp=stamp,
            defaults={
                "organisation": organisation,
                "kind": CaseKind.CLAIM,
                "language": language,
                "source": claimant.proof_url[:500],
                "remark": claimant.remark,
                "sender_email": claimant.email,
                "state": CaseState.ASKED if by_domain else CaseState.OPEN,
                "flags": personal_data_in(claimant.remark),
            },
        )
        if not is_new:
            return case
        claim = Claim(
            case=case, eligibility=claimant.eligibility, name=claimant.name, role=claimant.role, email=claimant.email,
            route=claimant.route, proof_url=claimant.proof_url,
        )  # fmt: skip
        if claimant.proof is not None:
            claim.proof_key, claim.proof_type = secrets.token_urlsafe(24), claimant.proof_type
            claimant.proof.seek(0)
            claim.proof.save("proof", claimant.proof, save=False)
        claim.save()
        CaseEvent.objects.create(case=case, step=CaseStep.RECEIVED)
        if by_domain:
            write_confirm(claim)
    return case


def confirm(claim_id: int) -> bool:
    """The mail arrived: the claim goes to the queue. False when it was decided or withdrawn meanwhile."""
    with transaction.atomic():
        claim = Claim.objects.select_related("case").get(pk=claim_id)
        case = Case.objects.select_for_update().get(pk=claim.case_id)
        if case.is_decided:
            return False
        if claim.confirmed_at is None:
            Claim.objects.filter(pk=claim_id).update(confirmed_at=timezone.now())
            case.state = CaseState.OPEN
            case.save(update_fields=["state"])
            CaseEvent.objects.create(case=case, step=CaseStep.CONFIRMED)
    return True


def withdraw(claim_id: int, *, reason: str = "") -> bool:
    """By the claimant, unless ``reason`` says otherwise: an open claim is withdrawn, a granted one ends. False when
    there is nothing left to end."""
    if not reason:
        with override("nl"):
            reason = gettext("By the claimant.")
    with transaction.atomic():
        claim = Claim.objects.get(pk=claim_id)
        case = Case.objects.select_for_update().get(pk=claim.case_id)
        now: Any = timezone.now()
        if not case.is_decided:
            case.state, case.decided_at, case.reason = CaseState.WITHDRAWN, now, reason
            case.save(update_fields=["state", "decided_at", "reason"])
        elif claim.is_live:
            Claim.objects.filter(pk=claim_id).update(revoked_at=now)
        else:
            return False
        end_links(claim)
        hand_on_contact(claim)
        CaseEvent.objects.create(case=case, step=CaseStep.WITHDRAWN, note=reason)
    return True


def remove_files(claims: list[Claim]) -> None:
    """After the transaction: a rolled back one keeps its files."""
    names = [(claim.proof.storage, str(claim.proof.name)) for claim in claims if claim.proof]
    transaction.on_commit(partial(_remove, names), robust=True)


def _remove(names: list[tuple[Any, str]]) -> None:
    for storage, name in names:
        storage.delete(name)
