"""Which listings carry which value of a facet, as compressed bitmaps of record ids."""

from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap


class FacetIndex:
    def __init__(self, names: Sequence[str]) -> None:
        self._values: dict[str, dict[str, BitMap]] = {name: {} for name in names}

    def add(self, pk: int, facets: Mapping[str, Iterable[str]]) -> None:
        for name, values in self._values.items():
            for value in facets.get(name, ()):
                values.setdefault(value, BitMap()).add(pk)

    def discard(self, pk: int) -> None:
        for values in self._values.values():
            for bits in values.values():
                bits.discard(pk)

    def any_of(self, name: str, wanted: Iterable[str]) -> BitMap:
        """Records with at least one of these values."""
        values = self._values[name]
        return BitMap.union(BitMap(), *(values[value] for value in wanted if value in values))

    def counts(self, name: str, among: BitMap) -> dict[str, int]:
        """How many of these records carry each value; values that none carries are left out."""
        found = {value: bits.intersection_cardinality(among) for value, bits in self._values[name].items()}
        return {value: count for value, count in found.items() if count}
