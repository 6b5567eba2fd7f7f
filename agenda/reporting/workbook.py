"""The report as a workbook; the same report gives the same bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from agenda.reporting.report import Report

Cell = str | int | datetime.date | None
Sheet = tuple[str, Sequence[str], list[Sequence[Cell]]]


def workbook(report: Report) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        moment = datetime.datetime.combine(report.day, datetime.time.min)
        book.set_properties({"title": str(_("Progress report")), "created": moment})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, headings, rows in _sheets(report):
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(headings) - 1, 24)
            sheet.write_row(0, 0, headings, bold)
            for number, row in enumerate(rows, start=1):
                for place, value in enumerate(row):
                    _write(sheet, number, place, value, day)
    return file.getvalue()


def _number(figure: str) -> str | int:
    """Figures are texts, for some are two numbers; a spreadsheet counts with what is one."""
    return int(figure) if figure.isdecimal() else figure


def _write(sheet: Any, row: int, column: int, value: Cell, day: Any) -> None:
    if isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time.min), day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value[:32_767])


def _sheets(report: Report) -> Iterator[Sheet]:
    about: list[Sequence[Cell]] = [(_("As of"), report.day), (_("Edition"), str(report.edition.label))]
    about += [(f"{one.title}: {name}", _number(figure)) for one in report.sections for name, figure in one.figures]
    about += [(one.title, one.note) for one in report.sections if one.note]
    yield _("Figures"), [_("What"), _("Number")], about
    yield (
        _("Recommendations"),
        [_("number"), _("Recommendation"), _("Role"), _("Owner"), _("State"), _("Open"), _("Finished"), _("Overdue"),
         _("Parts without an action")],
        [
            (line.number, line.name, line.role, line.owner, str(line.state.label), line.open, line.done, line.overdue,
             "; ".join(f"{part.number} {part.name}" for part in line.lacking))
            for line in report.lines
        ],
    )  # fmt: skip
    yield (
        _("Actions"),
        [_("Recommendation"), _("Part"), _("Action"), _("Owner"), _("State"), _("Due on"), _("Ended on"), _("Overdue"),
         _("Evidence"), _("Example"), _("Edition")],
        [
            (line.number, one.part, one.name, one.owner, str(one.state.label), one.due_on, one.ended_on,
             _("yes") if one.is_overdue else "", one.evidence, _("yes") if one.is_example else "",
             _("public") if one.is_public else _("internal"))
            for line in report.lines
            for one in line.actions
        ],
    )  # fmt: skip
    yield (
        _("Milestones"),
        [_("When"), _("Milestone"), _("Case number"), _("Passed")],
        [(one["when"], one["name"], one["case"], _("yes") if one["is_past"] else "") for one in report.milestones],
    )
    yield (
        _("Decisions"),
        [_("Meeting"), _("Day"), _("number"), _("Decision"), _("Recommendation"), _("Example"), _("Edition")],
        [
            (
                meeting["name"],
                meeting["day"],
                one["number"],
                one["text"],
                one["recommendation"],
                _("yes") if meeting["is_example"] else "",
                _("public") if meeting["is_public"] and one["is_public"] else _("internal"),
            )
            for meeting in report.meetings
            for one in meeting["decisions"] or [{"number": None, "text": "", "recommendation": None, "is_public": True}]
        ],
    )
    yield (
        _("Bottlenecks"),
        [_("Bottleneck"), _("Level"), _("State"), _("Told on")],
        [(one["name"], one["levelName"], one["stateName"], one["day"]) for one in report.bottlenecks],
    )
