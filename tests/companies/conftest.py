import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from loket.models import User
from tests.factories import UserFactory


@pytest.fixture
def curator(client: Client) -> User:
    user = UserFactory(superuser=True, username="curator")
    client.force_login(user)
    return user


@pytest.fixture
def viewer(client: Client) -> User:
    """Signed in; sees everything and may change nothing."""
    user = UserFactory(staff=True, username="kijker")
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    return user
