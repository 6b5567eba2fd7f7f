"""A list is taken back after staff changed web names: addresses that were public lead to what is there."""

import pytest

from companies.merging.aliases import current_slug
from companies.models import Organisation, OrganisationAlias
from imports.enums import RowUndo
from imports.models import ImportRow
from tests.companies.imports.lists import HEADER, Take, no_listing_differs
from tests.companies.imports.test_undo import taken_back

pytestmark = pytest.mark.django_db
FIRST = f"{HEADER};website\nOok;refining;Den Haag;https://ook.nl\n"
SECOND = f"{FIRST.replace('ook.nl', 'nieuw.nl')}Vers;refining;Rotterdam;https://n.nl\n"


def renamed(slug: str, new: str) -> None:
    organisation = Organisation.objects.get(slug=slug)
    organisation.slug = new
    organisation.save()


def test_the_web_name_of_before_comes_back_and_the_one_between_leads_there(take: Take) -> None:
    take(FIRST, source="DCMR")
    job = take(SECOND, source="DCMR")
    renamed("ook", "ook-anders")
    renamed("vers", "vers-anders")
    assert (current_slug("ook"), current_slug("vers")) == ("ook-anders", "vers-anders")
    taken_back(job, changed_too=True)
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["ook"]
    assert dict(OrganisationAlias.objects.values_list("slug", "organisation__slug")) == {"ook-anders": "ook"}
    assert no_listing_differs()
    take(SECOND, source="DCMR")
    assert set(Organisation.objects.values_list("slug", flat=True)) == {"ook", "vers"}


def test_what_got_another_web_name_is_left_unless_asked(take: Take) -> None:
    job = take(SECOND, source="DCMR")
    renamed("vers", "vers-anders")
    taken_back(job)
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["vers-anders"]
    assert current_slug("vers") == "vers-anders"
    assert ImportRow.objects.get(job=job, label="Vers").undo == RowUndo.LEFT


def test_a_list_that_brings_the_name_again_gives_the_next_free_one(take: Take) -> None:
    take(FIRST, source="DCMR")
    known = Organisation.objects.get()
    known.slug, known.name, known.website = "anders", "Anders", "https://a.nl"
    known.save()
    take(f"{HEADER};website\nOok;production;Rotterdam;https://heel-iets.nl\n", source="TNO")
    assert set(Organisation.objects.values_list("slug", flat=True)) == {"anders", "ook-2"}
    assert current_slug("ook") == "anders"
