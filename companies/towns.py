"""Which municipality a town lies in, as far as its name alone tells that."""

from collections.abc import Iterable, Mapping

from companies.imports.vocabularies import municipality_names
from companies.models import Municipality
from imports.vocabulary import plain

__all__ = ["municipality_of", "towns_of"]


def municipality_of(town: str) -> Municipality | None:
    """The one municipality of Zuid-Holland that is called as the town is, or has its point there; None when there is
    none or when there are more. The register knows no other towns, and asks nobody."""
    return towns_of(Municipality.objects.all()).get(plain(town))


def towns_of(municipalities: Iterable[Municipality]) -> Mapping[str, Municipality]:
    """The same for many towns, by their plain names."""
    found: dict[str, Municipality | None] = {"": None}
    for one in municipalities:
        for name in {plain(name) for name in (*municipality_names(one), one.centre_place)}:
            found[name] = None if name in found else one
    return {name: one for name, one in found.items() if one is not None}
