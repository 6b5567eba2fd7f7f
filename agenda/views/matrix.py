"""The white spots: the matrix as a page and as a picture."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from agenda.heat import Heat, heat_map
from companies.coverage import KINDS, CellState, Wanted, cells, without_municipality
from companies.filters import CoverageFilterSet
from companies.past import register_began
from publication.conditional import unchanged_or
from publication.counts import narrowed
from publication.index import names_of
from publication.queries import Problem, filter_problems
from valuechains.pages import Known, language, rows, states_of, trail

API_PATH = "/api/v1/coverage"
STRATEGIC = {"yes": gettext_lazy("strategic materials only"), "no": gettext_lazy("materials that are not strategic")}


@dataclasses.dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """A query string as understood: the wanted part, what was wrong, and the sound rest as a query string."""

    wanted: Wanted
    problems: Sequence[Problem]
    query: str

    @classmethod
    def read(cls, request: HttpRequest, known: Known) -> MatrixQuestion:
        filterset = CoverageFilterSet(request.GET, known=known)
        problems = filter_problems(filterset, request.GET, ())
        valid = filterset.form.cleaned_data
        sound = request.GET.copy()
        for name in list(sound):
            if valid.get(name) in (None, "", []):
                del sound[name]
        return cls(Wanted.read(valid), problems, sound.urlencode())


def heat_of(wanted: Wanted, known: Known) -> Heat:
    """Two queries at most, for any number of organisations: the names of the stages, and those of another day more."""
    spoken = language()
    stages = [(stage["slug"], stage["shortName"]) for stage in rows(narrowed("stages", known), "order")]
    materials = {slug: names[spoken] for slug, names in names_of("materials", known).items()}
    return heat_map(cells(known, wanted), stages, materials, wanted)


@require_safe
@unchanged_or(*KINDS, daily=True)
def matrix(request: HttpRequest) -> HttpResponse:
    known = states_of(request)
    asked = MatrixQuestion.read(request, known)
    heat = heat_of(asked.wanted, known)
    context = {
        "heat": heat,
        "figures": figures(heat),
        "view": view_in_words(asked.wanted, known),
        "wanted": asked.wanted,
        "began": register_began() if asked.wanted.day else None,
        "nowhere": without_municipality(known) if asked.wanted.municipalities else 0,
        "sectors": _options("sectors", asked.wanted.sectors, known),
        "municipalities": _options("municipalities", asked.wanted.municipalities, known),
        "is_filtered": bool(asked.query),
        "picture_url": _with_query(reverse("agenda:white-spots-picture"), asked.query),
        "files": files(asked.query),
        "trail": trail((_("White spots"), "")),
        "problems": asked.problems,
    }
    return render(request, "agenda/matrix.html", context)


@require_safe
@unchanged_or(*KINDS, daily=True)
def picture(request: HttpRequest) -> HttpResponse:
    """The same matrix as an SVG that can stand in a report."""
    known = states_of(request)
    asked = MatrixQuestion.read(request, known)
    drawing = Drawing(heat_of(asked.wanted, known))
    context = {
        "drawing": drawing,
        "wanted": asked.wanted,
        "view": view_in_words(asked.wanted, known),
        "language": language(),
    }
    text = render_to_string("agenda/matrix_picture.html", context)
    return HttpResponse(text, content_type="image/svg+xml; charset=utf-8")


def view_in_words(wanted: Wanted, known: Known) -> str:
    """Of what part the matrix tells, which no form shows in a picture or on paper; empty for the whole."""
    words = [str(STRATEGIC[one]) for one in wanted.strategic] if len(wanted.strategic) == 1 else []
    chosen = {
        "sectors": wanted.sectors,
        "materials": wanted.materials,
        "stages": wanted.stages,
        "municipalities": wanted.municipalities,
    }
    for kind, slugs in chosen.items():
        names = names_of(kind, known) if slugs else {}
        words += [names[slug][language()] for slug in slugs]
    return " · ".join(words)


def figures(heat: Heat) -> dict[str, int]:
    return {
        "cells": len(heat.cells),
        "active": heat.count(CellState.ACTIVE),
        "coming": heat.count(CellState.PLANNED, CellState.EXPLORING),
        "none": heat.count(CellState.NONE, CellState.CEASED),
        "no_data": heat.count(CellState.NO_DATA),
    }


def files(query: str) -> list[dict[str, str]]:
    """The rows behind the picture, from the API, with the same filters."""
    notes = {"CSV": _("for spreadsheets"), "XLSX": _("for Excel"), "JSON": _("for programs")}
    more = f"&lang={language()}" + (f"&{query}" if query else "")
    return [
        {"format": form, "url": f"{API_PATH}?format={form.lower()}{more}", "note": note} for form, note in notes.items()
    ]


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _options(kind: str, chosen: Sequence[str], known: Known) -> list[dict[str, Any]]:
    found = [
        {"value": slug, "label": names[language()], "selected": slug in chosen}
        for slug, names in names_of(kind, known).items()
    ]
    return sorted(found, key=lambda one: str(one["label"]).casefold())


@dataclasses.dataclass(frozen=True, slots=True)
class Drawn:
    """A cell in SVG units."""

    x: int
    y: int
    heat: str
    sign: str
    under_way: int
    is_dark: bool
    spoken: str


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything stands in the picture, in SVG units."""

    heat: Heat
    left: int = 230
    top: int = 84
    across: int = 132  # the longest word of a heading, "Metaalherwinning", in a wide fallback font
    down: int = 24
    foot: int = 76

    @property
    def box(self) -> int:
        """Width of a box: what a column leaves beside the gap."""
        return self.across - 2

    @property
    def middle(self) -> int:
        return self.box // 2

    @property
    def width(self) -> int:
        """Never so narrow that the words below do not fit."""
        return max(self.left + self.across * len(self.heat.stages) + 16, 800)

    @property
    def height(self) -> int:
        return self.floor + self.foot

    @property
    def floor(self) -> int:
        return self.top + self.down * len(self.heat.rows)

    @property
    def heads(self) -> list[tuple[int, list[str]]]:
        """The middle of each column, and the words of its heading."""
        return [
            (self.left + self.across * number + self.across // 2, _lines(name))
            for number, (_slug, name) in enumerate(self.heat.stages)
        ]

    @property
    def names(self) -> list[tuple[int, str, bool]]:
        return [
            (self.top + self.down * number + 17, row.name, row.is_strategic)
            for number, row in enumerate(self.heat.rows)
        ]

    @property
    def drawn(self) -> list[Drawn]:
        return [
            Drawn(
                self.left + self.across * column,
                self.top + self.down * number,
                cell.heat,
                cell.sign,
                cell.under_way,
                cell.heat in ("active-2", "active-3"),
                f"{cell.stage}, {row.name}: {cell.state.label} ({cell.sign}){cell.also}",
            )
            for number, row in enumerate(self.heat.rows)
            for column, cell in enumerate(row.cells)
        ]


def _lines(name: str, longest: int = 12) -> list[str]:
    """Words of a heading, put together as far as they fit."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < longest:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines[:4]
