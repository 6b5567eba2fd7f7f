"""A question passed on to a partner, who says that it was received."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import Partner
from desk.models.inquiries import Inquiry
from desk.models.linked import Linked, LinkedQuerySet


class HandOver(Linked):
    link_purpose: ClassVar[str] = "hand-over"

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="hand_overs", verbose_name=_("inquiry"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="hand_overs", verbose_name=_("partner"))
    email = models.EmailField(_("e-mail address at the partner"), max_length=254, blank=True, default="")
    text = models.TextField(_("what we ask of the partner"), max_length=5000, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, default="nl")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    handed_at = models.DateTimeField(_("handed over"), default=timezone.now)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)

    objects: ClassVar[Any] = LinkedQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-handed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_at__isnull=True) | models.Q(received_at__gte=models.F("handed_at")),
                name="desk_handover_received_after_handed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.pk}"
