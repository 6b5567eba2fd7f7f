"""How sure it is that two sides are one: points for each thing that they share or differ in, and nothing else.

The points add up to a score of 0 to 100. Numbers of the trade register decide by themselves, either way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians

from rapidfuzz.distance import OSA

from companies.matching.subject import Place, Subject, same_place
from companies.matching.words import Name

#: Points by reason; companies/matching/reasons.py says them in words.
POINTS = {
    "kvk_same": 100, "rsin_same": 100,
    "name_same": 85, "name_same_shared_words": 68, "name_core": 72, "name_typing": 62, "name_typing_short": 56,
    "name_initials": 60, "name_part": 50, "name_other_trade": 52, "name_acronym": 45, "name_other": 20,
    "domain_same": 25, "domain_other": -15,
    "address_same": 22, "postcode_same": 12, "point_near": 12, "point_far": -10,
    "place_same": 10, "place_other": -15,
    "initials_other": -30, "numbers_other": -60,
}  # fmt: skip
#: However much else is the same, these leave it to a person.
DOUBTFUL = frozenset(
    {
        "name_initials", "name_other_trade", "name_part", "name_acronym", "name_other", "place_other", "initials_other",
        "numbers_other",
    }
)  # fmt: skip
MOST_DOUBTFUL = 80
NEAR_KM, FAR_KM = 0.2, 8.0
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Likeness:
    """``reasons`` are keys of ``POINTS``, the weightiest first."""

    score: int
    reasons: tuple[str, ...]


DIFFERENT = Likeness(0, ())


def likeness(one: Subject, other: Subject) -> Likeness:
    """Symmetric but for the order of places."""
    if one.kvk and other.kvk:
        return Likeness(100, ("kvk_same",)) if one.kvk == other.kvk else DIFFERENT
    if one.rsin and other.rsin:
        return Likeness(100, ("rsin_same",)) if one.rsin == other.rsin else DIFFERENT
    reasons = _names(one.names, other.names)
    if one.domain and other.domain:
        reasons.append("domain_same" if one.domain == other.domain else "domain_other")
    if one.places and other.places:
        reasons += max((list(_place(a, b)) for a in one.places for b in other.places), key=_sum)
    score = max(0, min(100, _sum(reasons)))
    if DOUBTFUL.intersection(reasons):
        score = min(score, MOST_DOUBTFUL)
    return Likeness(score, tuple(sorted(reasons, key=lambda reason: -abs(POINTS[reason]))))


def _sum(reasons: Iterable[str]) -> int:
    return sum(POINTS[reason] for reason in reasons)


def _names(ones: Iterable[Name], others: Iterable[Name]) -> list[str]:
    """Of all names that either goes by, the two that are most alike."""
    return max(([*_name(one, other)] for one in ones for other in others), key=_sum, default=["name_other"])


def _name(one: Name, other: Name) -> Iterator[str]:
    alike = _alike(one, other)
    yield alike
    if alike in {"name_other", "name_acronym"}:
        return
    if one.initials and other.initials and not _fit(one.initials, other.initials):
        yield "initials_other"
    if one.numbers != other.numbers:
        yield "numbers_other"


def _alike(one: Name, other: Name) -> str:
    if one.whole == other.whole or sorted(one.words) == sorted(other.words):
        if not (one.is_weak and other.is_weak):
            return "name_same"
        return "name_same_shared_words" if len(one.words) < 3 else "name_core"
    if one.is_weak or other.is_weak:
        return _weak(one, other)
    if one.compact == other.compact or sorted(one.core) == sorted(other.core):
        return (
            "name_other_trade" if _apart(one.trades, other.trades) or _apart(one.places, other.places) else "name_core"
        )
    if typing := _typing(one, other):
        return "name_part" if _apart(one.trades, other.trades) else typing
    if _is_part(one, other) or _is_part(other, one):
        spelled_out = _spells_out(one, other) or _spells_out(other, one)
        return "name_initials" if spelled_out and not _apart(one.trades, other.trades) else "name_part"
    return "name_acronym" if _is_acronym(one, other) or _is_acronym(other, one) else "name_other"


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say something, and nothing the same."""
    return bool(one and other and not one & other)


def _weak(one: Name, other: Name) -> str:
    """Names of shared words alone tell nobody apart; all but a slip must be the same."""
    if one.whole == other.compact or one.compact == other.whole:
        return "name_core"
    if (slips := _allowed(one.whole, other.whole)) and _slips(one.whole, other.whole) <= slips:
        return "name_typing" if min(len(one.whole), len(other.whole)) >= 12 else "name_typing_short"
    if one.is_weak and other.is_weak and (set(one.words) <= set(other.words) or set(other.words) <= set(one.words)):
        return "name_part"
    return "name_acronym" if _is_acronym(one, other) or _is_acronym(other, one) else "name_other"


def _typing(one: Name, other: Name) -> str:
    """A slip or two in the words that tell apart, or in the name as a whole; more letters bear more slips."""
    pairs = [(one.compact, other.compact), (one.whole, other.whole)]
    if len(one.core) > 1 and len(one.core) == len(other.core):
        pairs.append(("".join(sorted(one.core)), "".join(sorted(other.core))))
    shortest, allowed = min(len(one.compact), len(other.compact)), _allowed(one.compact, other.compact)
    for first, second in pairs:
        slips = _slips(first, second)
        if slips <= allowed and _digits(first) == _digits(second):
            return "name_typing" if shortest >= 8 * slips else "name_typing_short"
    return ""


def _allowed(one: str, other: str) -> int:
    shortest = min(len(one), len(other))
    return (shortest >= 4) + (shortest >= 9) + (shortest >= 14)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _slips(one: str, other: str) -> int:
    return OSA.distance(one, other, score_cutoff=3)


def _is_part(small: Name, large: Name) -> bool:
    """Every word of ``small`` stands in ``large``: one slip allowed in long ones."""
    if len(small.core) >= len(large.core) or len(small.compact) < 3:
        return False
    return all(any(_same_word(word, there) for there in large.core) for word in small.core)


def _spells_out(short: Name, long: Name) -> bool:
    """The words that ``long`` has more begin as the initials of ``short`` do: H. Netten, Henk Netten."""
    more = [word[0] for word in long.core if not any(_same_word(word, there) for there in short.core)]
    return bool(more and short.initials) and _fit(short.initials, "".join(more))


def _same_word(word: str, there: str) -> bool:
    return word == there or (min(len(word), len(there)) >= 6 and OSA.distance(word, there, score_cutoff=1) <= 1)


def _is_acronym(short: Name, long: Name) -> bool:
    return len(short.words) == 1 and len(short.whole) >= 3 and short.whole == long.acronym


def _fit(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _place(one: Place, other: Place) -> Iterator[str]:
    here = (one.postcode, one.number), (other.postcode, other.number)
    same_street = one.street and one.street == other.street and one.number and one.number == other.number
    same_town = one.town == other.town or one.municipality == other.municipality
    if (all(here[0]) and here[0] == here[1]) or (same_street and same_town):
        yield "address_same"
    elif one.postcode and one.postcode == other.postcode:
        yield "postcode_same"
    if one.point and other.point:
        apart = _km(one.point, other.point)
        if apart <= NEAR_KM:
            yield "point_near"
        elif apart >= FAR_KM:
            yield "point_far"
    is_same = same_place(one, other)
    if is_same is not None:
        yield "place_same" if is_same else "place_other"


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    across = (one[1] - other[1]) * cos(radians(one[0]))
    return hypot(one[0] - other[0], across) * KM_PER_DEGREE
