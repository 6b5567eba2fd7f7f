"""Who may do something to whose account. The same rules hold for every door: form, action, crafted request."""

from collections.abc import Iterable

from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext as _

from loket.models import User
from loket.roles import Role


class NotAllowed(Exception):
    """The message says why, to the person who asked."""


def may_manage(by: User, user: User) -> bool:
    """Administrators manage accounts; that of a superuser is for superusers alone."""
    return by.is_active and by.has_perm("loket.change_user") and (by.is_superuser or not user.is_superuser)


def require_manager(by: User, user: User) -> None:
    if not may_manage(by, user):
        raise NotAllowed(_("Only an administrator changes accounts, and only a superuser that of a superuser."))


def require_other(by: User, user: User) -> None:
    """What opens or closes doors is never done to one's own account: a colleague does it."""
    require_manager(by, user)
    if by.pk == user.pk:
        raise NotAllowed(_("You cannot do this to your own account. Ask another administrator."))


def require_administrator_left(users: Iterable[User]) -> None:
    """Somebody must be left who can manage accounts after these can no longer. Call inside a transaction: two who
    take each other away at the same moment wait for each other here."""
    Group.objects.select_for_update().filter(name=Role.ADMINISTRATOR).first()
    gone = {user.pk for user in users}
    others = User.objects.filter(Q(groups__name=Role.ADMINISTRATOR) | Q(is_superuser=True), is_active=True)
    if not any(is_password_usable(user.password) for user in others.exclude(pk__in=gone)):
        raise NotAllowed(_("This is the last administrator. Make somebody else administrator first."))


def roles_of(user: User) -> list[Role]:
    """Their roles in the order of the matrix; the groups may have been fetched before."""
    names = {group.name for group in user.groups.all()}
    return [role for role in Role if role.value in names]
