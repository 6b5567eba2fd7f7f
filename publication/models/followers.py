"""Who gets a mail when something public changes. A mail address and nothing else; it goes when they stop."""

import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class Rhythm(models.TextChoices):
    AT_ONCE = "at-once", _("at once, a mail for each change")
    DIGEST = "digest", _("once a week, in one mail")


class FollowerQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)


class Follower(models.Model):
    """``subject`` and ``key`` say what is followed (``publication.following.subjects``), ``nonce`` makes the links of
    the mails, ``told`` is what the last mail knew, ``letters`` counts the mails, so that none is written twice."""

    subject = models.CharField(max_length=40)
    key = models.CharField(max_length=500)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=[("nl", "nl"), ("en", "en")])
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    nonce = models.CharField(max_length=24, default=new_nonce, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)
    told_digest = models.CharField(max_length=32, blank=True, default="")
    letters = models.PositiveIntegerField(default=0)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("subject", "key", Lower("email"), name="publication_follower_once"),
            models.CheckConstraint(condition=Q(language__in=["nl", "en"]), name="publication_follower_language_known"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="publication_follower_rhythm_known"),
        ]
        indexes = [models.Index(fields=["confirmed_at", "subject", "key"], name="publication_follower_confirmed")]

    def __str__(self) -> str:
        return f"follower {self.pk}"
