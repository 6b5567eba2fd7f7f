"""System checks for production, run by ``check --deploy`` and before gunicorn starts."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

DEFAULT_NAMES = ("admin", "root", "test", "demo", "beheerder")


@register(Tags.security, deploy=True)
def second_factor(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    if settings.REQUIRE_SECOND_FACTOR:
        return []
    return [
        Error("Staff can sign in without a second factor.", hint="Set REQUIRE_SECOND_FACTOR to true.", id="loket.E001")
    ]


@register(Tags.security, Tags.database, deploy=True)
def default_accounts(app_configs: Any, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """No account of the demonstration, and none with a name that every guesser tries, can sign in."""
    if not databases:
        return []
    from loket.accounts.demo import demo_users
    from loket.models import User

    try:
        names = {*demo_users().values_list("username", flat=True)}
        names |= {
            user.username for user in User.objects.filter(username__in=DEFAULT_NAMES) if user.has_usable_password()
        }
    except DatabaseError:
        return []  # the tables are not there yet: nobody can sign in
    if not names:
        return []
    hint = "Remove them: manage.py demo_users --remove, or make a personal account and delete these."
    return [Error(f"Accounts that anyone can guess exist: {', '.join(sorted(names))}.", hint=hint, id="loket.E002")]
