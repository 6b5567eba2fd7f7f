"""Who can work on a question."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet


def officers() -> QuerySet[Any]:
    """Active people whose roles let them change inquiries."""
    right = Q(groups__permissions__codename="change_inquiry", groups__permissions__content_type__app_label="desk")
    people = get_user_model().objects.filter(right | Q(is_superuser=True), is_active=True)
    return people.distinct().order_by("last_name", "first_name", "username")
