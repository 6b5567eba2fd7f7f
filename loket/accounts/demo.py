"""Accounts to look around with, one for each role; development only."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet

from loket.accounts.demo_password import PASSWORD
from loket.models import User
from loket.roles import Role

DOMAIN = "demo.invalid"  # a name that no mail reaches


def demo_users() -> QuerySet[User]:
    return User.objects.filter(email__endswith=f"@{DOMAIN}")


@transaction.atomic
def create_demo_users() -> list[User]:
    """The demo accounts, made where they are missing. Existing ones stay as they are."""
    return [_demo_user(role) for role in Role]


def _facts(role: Role) -> dict[str, str | bool]:
    """Named after the work, so that nobody takes the account for a person."""
    return {
        "email": f"{role.value}@{DOMAIN}",
        "is_staff": role.is_staff,
        "first_name": "Demo",
        "last_name": role.value.replace("-", " "),
    }


def _demo_user(role: Role) -> User:
    user, created = User.objects.get_or_create(username=role.value, defaults=_facts(role))
    if created:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name=role.value))
    return user
