"""A visitor's form, an officer, and mails that leave at once."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client

from desk import tasks
from desk.models import Mail
from loket.models import User
from loket.roles import Role
from publication.publishing import publishing
from tests.factories import MaterialFactory, StageFactory
from tests.loket.security.accounts import make_user
from valuechains.models import Material, Stage

ASK = "/nl/vraag-het-loket/"


@pytest.fixture(autouse=True)
def _own_room(settings, tmp_path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PUBLIC_FORM_FASTEST = 0
    cache.clear()
    yield
    cache.clear()
    assert default_storage is not None


@pytest.fixture
def post_mails(django_capture_on_commit_callbacks) -> Callable[[], list]:
    """Send what waits, as the sweep does; gives the letters."""

    def send() -> list:
        mail.outbox.clear()
        tasks.sweep()
        return list(mail.outbox)

    return send


@pytest.fixture
def chain() -> tuple[Stage, Material]:
    with publishing():
        return StageFactory(public=True, slug="recycling"), MaterialFactory(public=True, slug="lithium")


@pytest.fixture
def officer() -> User:
    return make_user("balie", Role.DESK_OFFICER)


@pytest.fixture
def desk(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def stamp_in(html: str) -> str:
    return re.search(r'name="stamp" value="([^"]+)"', html)[1]


def answers(client: Client, **changes) -> dict:
    """A form as a visitor would send it, from the page that was just asked for."""
    told = {
        "service": "insight",
        "question": "Wie werkt hier met wolfraam, en in welke schakel?",
        "name": "Vera Vraagsteller",
        "organisation": "Voorbeeld B.V.",
        "email": "vera@example.org",
        "language": "nl",
        "municipality": "",
        "plan": "",
        "cell": "",
        "contact_reference": "",
        "stamp": stamp_in(client.get(ASK).content.decode()),
    }
    return told | changes


def waiting() -> int:
    return Mail.objects.count()


def close_file(response) -> None:
    """As a server does after sending; the test client's own close would end the test's transaction."""
    for close in response._resource_closers:
        close()
