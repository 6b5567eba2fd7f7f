"""Caps of the Critical Raw Materials Act on strategic projects (Regulation (EU) 2024/1252, article 11).

They are counted by Regulation 1182/71: the day of the event does not count. Whether a cap that ends on a free day
binds the authority on that day or on the next working day is disputed; the cautious reading is the day itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import clipped, days_after, months_after
from permits.terms.citations import EU_EVENT_DAY, Citation
from permits.terms.errors import FaultKind, OldLaw, TermError, fault
from permits.terms.lawbook import Lawbook
from permits.terms.options import day, flag, number
from permits.terms.results import Confidence, Result, Step
from permits.terms.rolling import eu_reading, working_day_notice
from permits.terms.rules.plain import NoParams, months_text
from permits.terms.texts import Days, Months, Text

COMPLETENESS = (Citation("crma", "11", "6"), EU_EVENT_DAY)
EXTENSION = (Citation("crma", "11", "4"),)
SHORTER_TERMS = _("Shorter national terms keep their force beside this cap.")


@dataclass(frozen=True, slots=True)
class CrmaParams:
    with_extraction: bool = flag("withExtraction", _("The project includes extraction"))
    already_in_process: bool = flag(
        "alreadyInProcess",
        _("The permit process already ran, or a permitted project is extended"),
        _("The cap is three months shorter and counts from the recognition as a strategic project."),
    )
    extension_months: int = number(
        "extensionMonths",
        _("Months of extension"),
        _("At most 3, or 6 with extraction. The extended date is shown as a step."),
        maximum=6,
    )
    extension_decided_on: date | None = day(  # noqa: RUF009
        "extensionDecidedOn",
        _("Day on which the extension was decided"),
        _("Then the extended date is the end of the cap. Empty while it is only possible."),
    )


def crma_completeness(start: date, params: NoParams, book: Lawbook) -> Result:
    """45 days after receipt of the application of a strategic project (article 11(6))."""
    _check_applies(start, book)
    length = book.lengths.completeness_days
    end = days_after(start, length)
    text = Text(_("%(length)s later: acknowledge completeness or ask what is missing."), {"length": Days(length)})
    steps = (
        Step(start, Text(_("The application is received; this day does not count.")), COMPLETENESS),
        Step(end, text, COMPLETENESS),
    )
    alternatives, notices = eu_reading(book, end)
    confidence = Confidence.MEDIUM if alternatives else Confidence.HIGH
    notices = (*notices, *working_day_notice(book, end))
    return Result("crma-completeness", start, end, end, steps, confidence, book.version, alternatives, notices)


def crma(start: date, params: CrmaParams, book: Lawbook) -> Result:
    """15 months, 27 with extraction; 12 and 24 for what was already in process (article 11(1) and (2)).

    An extension is decided case by case before the cap passes (article 11(4)): it moves the end once it is decided.
    """
    _check_applies(start, book)
    months, paragraph, letter = _cap(params, book)
    basis = (Citation("crma", "11", paragraph, letter), EU_EVENT_DAY)
    end = months_after(start, months)
    _check_extension(params, start, end, book)
    first = (
        _("The project is recognised as strategic; this day does not count.")
        if params.already_in_process
        else _("Completeness is acknowledged: the cap begins; this day does not count.")
    )
    steps = [Step(start, Text(first), basis), Step(end, months_text(start, end, months), basis)]
    disputed = clipped(start, months)
    if params.extension_months:
        extended = months_after(end, params.extension_months)
        steps.append(Step(extended, _extension_text(params), EXTENSION))
        if params.extension_decided_on is not None:
            disputed = disputed or clipped(end, params.extension_months)
            end = extended
    alternatives, notices = eu_reading(book, end)
    disputed = disputed or bool(alternatives)
    confidence = Confidence.MEDIUM if disputed else Confidence.HIGH
    notices = (Text(SHORTER_TERMS), *notices, *working_day_notice(book, end))
    return Result("crma", start, end, end, tuple(steps), confidence, book.version, alternatives, notices)


def _cap(params: CrmaParams, book: Lawbook) -> tuple[int, str, str]:
    """Months, and the paragraph and letter of article 11 that say so."""
    lengths = book.lengths
    letter = "a" if params.with_extraction else "b"
    if params.already_in_process:
        months = lengths.crma_running_extraction_months if params.with_extraction else lengths.crma_running_months
        return months, "2", ""
    return lengths.crma_extraction_months if params.with_extraction else lengths.crma_months, "1", letter


def _extension_text(params: CrmaParams) -> Text:
    length = Months(params.extension_months)
    if params.extension_decided_on is not None:
        return Text(_("Plus %(length)s of extension."), {"length": length})
    return Text(_("With an extension of %(length)s, decided before the cap has passed."), {"length": length})


def _check_extension(params: CrmaParams, start: date, end: date, book: Lawbook) -> None:
    """``end`` is that of the cap without extension; by the other reading it passes on the next working day."""
    most = book.lengths.crma_extension_months
    if params.extension_months > most and not params.with_extraction:
        message = _("Without extraction the extension is at most %(most)s.")
        raise TermError([fault("params.extensionMonths", message, most=Months(most))])
    decided = params.extension_decided_on
    if decided is None:
        return
    if not params.extension_months:
        raise TermError([fault("params.extensionMonths", _("Say by how many months the cap was extended."))])
    if decided < start:
        message = _("This is before the cap began on %(start)s.")
        raise TermError([fault("params.extensionDecidedOn", message, start=start)])
    last = book.calendar.roll_if_known(end) or end
    if decided > last:
        message = _("Too late: the cap could be extended until it passed, on %(day)s.")
        raise TermError([fault("params.extensionDecidedOn", message, day=last)])


def _check_applies(start: date, book: Lawbook) -> None:
    if start < book.crma_since:
        message = _("The Critical Raw Materials Act applies from %(since)s.")
        raise OldLaw([fault("startDate", message, FaultKind.OLD_LAW, since=book.crma_since)])
