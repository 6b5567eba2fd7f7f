"""Where the header of a list stands: below titles and empty lines, on one line or on two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from imports.readers import TableRow
from imports.titles import LOOKED_AT, known_as

#: The length to which a title is kept.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """The titles of the columns; ``last_row`` is the row of the file (counted from 1) in which the header ends."""

    titles: list[str]
    last_row: int


def find_header(rows: Sequence[TableRow], names: Mapping[str, str]) -> Header:
    """Of the first rows the one (or the pair) whose cells name the most fields; the first row when none names two.

    ``names`` has each way to write a header, made plain. Of a line and a pair that name as many, the pair when the line
    alone would leave columns without their title.
    """
    first = Header(_clean(rows[0][1]), rows[0][0])
    best, most = first, (_known(first.titles, names), False)
    for header, is_fuller in _candidates(rows[:LOOKED_AT], names):
        rank = (_known(header.titles, names), is_fuller)
        if rank[0] > 1 and rank > most:
            best, most = header, rank
    return best


def _candidates(rows: Sequence[TableRow], names: Mapping[str, str]) -> Iterator[tuple[Header, bool]]:
    for number, cells in rows:
        yield Header(_clean(cells), number), False
    for (_above, upper), (number, lower) in pairwise(rows):
        titles = _joined(upper, lower, names)
        if _known(titles, names) - _known(_clean(upper), names) > _against(upper, lower, names):
            yield Header(titles, number), _fills_in(upper, lower)


def _fills_in(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the upper line has a title of its own above a column that has none below; one title alone is that of the
    whole list."""
    above, below = _clean(upper), _padded(_clean(lower), len(upper))
    return sum(map(bool, above)) > 1 and any(one and not below[index] for index, one in enumerate(above))


def _joined(upper: Sequence[str], lower: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Two lines as one: a merged cell above counts for all columns below it; the line that names a field wins."""
    width = max(len(upper), len(lower))
    titles, group = [], ""
    for above, below in zip(_padded(_clean(upper), width), _padded(_clean(lower), width), strict=True):
        group = above or (group if below else "")
        both = " ".join(part for part in (group, below) if part)
        titles.append(
            next((title for title in (both, below, above) if known_as(title, names) in names), both)[:LONGEST]
        )
    return titles


def _against(upper: Sequence[str], lower: Sequence[str], names: Mapping[str, str]) -> int:
    """How many columns speak for a row of data below a header of one line: the title names a field already, and what
    stands under it adds nothing to that. A mark such as "x" in one cell makes no second line of a header then."""
    pairs = zip(_clean(upper), _clean(lower), strict=False)
    return sum(
        known_as(above, names) in names
        and bool(below)
        and not {known_as(below, names), known_as(f"{above} {below}", names)} & names.keys()
        for above, below in pairs
    )


def _known(titles: Sequence[str], names: Mapping[str, str]) -> int:
    return len({names[key] for title in titles if (key := known_as(title, names)) in names})


def _clean(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.split())[:LONGEST] for cell in cells]


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))
