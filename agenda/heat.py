"""The matrix of white spots as rows of cells: what each cell says, where it leads, and how warm it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext

from companies.coverage import Cell, CellState, Wanted, directory_query
from publication.text import fold

#: From so many active organisations on a cell gets its next shade.
SHADES = (1, 2, 5)


@dataclasses.dataclass(frozen=True, slots=True)
class HeatCell:
    """``heat`` names the look: colour and pattern. ``sign`` is what stands in the cell for the eye, and ``under_way``
    beside it the released trajectories, when there are any."""

    cell: Cell
    stage: str
    url: str

    @property
    def state(self) -> CellState:
        return self.cell.state

    @property
    def under_way(self) -> int:
        return self.cell.trajectories or 0

    @property
    def also(self) -> str:
        """What is to be said after the state of the cell, when trajectories are under way."""
        if not self.under_way:
            return ""
        words = ngettext("%(number)d trajectory under way", "%(number)d trajectories under way", self.under_way)
        return f", {words % {'number': self.under_way}}"

    @property
    def heat(self) -> str:
        if self.state is not CellState.ACTIVE:
            return self.state.value
        return f"active-{sum(self.cell.active >= least for least in SHADES)}"

    @property
    def sign(self) -> str:
        if self.cell.organisations and self.state is not CellState.CEASED:
            return str(self.cell.organisations)
        return {CellState.NONE: "0", CellState.NO_DATA: "?", CellState.CEASED: "0"}[self.state]


@dataclasses.dataclass(frozen=True, slots=True)
class HeatRow:
    slug: str
    name: str
    is_strategic: bool
    knowledge: int
    cells: Sequence[HeatCell]

    @property
    def is_knowledge_known(self) -> bool:
        """Nobody is told only while of every institute the materials are known, and the register was there."""
        first = self.cells[0].cell
        return bool(self.knowledge) or (first.is_known and not first.is_silent)


@dataclasses.dataclass(frozen=True, slots=True)
class Heat:
    """``stages`` are slug and name, in the order of the chain; rows are materials by name."""

    stages: Sequence[tuple[str, str]]
    rows: Sequence[HeatRow]

    @property
    def cells(self) -> list[HeatCell]:
        return [cell for row in self.rows for cell in row.cells]

    @property
    def under_way(self) -> bool:
        """Whether a trajectory is under way in any of the cells."""
        return any(cell.under_way for cell in self.cells)

    def count(self, *states: CellState) -> int:
        return sum(cell.state in states for cell in self.cells)


def heat_map(
    found: Sequence[Cell],
    stages: Sequence[tuple[str, str]],
    materials: dict[str, str],
    wanted: Wanted,
) -> Heat:
    """``stages`` and ``materials`` give the names in the language of the reader."""
    names = dict(stages)
    by_material: dict[str, list[Cell]] = {}
    for cell in found:
        by_material.setdefault(cell.material, []).append(cell)
    rows = [
        HeatRow(
            slug,
            materials[slug],
            cells[0].is_strategic,
            cells[0].knowledge,
            [HeatCell(cell, names[cell.stage], address_of(cell, wanted)) for cell in cells],
        )
        for slug, cells in by_material.items()
    ]
    rows.sort(key=lambda row: (fold(row.name), row.slug))
    shown = {cell.stage for cell in found}
    return Heat([(slug, name) for slug, name in stages if slug in shown], rows)


def address_of(cell: Cell, wanted: Wanted) -> str:
    """A gap opens its own page, another cell its organisations in the directory, with the same filters."""
    if cell.state.is_gap or wanted.day is not None:
        page = reverse("agenda:white-spot", kwargs={"stage": cell.stage, "material": cell.material})
        places = urlencode({"municipality": wanted.municipalities}, doseq=True)
        return f"{page}?{places}" if places else page
    return f"{reverse('companies:directory')}?{directory_query(cell, wanted)}"
