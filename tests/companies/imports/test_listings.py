"""Listings follow a list, and its taking back, also those of what the list itself says nothing of."""

import pytest

from companies.models import Organisation, Site
from publication.enums import Visibility
from tests.companies.imports.lists import HEADER, Take, no_listing_differs
from tests.companies.imports.test_undo import taken_back

pytestmark = pytest.mark.django_db
FIRST = f"{HEADER};kvk;website\nOok;refining;Den Haag;12345678;https://ook.nl\n"


@pytest.fixture
def known(take: Take) -> Organisation:
    """An organisation with a second site, which lists that name one place know nothing of."""
    take(FIRST, source="DCMR")
    organisation = Organisation.objects.get()
    Site.objects.create(organisation=organisation, town="Gouda", is_main=False)
    assert no_listing_differs()
    return organisation


def test_all_sites_tell_the_name_that_a_list_brings_and_that_of_before(take: Take, known: Organisation) -> None:
    job = take(FIRST.replace("Ook", "Heel Anders"), source="DCMR")
    known.refresh_from_db()
    assert known.name == "Heel Anders"
    assert no_listing_differs()
    taken_back(job)
    known.refresh_from_db()
    assert known.name == "Ook"
    assert no_listing_differs()


@pytest.mark.parametrize(
    ("field", "value"), [("slug", "anders"), ("visibility", Visibility.INTERNAL), ("shows_sites", False)]
)
def test_all_sites_follow_what_staff_changed_since_and_is_set_back(
    take: Take, known: Organisation, field: str, value: object
) -> None:
    before = getattr(known, field)
    job = take(FIRST.replace("https://ook.nl", "https://nieuw.nl"), source="DCMR")
    known.refresh_from_db()
    setattr(known, field, value)
    known.save()
    taken_back(job, changed_too=True)
    known.refresh_from_db()
    assert (getattr(known, field), known.website) == (before, "https://ook.nl")
    assert no_listing_differs()
