from valuechains.models.chain import Benchmark, Sector, Stage
from valuechains.models.dilemmas import Dilemma
from valuechains.models.events import SupplyEvent
from valuechains.models.listings import (
    BenchmarkListing,
    DilemmaListing,
    MaterialListing,
    SectorListing,
    StageListing,
    SupplyEventListing,
)
from valuechains.models.materials import ListEntry, ListVersion, Material, MaterialFact, MaterialSector
from valuechains.models.sources import Source

__all__ = [
    "Benchmark",
    "BenchmarkListing",
    "Dilemma",
    "DilemmaListing",
    "ListEntry",
    "ListVersion",
    "Material",
    "MaterialFact",
    "MaterialListing",
    "MaterialSector",
    "Sector",
    "SectorListing",
    "Source",
    "Stage",
    "StageListing",
    "SupplyEvent",
    "SupplyEventListing",
]
