"""The admin pages of people, as the tests ask for them."""

from typing import Any

from django.urls import reverse

from loket.models import User

LIST = "admin:loket_user_changelist"
ADD = "admin:loket_user_add"


def change_url(user: User) -> str:
    return reverse("admin:loket_user_change", args=[user.pk])


def do_url(user: User, action: str) -> str:
    return reverse("admin:loket_user_do", args=[user.pk, action])


def person(**changes: Any) -> dict[str, Any]:
    """What somebody fills in for a new colleague."""
    filled = {
        "first_name": "Noor",
        "last_name": "de Wit",
        "email": "Noor.deWit@example.org",
        "language": "nl",
        "roles": ["curator"],
    }
    return filled | changes
