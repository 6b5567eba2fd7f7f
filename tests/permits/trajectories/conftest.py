"""People who work on permits, signed in."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from loket.roles import Role
from tests.factories import UserFactory


def person(role: Role):
    user = UserFactory(staff=True, username=f"een-{role.value}")
    user.groups.add(Group.objects.get(name=role.value))
    return user


@pytest.fixture
def officer(db, client: Client):
    user = person(Role.PERMIT_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def viewer(db, client: Client):
    user = person(Role.VIEWER)
    client.force_login(user)
    return user
