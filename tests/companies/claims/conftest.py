import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from companies.claims.forms import ClaimForm
from companies.models import Claim, Letter, Organisation
from companies.moderation.deciding import StatedBy, decide
from loket.models import User
from tests.companies.register import make_register
from tests.factories import UserFactory
from tests.html_forms import form_data
from tests.shared_records import FillOnce
from tests.stamps import stamp_of

PATH = "/nl/bedrijven/metaal-001/dit-is-onze-organisatie/"


@pytest.fixture(autouse=True)
def _nothing_counted(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def _register(fill_once: FillOnce) -> None:
    fill_once(_make_register)


def _make_register() -> None:
    make_register(2)
    found = Organisation.objects.get(slug="metaal-001")
    found.website = "https://www.metaal.example/over"
    found.save()


@pytest.fixture
def organisation(_register: None, db) -> Organisation:
    return Organisation.objects.get(slug="metaal-001")


@pytest.fixture
def moderator(db) -> User:
    return UserFactory(superuser=True, username="moderator")


def answers(client: Client, path: str = PATH, **changed: object) -> dict[str, object]:
    data: dict[str, object] = {name: values[-1] for name, values in form_data(client.get(path)).items() if values}
    told = {"eligibility": "director", "name": "Anna Proef", "role": "Directeur", "email": "anna@metaal.example"}
    return data | told | {"stamp": stamp_of(ClaimForm)} | changed


def links() -> list[str]:
    """The private links in mails that wait, the latest last; as paths."""
    found = []
    for body in Letter.objects.order_by("pk").values_list("body", flat=True):
        found += re.findall(r"https?://[^/\s]+(/\S+)", body)
    return found


def outbox() -> list[str]:
    return [one.subject for one in mail.outbox]


@pytest.fixture
def granted(client: Client, organisation: Organisation, moderator: User) -> tuple[Claim, str]:
    return grant(client, moderator)


def grant(client: Client, moderator: User, **changed: object) -> tuple[Claim, str]:
    """A claim that was confirmed and granted, and the path of its own page."""
    assert client.post(PATH, answers(client, **changed)).status_code == 302
    client.post(links()[-1], {"do": "confirm"})
    claim = Claim.objects.latest("pk")
    decide(
        case_id=claim.case_id, accepted=[], reason="Gebeld.", stated_by=StatedBy(""), user=moderator, is_right=True
    )  # fmt: skip
    claim.refresh_from_db()
    return claim, links()[-1]
