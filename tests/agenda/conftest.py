import pytest
from django.test import Client

from loket.models import User
from tests.factories import UserFactory


@pytest.fixture
def curator(client: Client) -> User:
    user = UserFactory(superuser=True, username="curator", english=True)
    client.force_login(user)
    return user
