"""An inquiry: a question to the loket (vraag aan het loket)."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from companies.models import Municipality, Organisation
from desk.enums import WAITING_FOR_DESK, Channel, Closer, InquiryState, Language, Priority, Service
from desk.models.linked import Linked, LinkedQuerySet
from permits.models import Trajectory
from publication.models import RecordHistory
from valuechains.models import Material, Stage

# Personal, or opens doors: not copied into history, which outlives the retention period. The address of a plan holds
# what was typed in it, such as a street and number.
NOT_IN_HISTORY = [
    "organisation_name", "name", "email", "email_fails", "question", "origin_path", "link_seed", "link_digest", "stamp",
    "revision",
]  # fmt: skip


class InquiryQuerySet(LinkedQuerySet):
    def open(self) -> Self:
        return self.exclude(state=InquiryState.CLOSED)

    def waiting(self) -> Self:
        """It is the loket's turn."""
        return self.filter(state__in=WAITING_FOR_DESK)

    def of(self, user: Any) -> Self:
        return self.open().filter(assignee=user)

    def unassigned(self) -> Self:
        return self.open().filter(assignee=None)

    def overdue(self, today: datetime.date) -> Self:
        """Open without a first answer, and the day for it has passed."""
        return self.open().filter(first_answered_at=None, answer_due__lt=today)

    def examples(self) -> Self:
        return self.filter(is_example=True)

    def in_order(self) -> Self:
        """What is due first stands first, what is closed last."""
        return self.order_by(F("closed_at").asc(nulls_first=True), "answer_due", "pk")


class Inquiry(Linked):  # type: ignore[django-manager-missing]
    """Who asks is personal: it is shown to the desk and the inquirer alone, and goes after the retention period."""

    link_purpose: ClassVar[str] = "inquiry"

    reference = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    organisation_name = models.CharField(_("name of the organisation"), max_length=200, blank=True, default="")
    name = models.CharField(_("name"), max_length=120, blank=True, default="")
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True, default="")
    email_fails = models.BooleanField(
        _("mail does not arrive"), default=False, help_text=_("The mail server refused it, or a mail came back.")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.NL)
    service = models.CharField(_("service"), max_length=16, choices=Service.choices)
    question = models.TextField(_("question"), max_length=5000, blank=True, default="")
    stages = models.ManyToManyField(Stage, verbose_name=_("stages"), related_name="inquiries", blank=True)
    materials = models.ManyToManyField(Material, verbose_name=_("materials"), related_name="inquiries", blank=True)
    municipality = models.ForeignKey(
        Municipality, models.SET_NULL, null=True, blank=True, related_name="inquiries", verbose_name=_("municipality")
    )
    origin_path = models.CharField(_("came from"), max_length=2000, blank=True, default="", editable=False)
    origin_stage = models.ForeignKey(
        Stage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("stage of the cell")
    )
    origin_material = models.ForeignKey(
        Material, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("material of the cell")
    )
    channel = models.CharField(_("came in by"), max_length=8, choices=Channel.choices, default=Channel.PAGE)
    state = models.CharField(_("state"), max_length=12, choices=InquiryState.choices, default=InquiryState.NEW)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="inquiries",
        verbose_name=_("assignee"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="inquiries", verbose_name=_("organisation"),
        help_text=_("The organisation of the register that asks or that it is about."),
    )  # fmt: skip
    trajectory = models.ForeignKey(
        Trajectory, models.SET_NULL, null=True, blank=True, related_name="inquiries", verbose_name=_("trajectory")
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    answer_due = models.DateField(_("first answer before the end of"))
    first_answered_at = models.DateTimeField(_("first answer"), null=True, blank=True, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    closed_by = models.CharField(_("closed by"), max_length=10, choices=Closer.choices, blank=True, default="")
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    anonymised_at = models.DateTimeField(_("made anonymous"), null=True, blank=True, editable=False)
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Made up to show how the portal works; marked as an example.")
    )
    stamp = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - unique when there
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = InquiryQuerySet.as_manager()
    history = RecordHistory(m2m_fields=[stages, materials], excluded_fields=NOT_IN_HISTORY)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "answer_due"], name="desk_inquiry_due"),
            models.Index(fields=["closed_at"], name="desk_inquiry_closed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(service__in=Service.values), name="desk_inquiry_service_known"),
            models.CheckConstraint(condition=Q(state__in=InquiryState.values), name="desk_inquiry_state_known"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="desk_inquiry_priority_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="desk_inquiry_language_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="desk_inquiry_channel_known"),
            models.CheckConstraint(
                condition=Q(state=InquiryState.CLOSED, closed_at__isnull=False, closed_by__in=Closer.values)
                | (~Q(state=InquiryState.CLOSED) & Q(closed_at__isnull=True, closed_by="")),
                name="desk_inquiry_closed_has_date",
                violation_error_message=_("A closed inquiry has a date and somebody who closed it, and only that one."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state=InquiryState.CLOSED),
                name="desk_inquiry_merged_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at__isnull=True)
                | Q(state=InquiryState.CLOSED, name="", email="", organisation_name="", question=""),
                name="desk_inquiry_anonymous_is_empty",
                violation_error_message=_("What was made anonymous holds no personal data and stays closed."),
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at__isnull=False) | (~Q(name="") & ~Q(email="") & ~Q(question="")),
                name="desk_inquiry_has_inquirer",
            ),
            models.CheckConstraint(
                condition=Q(origin_path="") | (Q(origin_path__startswith="/") & ~Q(origin_path__startswith="//")),
                name="desk_inquiry_origin_is_ours",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Never personal: this text ends up in logs."""
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state != InquiryState.CLOSED

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.first_answered_at is None and self.answer_due < timezone.localdate()

    @property
    def private_path(self) -> str:
        """The address of the private page in the inquirer's language."""
        with translation.override(self.language):
            return reverse("desk:inquiry", args=[self.token])
