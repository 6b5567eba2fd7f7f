"""How a term ends when its last day is no working day: Algemene termijnenwet, and Regulation 1182/71 for EU terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms.citations import EU_ROLLING, LONG_TERMS, ROLLING, Citation
from permits.terms.lawbook import Lawbook
from permits.terms.results import Alternative, Step
from permits.terms.texts import Text

LONGEST_ROLLING_DAYS = 90
LONGEST_ROLLING_WEEKS = 12
LONGEST_ROLLING_MONTHS = 3
STAYS = _("%(day)s is %(name)s, but a term of this kind does not move to a working day.")


def act_applies(*, days: int = 0, weeks: int = 0, months: int = 0, years: int = 0) -> bool:
    """Whether the Algemene termijnenwet covers a term of this length (article 4(a)): exactly twelve weeks still do."""
    return (
        days <= LONGEST_ROLLING_DAYS
        and weeks <= LONGEST_ROLLING_WEEKS
        and months <= LONGEST_ROLLING_MONTHS
        and not years
    )


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a term after the question whether it rolls, with the step that says so (none on a working day)."""

    end: date
    steps: tuple[Step, ...] = ()


def rolled(book: Lawbook, last: date) -> Closing:
    end = book.calendar.roll(last)
    if end == last:
        return Closing(end)
    values: dict[str, object] = {"day": last, "name": book.calendar.name_of(last)}
    message = _("%(day)s is %(name)s: the term runs on to the first working day.")
    if decreed := book.calendar.decreed(last, end):
        values["decreed"] = decreed
        message = _(
            "%(day)s is %(name)s: the term runs on to the first working day. %(decreed)s is put on a par with a "
            "holiday by royal decree; that is known from a secondary source."
        )
    return Closing(end, (Step(end, Text(message, values), ROLLING),))


def unrolled(book: Lawbook, last: date, basis: tuple[Citation, ...] = LONG_TERMS, message: Promise = STAYS) -> Closing:
    """A long term, or one counted back, ends on its own last day, whatever day that is."""
    if not book.calendar.knows(last) or not book.calendar.is_free(last):
        return Closing(last)
    return Closing(last, (Step(last, Text(message, {"day": last, "name": book.calendar.name_of(last)}), basis),))


def working_day_notice(book: Lawbook, end: date) -> tuple[Text, ...]:
    """Where the last day is free: the working day to plan for."""
    calendar = book.calendar
    before = calendar.working_day_before(end) if calendar.knows(end) and calendar.is_free(end) else None
    if before is None:
        return ()
    return (Text(_("The last working day before it is %(day)s: plan for that day."), {"day": before}),)


def unknown_year_notice(book: Lawbook, end: date) -> tuple[Text, ...]:
    """For a disputed term that ends in a year without known holidays: the later reading cannot be computed."""
    if book.calendar.knows(end):
        return ()
    message = _(
        "The holidays of %(year)s are not known. Should this day be a Saturday, Sunday or holiday, then by another "
        "reading the term ends on the next working day."
    )
    return (Text(message, {"year": end.year}),)


def eu_reading(book: Lawbook, end: date) -> tuple[tuple[Alternative, ...], tuple[Text, ...]]:
    """The end by article 3(4) of Regulation 1182/71, where that is another day; or that nobody can say yet."""
    later = book.calendar.roll_if_known(end)
    if later is None or later == end:
        return (), unknown_year_notice(book, end)
    reading = Text(_("By Regulation 1182/71 the term runs on to the next working day."))
    return (Alternative(later, reading, (EU_ROLLING,)),), ()
