"""Synthetic organisations for benchmarks: the same number gives the same register, on any machine.

Seven stages, fifty municipalities, none to five of the listed materials each; points are strewn around the real
centres. Run ``python -m benchmarks.synthetic NUMBER`` on a migrated database with its reference data loaded.
"""

from __future__ import annotations

import dataclasses
import os
import random
import sys
from collections.abc import Iterator

BATCH = 2000
_START = 20240703
_FIRST = [
    "Metaal",
    "Kobalt",
    "Delta",
    "Rijn",
    "Haven",
    "Maas",
    "Circulair",
    "Nova",
    "Techno",
    "Alfa",
    "Polder",
    "Ferro",
]
_LAST = ["recycling", "handel", "techniek", "chemie", "logistiek", "onderzoek", "materialen", "systemen", "batterijen"]
_FORMS = ["B.V.", "N.V.", "V.O.F.", "Holding", "Groep", "Nederland"]
_KINDS = ["company"] * 8 + ["knowledge_institute", "foundation"]


@dataclasses.dataclass(frozen=True, slots=True)
class Synthetic:
    """One organisation as plain values; ``stages`` and ``materials`` index into the reference data by order."""

    number: int
    slug: str
    name: str
    kind: str
    stages: tuple[int, ...]
    materials: tuple[int, ...]
    municipality: int
    north: float
    east: float


def organisations(count: int) -> Iterator[Synthetic]:
    """``count`` organisations; the first n of a longer run are those of a shorter one."""
    chance = random.Random(_START)
    for number in range(count):
        name = f"{chance.choice(_FIRST)}{chance.choice(_LAST)} {chance.choice(_FORMS)} {number}"
        yield Synthetic(
            number=number,
            slug=f"synthetisch-{number}",
            name=name,
            kind=chance.choice(_KINDS),
            stages=tuple(sorted(chance.sample(range(7), chance.choice((1, 1, 1, 2))))),
            materials=tuple(sorted(chance.sample(range(34), chance.randint(0, 5)))),
            municipality=chance.randrange(50),
            north=chance.gauss(0, 0.02),
            east=chance.gauss(0, 0.03),
        )


def create(count: int) -> None:
    """Write them with their sites, activities, materials and listings."""
    from companies.models import Municipality, Organisation
    from valuechains.models import Material, Stage

    stages = list(Stage.objects.order_by("order"))
    materials = list(Material.objects.listed().order_by("slug"))
    municipalities = list(Municipality.objects.order_by("cbs_code"))
    if (len(stages), len(materials), len(municipalities)) != (7, 34, 50):
        raise SystemExit("Load the reference data first: manage.py load_reference")
    standing = Organisation.objects.filter(slug__startswith="synthetisch-").count()
    batch: list[Synthetic] = []
    for one in organisations(count):
        if one.number >= standing:
            batch.append(one)
        if len(batch) == BATCH or (batch and one.number == count - 1):
            _write(batch, stages, materials, municipalities)
            batch = []


def _write(batch: list[Synthetic], stages: list, materials: list, municipalities: list) -> None:  # type: ignore[type-arg]
    from companies.models import Activity, ActivityMaterial, Organisation, Site
    from publication.publishing import publishing, touch

    with publishing():
        made = Organisation.objects.bulk_create(
            Organisation(slug=one.slug, name=one.name, kind=one.kind, visibility="public") for one in batch
        )
        activities, links, sites = [], [], []
        for one, organisation in zip(batch, made, strict=True):
            own = [Activity(organisation=organisation, stage=stages[number]) for number in one.stages]
            activities += own
            links += [ActivityMaterial(activity=own[0], material=materials[number]) for number in one.materials]
            sites.append(_site(one, organisation, municipalities[one.municipality]))
        Activity.objects.bulk_create(activities)
        ActivityMaterial.objects.bulk_create(links)
        made_sites = Site.objects.bulk_create(sites)
        touch("companies", [organisation.pk for organisation in made])
        touch("sites", [site.pk for site in made_sites])


def _site(one: Synthetic, organisation: object, municipality: object) -> object:
    from companies.models import Site

    return Site(
        organisation=organisation,
        municipality=municipality,
        town=municipality.name,  # type: ignore[attr-defined]
        latitude=municipality.latitude + one.north,  # type: ignore[attr-defined]
        longitude=municipality.longitude + one.east,  # type: ignore[attr-defined]
        precision="address",
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.development")
    import django

    django.setup()
    create(int(sys.argv[1]))
