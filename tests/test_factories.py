"""Every factory and every trait makes a record that its own model calls valid."""

import pytest
from factory.django import DjangoModelFactory

from companies.models import Organisation
from tests import factories
from valuechains.models import Material

CASES = [
    (name, trait)
    for name, factory in sorted(vars(factories).items())
    if isinstance(factory, type) and issubclass(factory, DjangoModelFactory) and not factory._meta.abstract
    for trait in [None, *factory._meta.parameters]
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "trait"), CASES, ids=str)
def test_every_factory_and_trait_makes_a_valid_record(name: str, trait: str | None) -> None:
    record = getattr(factories, name)(**({trait: True} if trait else {}))
    record.refresh_from_db()
    record.full_clean(exclude=["password"])


@pytest.mark.django_db
def test_listed_and_strategic_materials_share_the_current_list() -> None:
    plain, strategic = (
        factories.MaterialFactory(listed=True),
        factories.MaterialFactory(listed=True, listed__strategic=True),
    )
    factories.MaterialFactory()
    assert set(Material.objects.listed()) == {plain, strategic}
    assert set(Material.objects.strategic()) == {strategic}


@pytest.mark.django_db
def test_located_and_working_organisations_have_place_and_material() -> None:
    whole = factories.OrganisationFactory(located=True, working=True)
    bare = factories.OrganisationFactory()
    assert list(Organisation.objects.without_location()) == [bare]
    assert list(Organisation.objects.without_material()) == [bare]
    assert whole.sites.get().municipality is not None
