"""Rank what is found: names before texts, whole words before parts, what was typed before what means the same.

A typing error is forgiven only for a word that is found in no kind as it was typed. When nothing has all that was
asked for, what has some of it is given, and said so. Each rank is a bitmap, so that a search costs the same for few
records and for many.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol

import orjson
from django.db import connection
from pyroaring import BitMap

from publication.finding.asking import Concept, Phrase, Synonyms
from publication.finding.kinds import PAGES, Findable, Hit, OwnPages, language
from publication.index import ListingIndex, index_for
from publication.index.registry import lock
from publication.index.words import WordIndex
from publication.models import ListingState
from publication.publishers import publisher_for
from publication.text import words_of

#: From the best rank on: the very name, whole words of it, its beginnings or synonyms, whole words of the text,
#: beginnings or synonyms there, inside words.
RANKS = 6
_FEW = 2_000


class Searched(Protocol):
    """An index as the search needs it."""

    words: WordIndex
    name_words: WordIndex

    def order(self, name: str) -> Sequence[int]: ...


@dataclasses.dataclass(slots=True)
class Group:
    """What was found of one kind, by rank. ``findable`` is none for the pages."""

    kind: str
    place: int
    index: Searched
    ranks: list[BitMap]
    findable: Findable | None = None

    @property
    def count(self) -> int:
        return sum(len(bits) for bits in self.ranks)

    @property
    def best(self) -> int:
        return next((rank for rank, bits in enumerate(self.ranks) if bits), len(self.ranks))

    def at(self, rank: int) -> Iterator[int]:
        wanted = self.ranks[rank]
        name = "" if isinstance(self.index, OwnPages) else next(iter(publisher_for(self.kind).orders))
        return (pk for pk in self.index.order(name) if pk in wanted) if wanted else iter(())


Place = tuple[Group, int]
#: From a word to the records that have it.
Way = Callable[[str], BitMap]


@dataclasses.dataclass(slots=True)
class Found:
    """The answer: groups that have something, best first. ``is_partial``: nothing has all words, these have some."""

    groups: list[Group]
    is_partial: bool = False
    corrected: dict[str, str] = dataclasses.field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    def among(self, kinds: Sequence[str]) -> Found:
        return dataclasses.replace(self, groups=[group for group in self.groups if group.kind in kinds])

    def page(self, offset: int, limit: int) -> list[Hit]:
        """A stretch of all hits, by rank and then by kind."""
        with lock:
            return hits(list(islice(self._ordered(), offset, offset + limit)))

    def first_of_each(self, most: int) -> list[tuple[Group, list[Hit]]]:
        """The best hits of every group, read at once."""
        with lock:
            places = [place for group in self.groups for place in islice(_in_group(group), most)]
        read = hits(places)
        return [(group, [hit for hit in read if hit.kind == group.kind]) for group in self.groups]

    def _ordered(self) -> Iterator[Place]:
        for rank in range(max((len(group.ranks) for group in self.groups), default=0)):
            for group in sorted(self.groups, key=lambda one: one.place):
                yield from ((group, pk) for pk in group.at(rank))


def _in_group(group: Group) -> Iterator[Place]:
    return ((group, pk) for rank in range(len(group.ranks)) for pk in group.at(rank))


def search(
    text: str,
    findable: Sequence[Findable],
    pages: OwnPages,
    synonyms: Synonyms,
    known: Mapping[str, ListingState],
) -> Found:
    """Everything public that a text finds; nothing for a text without words."""
    concepts = synonyms.concepts(text)
    indexes: list[tuple[str, Searched, Findable | None]] = [(PAGES, pages, None)]
    indexes += [(one.kind, index_for(one.kind, known), one) for one in findable]
    with lock:
        corrected: dict[str, str] = {}
        every = [index.words for _kind, index, _one in indexes]
        concepts = [_forgiven(concept, every, corrected) for concept in concepts]
        for ranked in (_ranked, _partly):
            groups = [
                Group(kind, place, index, ranked(index, concepts), one)
                for place, (kind, index, one) in enumerate(indexes)
                if concepts
            ]
            groups = sorted((group for group in groups if group.count), key=lambda one: (one.best, one.place))
            if groups:
                return Found(groups, ranked is _partly, corrected)
    return Found([])


def _forgiven(concept: Concept, indexes: Sequence[WordIndex], corrected: dict[str, str]) -> Concept:
    """A concept that is nowhere found as typed gets the words that look most like it for what it means."""
    phrases = (concept.typed, *concept.others)
    ways = [way for words in indexes for way in (words.beginning, words.inside)]
    if any(_phrase(phrase, way) for way in ways for phrase in phrases):
        return concept
    if len(concept.typed) > 1:
        return concept
    (typed,) = concept.typed
    guesses = [guess for words in indexes for guess in words.guesses(typed)]
    if not guesses:
        return concept
    least = min(distance for _word, distance in guesses)
    likely = tuple(dict.fromkeys(word for word, distance in guesses if distance == least))
    corrected[typed] = likely[0]
    return Concept((likely[0],), tuple((word,) for word in likely[1:]))


def _ranked(index: Searched, concepts: Sequence[Concept]) -> list[BitMap]:
    whole_name = _all(concepts, typed=index.name_words.whole)
    ways = [
        _very_name(index, whole_name, sum(len(concept.typed) for concept in concepts)),
        whole_name,
        _all(concepts, typed=index.name_words.beginning, other=index.name_words.meant),
        _all(concepts, typed=index.words.whole),
        _all(concepts, typed=index.words.beginning, other=index.words.meant),
        _all(concepts, typed=index.words.inside, other=index.words.meant),
    ]
    return _each_once(ways)


def _partly(index: Searched, concepts: Sequence[Concept]) -> list[BitMap]:
    """What has all but one of the concepts, all but two, and so on."""
    if len(concepts) < 2:
        return []
    having = [BitMap() for _ in range(len(concepts) + 1)]
    for concept in concepts:
        words = index.words
        bits = _all([concept], typed=words.beginning, other=words.meant)
        for number in range(len(concepts), 1, -1):
            having[number] |= having[number - 1] & bits
        having[1] |= bits
    return _each_once(having[len(concepts) - 1 : 0 : -1])


def _each_once(ways: Sequence[BitMap]) -> list[BitMap]:
    seen, ranks = BitMap(), []
    for bits in ways:
        ranks.append(bits - seen)
        seen |= bits
    return ranks


def _all(concepts: Sequence[Concept], *, typed: Way, other: Way | None = None) -> BitMap:
    """Records with every concept, as it was typed or otherwise."""
    found: BitMap | None = None
    for concept in concepts:
        bits = _phrase(concept.typed, typed)
        if other is not None:
            bits = BitMap.union(bits, *(_phrase(phrase, other) for phrase in concept.others))
        found = bits if found is None else found & bits
    return found if found is not None else BitMap()


def _phrase(phrase: Phrase, way: Way) -> BitMap:
    return BitMap.intersection(*(way(word) for word in phrase))


def _very_name(index: Searched, bits: BitMap, number: int) -> BitMap:
    """Those whose name has no other words; a word that half the register shares is not looked into."""
    return BitMap(pk for pk in bits if number in _sizes(index, pk)) if len(bits) <= _FEW else BitMap()


def _sizes(index: Searched, pk: int) -> set[int]:
    """How many words the names of a record have; a vocabulary tells it apart by language."""
    if isinstance(index, ListingIndex) and (slugs := index.slugs_of([pk])):
        return {len(words_of(name)) for name in index.names[slugs[0]].values()}
    return {index.name_words.size(pk)}


def hits(places: Sequence[Place]) -> list[Hit]:
    """The rows of all kinds in one query, in the order given."""
    rows = _rows(places)
    found = []
    for group, pk in places:
        if isinstance(group.index, OwnPages):
            found.append(group.index.hit(pk))
        elif (row := rows.get((group.kind, pk))) is not None and group.findable is not None:
            found.append(_hit(group.findable, *row))
    return found


def _hit(one: Findable, slug: str, text: str) -> Hit:
    row = orjson.loads(text)
    return Hit(
        kind=one.kind,
        slug=slug,
        name=row["name"],
        text=one.text(row),
        url=one.address(slug, row["name"]),
        api=row.get("url") if one.has_api else None,
        is_example=bool(row.get(one.example)),
    )


def _rows(places: Sequence[Place]) -> dict[tuple[str, int], tuple[str, str]]:
    wanted: dict[str, list[int]] = {}
    for group, pk in places:
        if isinstance(group.index, ListingIndex):
            wanted.setdefault(group.kind, []).append(pk)
    if not wanted:
        return {}
    quote = connection.ops.quote_name
    parts = []
    for number, (kind, pks) in enumerate(wanted.items()):
        meta = publisher_for(kind).listing._meta
        ids = ",".join(str(int(pk)) for pk in pks)
        columns = f"{quote(str(meta.pk.column))}, slug, {quote(f'row_{language()}')}"
        where = f"{quote(str(meta.pk.column))} IN ({ids})"
        parts.append(f"SELECT {number}, {columns} FROM {quote(meta.db_table)} WHERE {where}")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        kinds = list(wanted)
        return {(kinds[number], pk): (slug, row) for number, pk, slug, row in cursor.fetchall()}
