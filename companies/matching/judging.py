"""What follows from the scores of all candidates: one is it, a person judges, or none is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from companies.matching.score import Likeness, likeness
from companies.matching.subject import Subject
from companies.matching.thresholds import Thresholds

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that a row may be about."""

    pk: int
    name: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Judgement:
    """``sure`` is the organisation; without it ``candidates`` are for a person to judge, best first; none is new."""

    sure: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()


NEW = Judgement()


def judge(one: Subject, known: Iterable[tuple[int, str, Subject]], limits: Thresholds) -> Judgement:
    """``known``: number, name and subject of each organisation that shares a block with ``one``."""
    found = (Candidate(pk, name, likeness(one, subject)) for pk, name, subject in known)
    return judge_scored([candidate for candidate in found if candidate.likeness.score >= limits.review], limits)


def judge_scored(found: Sequence[Candidate], limits: Thresholds) -> Judgement:
    if not found:
        return NEW
    ranked = sorted(found, key=lambda one: (-one.likeness.score, one.pk))
    best = ranked[0].likeness.score
    alone = len(ranked) == 1 or best - ranked[1].likeness.score >= limits.margin
    if best >= limits.sure and alone:
        return Judgement(sure=ranked[0])
    return Judgement(candidates=tuple(ranked[:MOST_SHOWN]))
