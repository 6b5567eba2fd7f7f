"""What an administrator does with keys. Each act is a line in the histories of the key and its owner's account and in
the security log; neither ever holds the secret."""

import datetime
import hashlib
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.accounts.rules import NotAllowed
from loket.accounts.trail import tell
from loket.models import ApiKey, User
from loket.roles import Role

__all__ = ["DECIDES", "OWNERS", "digest_of", "latest_day", "make", "possible_owners", "revoke"]

OWNERS = (Role.PARTNER, Role.CURATOR, Role.PERMIT_OFFICER, Role.ADMINISTRATOR)
#: What the owner of a key that decides must be allowed to.
DECIDES = "companies.change_rowmatch"
BYTES = 32


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def latest_day() -> datetime.date:
    """The last day that a key made today may have: ``API_KEY_DAYS`` from now."""
    return timezone.localdate() + datetime.timedelta(days=settings.API_KEY_DAYS)


def possible_owners() -> QuerySet[User]:
    """Active people of the roles that bring lists."""
    people = User.objects.filter(is_active=True, groups__name__in=[role.value for role in OWNERS])
    return people.distinct().order_by("last_name", "first_name", "username")


@transaction.atomic
def make(
    *,
    by: User,
    owner: User,
    name: str,
    expires_on: datetime.date,
    may_decide: bool = False,
    request: HttpRequest | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its secret, which only the caller has from now on."""
    if not by.is_active or not by.has_perm("loket.add_apikey"):
        raise NotAllowed(_("Only an administrator makes keys."))
    if not possible_owners().filter(pk=owner.pk).exists():
        raise NotAllowed(_("%(name)s has no role that brings lists.") % {"name": owner})
    if not timezone.localdate() <= expires_on <= latest_day():
        raise NotAllowed(_("Choose a last day from today until %(day)s.") % {"day": latest_day()})
    if may_decide and not owner.has_perm(DECIDES):
        raise NotAllowed(_("%(name)s does not decide about matches, so a key of theirs cannot.") % {"name": owner})
    secret = secrets.token_urlsafe(BYTES)
    key = ApiKey.objects.create(
        owner=owner, name=name, start=secret[: ApiKey.SHOWN], digest=digest_of(secret), expires_on=expires_on,
        may_decide=may_decide,
    )  # fmt: skip
    detail = f"{key}, {expires_on}" + (", may decide" if may_decide else "")
    _tell(by, key, gettext_noop("key for the API made"), detail, request, is_new=True)
    return key, secret


@transaction.atomic
def revoke(*, by: User, keys: Iterable[ApiKey], request: HttpRequest | None = None) -> int:
    """They stop working at once and for good; gives how many did work until now."""
    if not by.is_active or not by.has_perm("loket.change_apikey"):
        raise NotAllowed(_("Only an administrator revokes keys."))
    count = 0
    for key in keys:
        if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
            _tell(by, key, gettext_noop("key for the API revoked"), str(key), request)
            count += 1
    return count


def _tell(
    by: User, key: ApiKey, action: str, detail: str, request: HttpRequest | None, *, is_new: bool = False
) -> None:
    """In the history of the key as well as in that of its owner."""
    flag = ADDITION if is_new else CHANGE
    LogEntry.objects.log_actions(user_id=by.pk, queryset=[key], action_flag=flag, change_message=_(action))
    tell(by, key.owner, action, detail, request=request)
