"""What a search asks for: its words as concepts, each with other ways to say it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from publication.index.words import MAX_TERMS, forgiven_in
from publication.text import words_of

Phrase = tuple[str, ...]
#: Words that say nothing about what is looked for, Dutch and English.
_EMPTY = frozenset(
    words_of(
        "de het een en of in op te van voor met bij aan is zijn wie wat waar welke hoe kan ik we wij mijn er over naar "
        "uit werk werkt werken doet doen "
        "the a an and or on to for with at are who what where which how can i my there about from do does work works "
        "working"
    )
)
_ENDINGS = ("en", "es", "s", "e")
_SHORTEST_STEM = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Concept:
    """One thing that was asked for: as typed, and the phrases that mean the same."""

    typed: Phrase
    others: tuple[Phrase, ...] = ()


class Synonyms:
    """Groups of words and phrases that mean the same, in both languages."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._of: dict[Phrase, list[Phrase]] = {}
        for group in groups:
            phrases = [tuple(words_of(text)) for text in group]
            for phrase in phrases:
                self._of.setdefault(phrase, []).extend(other for other in phrases if other != phrase)
        self._longest = max(map(len, self._of), default=1)

    def concepts(self, text: str) -> list[Concept]:
        """The concepts of a search text; at most eight, and none when it has no word."""
        words = words_of(text)
        found: list[Concept] = []
        while words and len(found) < MAX_TERMS:
            for length in range(min(self._longest, len(words)), 0, -1):
                phrase = tuple(words[:length])
                if phrase in self._of or length == 1:
                    break
            words = words[length:]
            if phrase in self._of or phrase[0] not in _EMPTY:
                found.append(Concept(phrase, self._others(phrase)))
        return found or [Concept((word,)) for word in words_of(text)[:MAX_TERMS]]

    def resembling(self, word: str) -> tuple[Phrase, ...]:
        """The phrases that a misspelt word may stand for: the words of a group that look most like it, and the rest
        of that group."""
        errors = forgiven_in(word)
        known = [phrase[0] for phrase in self._of if len(phrase) == 1]
        guesses = process.extract(word, known, scorer=OSA.distance, score_cutoff=errors, limit=None) if errors else []
        least = min((distance for _word, distance, _place in guesses), default=0)
        likely = [(guess,) for guess, distance, _place in guesses if distance == least]
        return tuple(dict.fromkeys(phrase for one in likely for phrase in (one, *self._of[one])))

    def _others(self, phrase: Phrase) -> tuple[Phrase, ...]:
        others = list(self._of.get(phrase, ()))
        if len(phrase) == 1:
            for stem in _stems(phrase[0]):
                others += [(stem,), *self._of.get((stem,), ())]
        return tuple(dict.fromkeys(other for other in others if other != phrase))


def _stems(word: str) -> list[str]:
    """The word without an ending of plurals, where enough is left."""
    return [word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM]
