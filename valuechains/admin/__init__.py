"""The chain, its materials and their sources, as staff work with them."""

from valuechains.admin.chain import BenchmarkAdmin, SectorAdmin, StageAdmin
from valuechains.admin.dilemmas import DilemmaAdmin
from valuechains.admin.events import SupplyEventAdmin
from valuechains.admin.lists import ListVersionAdmin
from valuechains.admin.materials import MaterialAdmin, MaterialFactAdmin
from valuechains.admin.sources import SourceAdmin

__all__ = [
    "BenchmarkAdmin",
    "DilemmaAdmin",
    "ListVersionAdmin",
    "MaterialAdmin",
    "MaterialFactAdmin",
    "SectorAdmin",
    "SourceAdmin",
    "StageAdmin",
    "SupplyEventAdmin",
]
