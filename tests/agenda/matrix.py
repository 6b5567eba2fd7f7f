"""A small chain with every state of a cell, for the tests of the white spots."""

from django.test import Client

from companies.models import Activity, Organisation
from publication.publishing import publishing
from tests.factories import (
    ActivityFactory,
    MaterialFactory,
    MaterialSectorFactory,
    MunicipalityFactory,
    OrganisationFactory,
    SectorFactory,
    SiteFactory,
    StageFactory,
)
from tests.reading import api_rows


def organisation(stage, materials, status="active", **traits) -> Organisation:
    made = OrganisationFactory(**{"public": True, **traits})
    ActivityFactory(organisation=made, stage=stage, materials=materials, status=status)
    return made


def make_matrix() -> None:
    """Refining: cobalt active (2), lithium planned, gallium exploring, nickel nobody. Production: nobody's material is
    known. Recovery: cobalt ceased. Knowledge: an institute with cobalt."""
    with publishing():
        names = {
            "refining": "Raffinage",
            "production": "Productie",
            "recycling-recovery": "Herwinning",
            "knowledge": "Kennis",
        }
        stages = {
            slug: StageFactory(public=True, slug=slug, name_nl=nl, short_nl=nl, order=number)
            for number, (slug, nl) in enumerate(names.items(), start=1)
        }
        sector = SectorFactory(public=True, slug="digital")
        materials = {}
        for slug in ("cobalt", "lithium", "gallium", "nickel"):
            made = MaterialFactory(
                public=True, slug=slug, name_nl=slug.capitalize(), listed=True, listed__strategic=slug != "gallium"
            )
            materials[slug] = made
        MaterialSectorFactory(material=materials["gallium"], sector=sector)
        town = MunicipalityFactory(public=True, slug="delft", name="Delft")
        first = organisation(stages["refining"], [materials["cobalt"]])
        SiteFactory(organisation=first, located=True, municipality=town)
        organisation(stages["refining"], [materials["cobalt"]])
        organisation(stages["refining"], [materials["lithium"]], "announced")
        organisation(stages["refining"], [materials["gallium"]], "exploring")
        organisation(stages["production"], [])
        organisation(stages["recycling-recovery"], [materials["cobalt"]], "ceased")
        organisation(stages["knowledge"], [materials["cobalt"]], kind="knowledge_institute")
        # Never counted: not public.
        organisation(stages["refining"], [materials["nickel"]], public=False)
        organisation(stages["refining"], [materials["nickel"]], public=False, embargoed=True)


def backdate(moment, *, records=None) -> None:
    """As if everything had been entered at this moment."""
    for model in (Organisation, Activity, Activity.materials.through):
        model.history.update(history_date=moment)


def state_of(client: Client, stage: str, material: str, query: str = "") -> dict:
    """The cell as the API gives it."""
    (row,) = api_rows(client, f"/coverage?stage={stage}&material={material}{query}")
    return row
