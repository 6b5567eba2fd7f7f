"""Counts and short lists of another app's kind, by its name alone: what stands behind a stage or a material."""

from collections.abc import Collection, Mapping

from publication.index import index_for
from publication.index.registry import lock
from publication.models import ListingState
from publication.selection import Selection

Known = Mapping[str, ListingState]


def narrowed(kind: str, known: Known, /, **facets: Collection[str]) -> Selection:
    """Listings of a kind with any of the given values of each facet, as ``stage=["refining"]``.

    An unknown value leaves nothing; an unknown facet is a ``KeyError``.
    """
    selection = Selection(index_for(kind, known))
    with lock:
        for name, values in facets.items():
            selection = selection.narrow(name, selection.index.facets.any_of(name, values))
    return selection


def facet_counts(kind: str, facet: str, known: Known, /, **facets: Collection[str]) -> dict[str, int]:
    """How many listings of a kind carry each value of a facet, among those with the given other facets."""
    return narrowed(kind, known, **facets).facet_counts(facet)
