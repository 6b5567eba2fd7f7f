"""Which municipality a town lies in, as far as its name alone tells that."""

from companies.imports.vocabularies import municipality_names
from companies.models import Municipality
from imports.vocabulary import plain

__all__ = ["municipality_of"]


def municipality_of(town: str) -> Municipality | None:
    """The one municipality of Zuid-Holland that is called as the town is, or has its point there; None when there is
    none or when there are more. The register knows no other towns, and asks nobody."""
    asked = plain(town)
    if not asked:
        return None
    found = [
        one
        for one in Municipality.objects.all()
        if asked in {plain(name) for name in (*municipality_names(one), one.centre_place)}
    ]
    return found[0] if len(found) == 1 else None
