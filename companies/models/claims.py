"""An organisation that keeps its own page: the claim, whom we write to, and the private links that they hold."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.enums import ClaimRoute, Eligibility, LinkPurpose, ProofType
from companies.models.cases import LANGUAGES, Case
from companies.models.organisations import Organisation
from imports.storage import private_storage


def proof_name(claim: Claim, _name: str) -> str:
    """A name of our own; what the sender called the file is no part of it."""
    return f"claims/{claim.proof_key}.{claim.proof_type}"


class Claim(models.Model):
    """Who says to speak for an organisation. Its queue, decision and reason are those of ``case``.

    All of it is personal data and goes with ``forget_claims``. ``confirmed_at``: the private link in the mail to the
    own domain was followed. A granted one lives until ``ends_at`` or until somebody ends it before.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="claim", verbose_name=_("report"))
    eligibility = models.CharField(_("may speak for it because"), max_length=10, choices=Eligibility.choices)
    name = models.CharField(_("name of the person"), max_length=120, blank=True, default="")
    role = models.CharField(_("role"), max_length=120, blank=True, default="")
    email = models.EmailField(_("mail address"), blank=True, default="")
    route = models.CharField(_("shown by"), max_length=10, choices=ClaimRoute.choices)
    proof_url = models.URLField(_("proof on the web"), max_length=500, blank=True, default="")
    proof_key = models.CharField(max_length=40, blank=True, default="", editable=False)
    proof_type = models.CharField(_("type"), max_length=4, choices=ProofType.choices, blank=True, default="")
    proof = models.FileField(
        _("proof"), storage=private_storage, upload_to=proof_name, max_length=120, blank=True, default=""
    )
    confirmed_at = models.DateTimeField(_("mail address confirmed"), null=True, blank=True)
    ends_at = models.DateTimeField(_("access until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("access ended"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("ended by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    forgotten_at = models.DateTimeField(_("personal data removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eligibility__in=Eligibility.values), name="companies_claim_eligibility_known"
            ),
            models.CheckConstraint(condition=Q(route__in=ClaimRoute.values), name="companies_claim_route_known"),
            models.CheckConstraint(
                condition=Q(proof_type__in=["", *ProofType.values]), name="companies_claim_proof_type_known"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", role="", email="", proof_url="", proof=""),
                name="companies_claim_forgotten_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.ends_at is not None and self.ends_at > timezone.now()


class Contact(models.Model):
    """Whom the loket asks once a year whether the page of an organisation is still right. Personal data, for staff."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="contact", verbose_name=_("organisation")
    )
    name = models.CharField(_("name of the person"), max_length=120, blank=True, default="")
    email = models.EmailField(_("mail address"))
    language = models.CharField(_("language"), max_length=2, default="nl", choices=settings.LANGUAGES)
    claim = models.ForeignKey(
        Claim, on_delete=models.SET_NULL, null=True, blank=True, related_name="contacts", verbose_name=_("claim")
    )
    asked_at = models.DateTimeField(_("last asked"), null=True, blank=True, editable=False)
    unsubscribed_at = models.DateTimeField(_("wants no mail since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="companies_contact_language_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class PrivateLinkQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class PrivateLink(models.Model):
    """An address with a secret of 256 bits, of which only the SHA-256 is kept; for a claim or for a contact."""

    purpose = models.CharField(_("purpose"), max_length=10, choices=LinkPurpose.choices)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["claim", "profile"], claim__isnull=False, contact__isnull=True)
                | Q(purpose="freshness", claim__isnull=True, contact__isnull=False),
                name="companies_link_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def organisation(self) -> Organisation:
        if self.claim is not None:
            return self.claim.case.organisation
        assert self.contact is not None
        return self.contact.organisation
