"""Pages on the chain, its materials and what happens around them. All read listings alone."""

from valuechains.views.benchmarks import benchmarks
from valuechains.views.chain import chain
from valuechains.views.events import events
from valuechains.views.material import material
from valuechains.views.materials import materials
from valuechains.views.sectors import sectors
from valuechains.views.stage import stage

__all__ = ["benchmarks", "chain", "events", "material", "materials", "sectors", "stage"]
