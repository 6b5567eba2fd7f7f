"""The moderation queue: what somebody tells about an organisation, value by value, and what staff decided."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.enums import DECIDED, CaseDoor, CaseKind, CaseState, CaseStep
from companies.models.assigned import AssignedQuerySet
from companies.models.organisations import Organisation

LANGUAGES = ("nl", "en")


class CaseQuerySet(AssignedQuerySet):
    def undecided(self) -> Self:
        return self.exclude(state__in=DECIDED)

    def waiting(self) -> Self:
        """For staff to act on: not those that wait for their sender."""
        return self.filter(state=CaseState.OPEN)


class Case(models.Model):
    """A report (melding). Nothing of it is public before a decision; ``stamp`` is the page it was sent from, so that
    one page gives one case however often it is sent. Free text and mail address are personal data: see ``forget``."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="cases", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CaseKind.choices, default=CaseKind.CHANGE)
    door = models.CharField(_("came by"), max_length=10, choices=CaseDoor.choices, default=CaseDoor.PAGE)
    stamp = models.CharField(max_length=40, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, default="nl")
    source = models.CharField(_("source named by the sender"), max_length=500)
    remark = models.TextField(_("remark of the sender"), max_length=2000, blank=True, default="")
    sender_email = models.EmailField(_("mail address of the sender"), blank=True, default="")
    flags = models.JSONField(_("personal data in the text"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assignee"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    reason = models.TextField(_("reason"), max_length=2000, blank=True, default="")
    forgotten_at = models.DateTimeField(_("personal data removed"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="companies_case_queue")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="companies_case_kind_known"),
            models.CheckConstraint(condition=Q(door__in=CaseDoor.values), name="companies_case_door_known"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="companies_case_state_known"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="companies_case_language_known"),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at__isnull=True)),
                name="companies_case_decided_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(sender_email="", remark=""),
                name="companies_case_forgotten_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.organisation}"

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def state_text(self) -> str:
        """A claim is granted or denied; anything else is accepted or rejected."""
        words = {CaseState.ACCEPTED: _("granted"), CaseState.REJECTED: _("denied")}
        said = words.get(CaseState(self.state)) if self.kind == CaseKind.CLAIM else None
        return str(said or self.get_state_display())


class CaseValue(models.Model):
    """One field that the sender would see changed, from what the page showed to what it should say."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="values", verbose_name=_("report"))
    field = models.CharField(_("field"), max_length=30)
    old = models.TextField(_("on the page"), blank=True, default="")
    new = models.TextField(_("should be"), blank=True, default="")
    accepted = models.BooleanField(_("accepted"), null=True)

    class Meta:
        verbose_name = _("value of a report")
        verbose_name_plural = _("values of reports")
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "field"], name="companies_case_value_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.field}"


class CaseEvent(models.Model):
    """What happened to a case, appended and never edited; ``note`` is wiped with the personal data."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events", verbose_name=_("report"))
    step = models.CharField(_("step"), max_length=10, choices=CaseStep.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    note = models.TextField(_("note"), blank=True, default="")
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=CaseStep.values), name="companies_case_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_step_display()}"


class CaseLink(models.Model):
    """A private link to answer a question about a case: of the secret only its SHA-256 is kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links", verbose_name=_("report"))
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.case_id}"
