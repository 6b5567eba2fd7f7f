"""Blocks: two sides are compared only when they share a key. Keys survive typing errors, swapped words and accents.

A key is a 64-bit hash of what is alike: begin, end and consonants of the words that tell a name apart, each such word,
the website's domain, the postcode, and the place with the begin of the name.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from companies.matching.subject import Subject
from companies.matching.words import Name, skeleton, without_doubles

SHORTEST = 3
LONG = 8
#: Letters that, with the place, make a block of names that many have.
BEGIN = 4


def keys_of(subject: Subject) -> set[int]:
    return {hashed(text) for text in _texts(subject)}


def _texts(subject: Subject) -> Iterator[str]:
    for name in subject.names:
        yield from _of_name(name)
    if subject.domain:
        yield f"d{subject.domain}"
    for place in subject.places:
        if place.postcode:
            yield f"z{place.postcode}"
        if where := place.municipality or place.town:
            for name in subject.names:
                yield f"m{where} {without_doubles(name.compact)[:BEGIN]}"


@lru_cache(maxsize=4_000)
def _of_name(name: Name) -> tuple[str, ...]:
    compact = without_doubles(name.compact)
    part = _part(len(compact))
    texts = [
        f"p{compact[:part]}",
        f"s{compact[-part:]}",
        f"e{compact[:2]}{compact[-2:] if len(compact) < LONG else compact[-3:]}",
        f"a{''.join(sorted(compact))}",
        f"k{skeleton(compact)}",
    ]
    if len(name.core) > 1:
        words = [word for word in name.core if len(word) >= SHORTEST]
        texts += [f"k{skeleton(word)}" if len(word) > SHORTEST else f"w{word}" for word in words]
    if len(compact) <= SHORTEST:
        texts = [f"w{compact}"]
    if len(name.acronym) >= SHORTEST:
        texts.append(f"w{name.acronym}")
    return tuple(texts)


def _part(length: int) -> int:
    """So long that begin and end of a name together hold all of it, or nearly."""
    if length >= 8:
        return 5
    return 4 if length >= 6 else 3


@lru_cache(maxsize=10_000)  # a part of a list asks twice: for its rows, and for what it made of them
def hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
