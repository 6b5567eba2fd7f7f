"""When a permit takes effect (Ow 16.79)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from permits.terms.arithmetic import weeks_after
from permits.terms.citations import Citation
from permits.terms.lawbook import Lawbook
from permits.terms.options import flag
from permits.terms.results import Alternative, Confidence, Result, Step
from permits.terms.rules.plain import next_day
from permits.terms.texts import Text, Weeks

NEXT_DAY = (Citation("ow", "16.79", "1"),)
LATER = (Citation("ow", "16.79", "2"), Citation("ow", "16.79", "3"))
RELIEF = _("A request for interim relief within this time postpones the entry into force further.")


@dataclass(frozen=True, slots=True)
class ForceParams:
    after_four_weeks: bool = flag(
        "afterFourWeeks",
        _("The permit takes effect after four weeks"),
        _("So where an irreversible change is possible and the decision or the decree says so."),
    )


def entry_into_force(start: date, params: ForceParams, book: Lawbook) -> Result:
    """The first day in force, on whatever day of the week: nothing rolls.

    After four weeks: day 28 by the cautious reading, day 29 when four full weeks must have passed.
    """
    first = Step(start, Text(_("The decision is made known or laid open.")), NEXT_DAY)
    if not params.after_four_weeks:
        day = next_day(start)
        steps = (first, Step(day, Text(_("The permit takes effect the day after, also in a weekend.")), NEXT_DAY))
        return Result("entry-into-force", start, day, day, steps, Confidence.HIGH, book.version)
    weeks = book.lengths.force_weeks
    day = weeks_after(start, weeks)
    text = Text(_("The permit takes effect %(length)s later, also in a weekend."), {"length": Weeks(weeks)})
    full = Text(_("%(length)s must have passed in full, so the day after."), {"length": Weeks(weeks)})
    return Result(
        "entry-into-force",
        start,
        day,
        day,
        (first, Step(day, text, LATER)),
        Confidence.MEDIUM,
        book.version,
        (Alternative(next_day(day), full, LATER),),
        (Text(RELIEF),),
    )
