"""A small chain, and a way to take a list in."""

from pathlib import Path

import pytest

from imports.models import Import
from tests.companies.imports.lists import Take
from tests.factories import (
    MaterialFactory,
    MunicipalityFactory,
    SourceFactory,
    StageFactory,
)
from tests.shared_records import FillOnce
from tests.taking import take_list


@pytest.fixture(scope="module")
def _chain(fill_once: FillOnce) -> None:
    fill_once(make_chain)


@pytest.fixture
def chain(_chain: None, db: None) -> None:
    """Two stages, two materials, two municipalities and a source."""


def make_chain() -> None:
    for slug, name_nl, name_en in [("refining", "Raffinage", "Refining"), ("production", "Productie", "Production")]:
        StageFactory(slug=slug, name_nl=name_nl, name_en=name_en, short_nl=name_nl, short_en=name_en)
    MaterialFactory(slug="copper", name_nl="Koper", name_en="Copper", symbols=["Cu"])
    MaterialFactory(slug="tungsten", name_nl="Wolfraam", name_en="Tungsten", symbols=["W"])
    MunicipalityFactory(slug="rotterdam", name="Rotterdam", latitude=51.92, longitude=4.48)
    MunicipalityFactory(
        slug="den-haag", name="Den Haag", also_known_as=["'s-Gravenhage"], latitude=52.08, longitude=4.31
    )
    SourceFactory(slug="page-a")


@pytest.fixture
def take(chain: None, settings, tmp_path: Path) -> Take:
    """Upload a list, of organisations unless told otherwise, and apply it, too."""
    settings.MEDIA_ROOT = tmp_path

    def run(
        content: str, *, kind: str = "companies", apply: bool = True, name: str = "list.csv", **options: object
    ) -> Import:
        return take_list(kind, content, name=name, apply=apply, **options)

    return run
