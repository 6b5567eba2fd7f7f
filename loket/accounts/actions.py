"""What an administrator does with accounts. Each is one transaction, checks its own rules (``NotAllowed``), and leaves
a line in the history of the account and one in the security log."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.accounts import rules, sessions
from loket.accounts.invitations import is_invited
from loket.accounts.posts import post_invitation, post_later
from loket.accounts.rules import NotAllowed
from loket.accounts.trail import tell
from loket.models import User
from loket.roles import Role

__all__ = [
    "Details",
    "NotAllowed",
    "activate",
    "change_details",
    "deactivate",
    "end_all_sessions",
    "invite",
    "invite_again",
    "remove_second_factor",
    "set_roles",
]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    first_name: str
    last_name: str
    email: str
    language: str


@transaction.atomic
def invite(*, by: User, details: Details, roles: Collection[Role], request: HttpRequest | None = None) -> User:
    """A new account without password; its person gets a mail to pick one. One signs in with the mail address."""
    user = User(**dataclasses.asdict(details), username=details.email.lower())
    user.set_unusable_password()
    if not by.is_active or not by.has_perm("loket.add_user"):
        raise NotAllowed(_("Only an administrator makes accounts."))
    user.is_staff = any(role.is_staff for role in roles)
    user.save()
    user.groups.set(_groups(roles))
    _know_address(user)
    tell(by, user, gettext_noop("account made"), _names(roles), request=request, is_new=True)
    post_invitation(user, request)
    return user


@transaction.atomic
def invite_again(*, by: User, user: User, request: HttpRequest | None = None) -> None:
    """A new link; the earlier one is dead."""
    user = _locked(user)
    rules.require_other(by, user)
    if not is_invited(user):
        raise NotAllowed(_("%(name)s has a password already, or is not active.") % {"name": user})
    user.set_unusable_password()
    user.save(update_fields=["password"])
    tell(by, user, gettext_noop("invitation sent again"), request=request)
    post_invitation(user, request)


@transaction.atomic
def change_details(*, by: User, user: User, changes: Mapping[str, str], request: HttpRequest | None = None) -> bool:
    """Change some of ``Details``; False when nothing differs. Of oneself not the address: resets go there."""
    user = _locked(user)
    rules.require_manager(by, user)
    before = user.email
    changed = [field.name for field in dataclasses.fields(Details) if _differs(user, changes, field.name)]
    if not changed:
        return False
    if "email" in changed:
        rules.require_other(by, user)
        if user.username == before.lower():
            user.username = changes["email"].lower()
    for name in changed:
        setattr(user, name, changes[name])
    user.save()
    labels = ", ".join(str(getattr(User._meta.get_field(name), "verbose_name", name)) for name in changed)
    tell(by, user, gettext_noop("account changed"), labels, request=request)
    if "email" in changed:
        _move_address(user, before, request)
    return True


def _differs(user: User, changes: Mapping[str, str], name: str) -> bool:
    return name in changes and getattr(user, name) != changes[name]


def _move_address(user: User, before: str, request: HttpRequest | None) -> None:
    _know_address(user)
    if before:
        post_later("address_changed", user, request, to=before, old=before, new=user.email)
    if is_invited(user):
        post_invitation(user, request)


@transaction.atomic
def set_roles(*, by: User, user: User, roles: Collection[Role], request: HttpRequest | None = None) -> bool:
    """Give exactly these roles; False when they are the same. Working in the admin follows from them."""
    user = _locked(user)
    before = rules.roles_of(user)
    if set(before) == set(roles):
        return False
    rules.require_other(by, user)
    if Role.ADMINISTRATOR in before and Role.ADMINISTRATOR not in roles and user.is_active and not user.is_superuser:
        rules.require_administrator_left([user])
    user.groups.set(_groups(roles))
    user.is_staff = user.is_superuser or any(role.is_staff for role in roles)
    user.save(update_fields=["is_staff"])
    tell(by, user, gettext_noop("roles changed"), f"{_names(before)} → {_names(roles)}", request=request)
    return True


@transaction.atomic
def deactivate(*, by: User, users: Iterable[User], request: HttpRequest | None = None) -> int:
    """Close these accounts and end their sessions at once; all of them or none."""
    locked = [user for user in map(_locked, users) if user.is_active]
    for user in locked:
        rules.require_other(by, user)
    if locked:
        rules.require_administrator_left(locked)
    for user in locked:
        user.is_active = False
        user.save(update_fields=["is_active"])
        sessions.end_sessions(user=user)
        tell(by, user, gettext_noop("account closed"), request=request)
    return len(locked)


@transaction.atomic
def activate(*, by: User, users: Iterable[User], request: HttpRequest | None = None) -> int:
    """Open closed accounts again, with the password, factor and roles that they had."""
    locked = [user for user in map(_locked, users) if not user.is_active]
    for user in locked:
        rules.require_other(by, user)
        user.is_active = True
        user.save(update_fields=["is_active"])
        tell(by, user, gettext_noop("account opened again"), request=request)
    return len(locked)


@transaction.atomic
def end_all_sessions(*, by: User, users: Iterable[User], request: HttpRequest | None = None) -> int:
    """Sign people out everywhere; gives how many people had a session."""
    count = 0
    for user in users:
        rules.require_other(by, user)
        ended = sessions.end_sessions(user=user)
        tell(by, user, gettext_noop("sessions ended"), str(ended), request=request)
        count += bool(ended)
    return count


@transaction.atomic
def remove_second_factor(*, by: User, user: User, reason: str, request: HttpRequest | None = None) -> None:
    """For somebody who lost it and has shown who they are: they set up a new one when they sign in again."""
    user = _locked(user)
    rules.require_other(by, user)
    if not reason.strip():
        raise NotAllowed(_("Tell how you know that it is them, and why the factor goes."))
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise NotAllowed(_("%(name)s has no second factor.") % {"name": user})
    sessions.end_sessions(user=user)
    tell(by, user, gettext_noop("second factor removed"), reason.strip(), request=request)
    post_later("factor_removed", user, request)


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _groups(roles: Collection[Role]) -> list[Group]:
    return list(Group.objects.filter(name__in=[role.value for role in roles]))


def _names(roles: Collection[Role]) -> str:
    return ", ".join(role.value for role in Role if role in roles) or "-"


def _know_address(user: User) -> None:
    """allauth keeps addresses of its own; a reset must never go to an earlier one."""
    EmailAddress.objects.filter(user=user).delete()
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
