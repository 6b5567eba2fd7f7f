"""The people who sign in, and where they are signed in now."""

import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody of the provincial team or of a partner; what they may do comes from their groups."""

    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("nl", "Nederlands"), ("en", "English")],
        default="nl",
        help_text=_("Language of mails and notes."),
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="loket_user_email_once",
                condition=~Q(email=""),
                violation_error_message=_("Somebody with this mail address has an account already."),
            )
        ]


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def working(self) -> "ApiKeyQuerySet":
        """Those that open the door today: not revoked, not expired, their owner's account not closed."""
        return self.filter(revoked_at=None, expires_on__gte=timezone.localdate(), owner__is_active=True)


class ApiKey(models.Model):
    """A key to deliver lists with through the API, in the name of its owner.

    The secret (256 random bits) is shown once and kept nowhere: here stand the SHA-256 of it, which is enough for a
    secret that nobody can guess, and its first characters, for people to tell keys apart.
    """

    SHOWN = 8

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="api_keys", verbose_name=_("owner"),
        help_text=_("Who answers for what comes with this key. It brings what this person may bring."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=80, help_text=_("Which program or machine uses it."))
    may_decide = models.BooleanField(
        _("decides about matches of lists"), default=False,
        help_text=_(
            "Reads whom rows of lists may be about, and decides it in the name of the owner: for a curator or "
            "administrator alone. What it decides changes the register."
        ),
    )  # fmt: skip
    start = models.CharField(_("begins with"), max_length=SHOWN, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    used_on = models.DateField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key for the API")
        verbose_name_plural = _("keys for the API")
        constraints = [
            models.CheckConstraint(
                name="loket_api_key_digest_is_whole",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A key is kept as its SHA-256."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"


class SignedInQuerySet(models.QuerySet["SignedIn"]):
    def alive(self) -> "SignedInQuerySet":
        """Those that the server would still accept; see ``loket.middleware.sessions``."""
        now = timezone.now()
        return self.filter(
            seen_at__gte=now - datetime.timedelta(seconds=settings.SESSION_IDLE_SECONDS),
            began_at__gte=now - datetime.timedelta(seconds=settings.SESSION_TOTAL_SECONDS),
        ).order_by("-seen_at", "-pk")


class SignedIn(models.Model):
    """One session of one person, told in a way that they recognise. It goes when the session goes.

    The id of the session itself opens doors and is never shown; pages name this row by its own number.
    """

    LONGEST_BROWSER = 200

    user = models.ForeignKey(User, models.CASCADE, related_name="signed_in", verbose_name=_("user"))
    session = models.OneToOneField(Session, models.CASCADE, related_name="+", verbose_name=_("session"))
    network = models.CharField(_("network"), max_length=45, blank=True)
    browser = models.CharField(_("browser"), max_length=LONGEST_BROWSER, blank=True)
    began_at = models.DateTimeField(_("signed in"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    objects = SignedInQuerySet.as_manager()

    class Meta:
        verbose_name = _("place where somebody is signed in")
        verbose_name_plural = _("places where somebody is signed in")
        indexes = [models.Index(fields=["user", "seen_at"], name="loket_signed_in_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.network}"
