import datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from loket.keys.actions import make
from loket.models import User
from loket.roles import Role
from tests.loket.security.accounts import make_user

ADDRESS = "/api/v1/imports"
LIST = (
    "naam;schakel;gemeente;website\n"
    "Erts BV;refining;Rotterdam;https://erts.example\n"
    "Gruis BV;refining;Rotterdam;geen adres\n"
)


@pytest.fixture(autouse=True)
def _apart(tmp_path, settings):
    """Files of our own, and nothing counted yet."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def administrator(db) -> User:
    return make_user("b.beheer", Role.ADMINISTRATOR)


@pytest.fixture
def key_of(administrator):
    """The secret of a new key for a new person of some role."""

    def give(role: Role = Role.PARTNER, name: str = "") -> tuple[User, str]:
        owner = make_user(name or f"van-{role.value}", role)
        day = timezone.localdate() + datetime.timedelta(days=30)
        _key, secret = make(by=administrator, owner=owner, name="nachtloper", expires_on=day)
        return owner, secret

    return give


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}


def send(client, secret: str, content: str | bytes = LIST, name: str = "lijst.csv", **members):
    data = content.encode() if isinstance(content, str) else content
    sent = {"kind": "companies", "source": "DCMR 2026", "file": SimpleUploadedFile(name, data)} | members
    sent = {member: value for member, value in sent.items() if value is not None}
    return client.post(ADDRESS, sent, headers=bearer(secret))
