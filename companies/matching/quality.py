"""How good matching is: the labelled set, judged with the thresholds of now and with others."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.formats import localize

from companies.matching.judging import Candidate, Judgement, judge_scored
from companies.matching.keys import keys_of
from companies.matching.score import likeness
from companies.matching.subject import Place, Subject, place, subject
from companies.matching.thresholds import Thresholds

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of rows. ``wrong`` were matched by themselves with another organisation than they are about;
    ``missed`` are about one that was neither matched nor shown."""

    limits: Thresholds
    rows: int
    known: int
    automatic: int
    wrong: int
    reviewed: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was matched by itself, the share that is right."""
        return 1 - self.wrong / self.automatic if self.automatic else 1.0

    @property
    def recall(self) -> float:
        """Of what is about a known organisation, the share that was matched with it or shown with it to a person."""
        return 1 - self.missed / self.known if self.known else 1.0

    @property
    def precision_text(self) -> str:
        return _percent(self.precision)

    @property
    def recall_text(self) -> str:
        return _percent(self.recall)

    @property
    def automatic_share(self) -> float:
        """Of what is about a known organisation, the share that asks nobody anything."""
        return (self.automatic - self.wrong) / self.known if self.known else 0.0


def _percent(share: float) -> str:
    return f"{localize(round(100 * share, 1))} %"


@dataclass(frozen=True, slots=True)
class Scored:
    """A row of the set with all that share a block with it; ``truth`` is 0 when it is about no known organisation."""

    truth: int
    candidates: tuple[Candidate, ...]
    noise: str
    name: str


def labelled_file() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "matching" / "labelled.csv"


def register_file() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "companies-figure-4.csv"


def read(path: Path) -> list[Values]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def subject_of(values: Values, *names: str) -> Subject:
    towns = f"{values['town']} {values['municipality']}"
    return subject(names=names, website=values["website"], places=[_place(values)], towns=towns)


def _place(values: Values) -> Place:
    north, east = values.get("latitude"), values.get("longitude")
    return place(
        municipality=values["municipality"], town=values["town"], street_address=values["street_address"],
        point=(float(north), float(east)) if north and east else None,
        precision=values.get("location_precision", ""),
    )  # fmt: skip


def score_all(register: Sequence[Values], labelled: Iterable[Values]) -> Iterator[Scored]:
    """Candidates come from the same blocks as in the database."""
    numbers = {one["slug"]: number for number, one in enumerate(register, start=1)}
    subjects = {number: subject_of(one, one["name"]) for number, one in enumerate(register, start=1)}
    blocks: dict[int, set[int]] = defaultdict(set)
    for number, known in subjects.items():
        for key in keys_of(known):
            blocks[key].add(number)
    for row in labelled:
        one = subject_of(row, row["name"])
        near: set[int] = set().union(*(blocks.get(key, set()) for key in keys_of(one)))
        found = tuple(
            Candidate(number, register[number - 1]["name"], likeness(one, subjects[number])) for number in sorted(near)
        )
        yield Scored(numbers.get(row["organisation"], 0), found, row["noise"], row["name"])


def judged(one: Scored, limits: Thresholds) -> Judgement:
    return judge_scored([near for near in one.candidates if near.likeness.score >= limits.review], limits)


def quality(scored: Iterable[Scored], limits: Thresholds) -> Quality:
    rows = known = automatic = wrong = reviewed = missed = 0
    for one in scored:
        found = judged(one, limits)
        rows += 1
        known += bool(one.truth)
        automatic += found.sure is not None
        reviewed += bool(found.candidates)
        if found.sure is not None:
            wrong += found.sure.pk != one.truth
            missed += bool(one.truth) and found.sure.pk != one.truth
        else:
            missed += bool(one.truth) and one.truth not in {near.pk for near in found.candidates}
    return Quality(limits, rows, known, automatic, wrong, reviewed, missed)


@lru_cache(maxsize=1)
def shipped() -> tuple[Scored, ...]:
    """The labelled set that comes with the portal, scored once for each process."""
    return tuple(score_all(read(register_file()), read(labelled_file())))
