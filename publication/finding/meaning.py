"""What a list finds by words: each as it was typed, or otherwise said. The lists and the search share these words."""

from __future__ import annotations

import functools

from pyroaring import BitMap

from publication.finding.asking import Concept, Phrase, Synonyms
from publication.finding.modules import finding_modules
from publication.index.words import WordIndex


@functools.cache
def synonyms() -> Synonyms:
    """The groups of all apps: ``SYNONYMS`` in their modules ``finding``."""
    return Synonyms(group for module in finding_modules() for group in getattr(module, "SYNONYMS", ()))


def said(words: WordIndex, text: str) -> BitMap:
    """Records with all that a text asks for; none when it has no word. For each thing the strictest way that finds
    anything wins: its words or others that mean the same, inside longer words, with a typing error."""
    hits = [_said(words, concept) for concept in synonyms().concepts(text)]
    return BitMap.intersection(*hits) if hits else BitMap()


def _said(words: WordIndex, concept: Concept) -> BitMap:
    found = _any(words, (concept.typed, *concept.others)) or words.search(concept.typed)
    if found or len(concept.typed) > 1:
        return found or BitMap()
    return _any(words, synonyms().resembling(concept.typed[0]))


def _any(words: WordIndex, phrases: tuple[Phrase, ...]) -> BitMap:
    typed, *others = phrases or ((),)
    ways = [BitMap.intersection(*map(words.beginning, typed))] if typed else []
    ways += [BitMap.intersection(*map(words.meant, phrase)) for phrase in others]
    return BitMap.union(BitMap(), *ways)
