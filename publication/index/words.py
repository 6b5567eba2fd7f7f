"""Find records by words: whole, by their beginning, inside longer words, and with a typing error forgiven."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable

from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_TERMS = 8
# A typing error is forgiven from four letters on, two from eight on.
_FORGIVEN = ((8, 2), (4, 1))
_MOST_GUESSES = 25
# A synonym up to this many letters counts as a word of its own only.
_SHORT = 4


def forgiven_in(term: str) -> int:
    """How many typing errors are forgiven in a word."""
    return next((errors for length, errors in _FORGIVEN if len(term) >= length), 0)


class WordIndex:
    """Words to records. Each record's words are kept as ids, so that it can be taken out again."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._records: list[BitMap] = []
        self._sorted: list[str] = []
        self._pending: list[str] = []
        self._of_record: dict[int, bytes] = {}

    def add(self, pk: int, words: Iterable[str]) -> None:
        ids = array("I")
        for word in words:
            number = self._ids.get(word)
            if number is None:
                number = self._ids[word] = len(self._records)
                self._records.append(BitMap())
                self._pending.append(word)
            self._records[number].add(pk)
            ids.append(number)
        self._of_record[pk] = ids.tobytes()

    def discard(self, pk: int) -> None:
        ids = array("I", self._of_record.pop(pk, b""))
        for number in ids:
            self._records[number].discard(pk)

    def search(self, terms: Iterable[str]) -> BitMap | None:
        """Records in which every term is found; ``None`` when there is no term. Terms are folded words."""
        found: BitMap | None = None
        for term in list(terms)[:MAX_TERMS]:
            hits = self._matching(term)
            found = hits if found is None else found & hits
        return found

    def whole(self, term: str) -> BitMap:
        """Records that have exactly this word."""
        number = self._ids.get(term)
        return BitMap() if number is None else self._records[number]

    def beginning(self, term: str) -> BitMap:
        """Records with a word that begins so."""
        return self._records_of(self._beginning_with(term))

    def inside(self, term: str) -> BitMap:
        """Records with a word that has this in it; terms of four letters or more."""
        return self._records_of(self._containing(term))

    def meant(self, term: str) -> BitMap:
        """Records with a word that means what was asked: by its beginning, a short one as it stands. A mine is no
        mineral, and a port no portal."""
        return self.beginning(term) if len(term) > _SHORT else self.whole(term)

    def guesses(self, term: str) -> list[tuple[str, int]]:
        """The words that look most like a misspelt one, with the number of errors. Words that no record has any more
        are not told."""
        found = ((word, int(OSA.distance(term, word))) for word in self._resembling(term))
        return [(word, errors) for word, errors in found if self._records[self._ids[word]]]

    def size(self, pk: int) -> int:
        """How many words a record has."""
        return len(array("I", self._of_record.get(pk, b"")))

    def _records_of(self, words: Iterable[str]) -> BitMap:
        return BitMap.union(BitMap(), *(self._records[self._ids[word]] for word in words))

    def _matching(self, term: str) -> BitMap:
        """The strictest way that finds anything wins: beginning, then inside, then with typing errors."""
        for words in (self._beginning_with, self._containing, self._resembling):
            hits = self._records_of(words(term))
            if hits:
                return hits
        return BitMap()

    def _vocabulary(self) -> list[str]:
        if len(self._pending) > 200:
            self._sorted = sorted(self._ids)
        else:
            for word in self._pending:
                insort(self._sorted, word)
        self._pending = []
        return self._sorted

    def _beginning_with(self, term: str) -> list[str]:
        words = self._vocabulary()
        start = bisect_left(words, term)
        # One or two letters are a symbol: "w" is tungsten, not every word with a w.
        end = bisect_left(words, term + "\U0010ffff") if len(term) > 2 else start + (words[start : start + 1] == [term])
        return words[start:end]

    def _containing(self, term: str) -> list[str]:
        return [word for word in self._vocabulary() if term in word] if len(term) > 3 else []

    def _resembling(self, term: str) -> list[str]:
        errors = forgiven_in(term)
        if not errors:
            return []
        guesses = process.extract(
            term, self._vocabulary(), scorer=OSA.distance, score_cutoff=errors, limit=_MOST_GUESSES
        )
        best = min((distance for _, distance, _ in guesses), default=0)
        return [word for word, distance, _ in guesses if distance == best]
