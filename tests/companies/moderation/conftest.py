import pytest
from django.core.cache import cache

from companies.models import Case, Organisation
from companies.moderation.forms import SuggestionForm
from companies.moderation.receiving import receive
from loket.models import User
from tests.companies.register import make_register
from tests.factories import UserFactory
from tests.shared_records import FillOnce
from tests.stamps import stamp_of


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def _register(fill_once: FillOnce) -> None:
    fill_once(make_register, 3)


@pytest.fixture
def organisation(_register: None, db) -> Organisation:
    return Organisation.objects.get(slug="metaal-001")


@pytest.fixture
def two(organisation: Organisation) -> tuple[Organisation, Organisation]:
    """``metaal-001`` (production, copper) and ``metaal-002`` (refining, tungsten), both public."""
    return organisation, Organisation.objects.get(slug="metaal-002")


@pytest.fixture
def moderator(db) -> User:
    return UserFactory(superuser=True, username="moderator")


@pytest.fixture
def case(organisation: Organisation) -> Case:
    """Somebody reports a new website and another name."""
    return receive(
        organisation=organisation,
        stamp=stamp_of(SuggestionForm)[:20],
        language="en",
        changes={"website": ("", "https://metaal.example"), "name": ("Metaal 001", "Metaal Een")},
        source="https://metaal.example/about says so",
        remark="We also do tungsten.",
        sender_email="sender@example.org",
    )
