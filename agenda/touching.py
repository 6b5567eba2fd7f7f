"""What of the agenda touches a cell of the matrix: it names the stage or the material, and no other one instead."""

from __future__ import annotations

from pyroaring import BitMap

from publication.index import index_for
from publication.index.facets import FacetIndex
from publication.index.registry import lock
from publication.selection import Selection
from valuechains.pages import Known

__all__ = ["touching"]


def touching(kind: str, stage: str, material: str, known: Known) -> Selection:
    """Records of a kind that name this stage, this material or both. Who names neither stage nor material is about
    everything, and so about no cell in particular."""
    index = index_for(kind, known)
    with lock:
        bound_stage, bound_material = (
            _bound(index.facets, "stage", index.all),
            _bound(index.facets, "material", index.all),
        )
        at_stage = index.facets.any_of("stage", [stage]) | (index.all - bound_stage)
        of_material = index.facets.any_of("material", [material]) | (index.all - bound_material)
        found = at_stage & of_material & (bound_stage | bound_material)
    return Selection(index, {"cell": found})


def _bound(facets: FacetIndex, name: str, among: BitMap) -> BitMap:
    return facets.any_of(name, facets.counts(name, among))
