"""The log of mails that must never go twice: one row per mail, found by its key."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.enums import LetterState


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=LetterState.WAITING, attempts__lt=Letter.MOST_ATTEMPTS).order_by("pk")


class Letter(models.Model):
    """A mail to somebody outside. ``key`` says which one, such as ``case:12:decided``; recipient, text and headers are
    wiped as soon as it has left."""

    MOST_ATTEMPTS = 8

    key = models.CharField(_("key"), max_length=80, unique=True)
    recipient = models.EmailField(_("recipient"), blank=True, default="")
    subject = models.CharField(_("subject"), max_length=200, blank=True, default="")
    body = models.TextField(_("text"), blank=True, default="")
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState.choices, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="companies_letter_state_known"),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at__isnull=True)),
                name="companies_letter_sent_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.key
