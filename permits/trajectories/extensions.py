"""How a term is extended: that of a decision once, by weeks; the cap of a strategic project by months.

Article 11(4) of Regulation (EU) 2024/1252: case by case and before the cap has passed, by 3 months at most, by 6 with
extraction. It does not say how often; here more than one extension is possible, within those months in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms import RULES, Fault, Lawbook, Result
from permits.terms.citations import EXTENDED_EXTENSION
from permits.terms.texts import Text
from permits.terms.values import read_number
from permits.trajectories.events import DETAILS, Event, Facts
from permits.trajectories.kinds import EventKind
from permits.trajectories.progress import Progress
from permits.trajectories.refusals import EventFault

CAP = "crma"
WEEKS, MONTHS = "weeks", "months"
_UNITS = {"extensionWeeks": WEEKS, "extensionMonths": MONTHS}

NOT_BY: Mapping[str, Promise] = MappingProxyType(
    {
        WEEKS: _("The cap of a strategic project is extended by months, not by weeks."),
        MONTHS: _("This term is extended by weeks; only the cap of a strategic project by months."),
    }
)
"""Why this detail does not belong to an extension of the other kind."""
MOST_WITHOUT = _("Without extraction the cap can be extended by at most %(most)s months.")
MOST_WITH = _("With extraction the cap can be extended by at most %(most)s months.")
MOST_IN_ALL = _("In all the cap can be extended by at most %(most)s months; used so far: %(before)s.")

AFTER_LIMIT = _(
    "The extension of %(day)s came after the eight weeks from receipt, which ended on %(limit)s. It is in time only if "
    "the suspension moves that day too, and that is not settled."
)


def unit_of(rule: str) -> str:
    """The detail that says by how much the term of this rule is extended; empty where the law extends it by none."""
    known = {option.name for option in RULES[rule].options} if rule else set()
    return next((unit for name, unit in _UNITS.items() if name in known), "")


def details_of(kind: EventKind, rule: str) -> Mapping[str, bool]:
    """Which details an event takes in a procedure with this rule, and whether it needs them."""
    if kind is not EventKind.EXTENDED or (rule and not unit_of(rule)):
        return DETAILS.get(kind, {})
    return {unit_of(rule) or WEEKS: True}


def length_faults(event: Event, facts: Facts, book: Lawbook) -> Iterator[EventFault]:
    """Is the extension by itself longer than the law allows?"""
    takes = details_of(event.kind, facts.rule)
    found: list[Fault] = []
    if event.weeks is not None and WEEKS in takes:
        read_number(event.weeks, WEEKS, 1, book.lengths.extension_weeks_at_most, found)
    if event.months is not None and MONTHS in takes:
        most = months_at_most(facts, book)
        if type(event.months) is int and event.months > most:
            message = MOST_WITH if facts.params.get("withExtraction") else MOST_WITHOUT
            yield EventFault(event, MONTHS, Text(message, {"most": most}))
        else:
            read_number(event.months, MONTHS, 1, most, found)
    yield from (EventFault(event, one.field, one.reason) for one in found)


def already_ran(facts: Facts) -> bool:
    """Whether the permit process ran when the project was recognised, or a permitted project is extended (11(2)). The
    day of recognition is then what is recorded as the receipt."""
    return facts.rule == CAP and bool(facts.params.get("alreadyInProcess"))


def cap_began(progress: Progress) -> date | None:
    """Acknowledged completeness (article 11(6)), or the recognition of what already ran; None before it."""
    if progress.facts.rule != CAP:
        return None
    return progress.day(EventKind.RECEIVED if already_ran(progress.facts) else EventKind.COMPLETED)


def months_at_most(facts: Facts, book: Lawbook) -> int:
    lengths = book.lengths
    with_extraction = facts.params.get("withExtraction")
    return lengths.crma_extraction_extension_months if with_extraction else lengths.crma_extension_months


def months_given(progress: Progress) -> int:
    return sum(one.months or 0 for one in progress.extensions)


def cap_params(progress: Progress) -> dict[str, Any]:
    """For the terms engine: the extensions together, decided when the first was; each was in time when it was taken."""
    params = dict(progress.facts.params)
    if progress.extensions:
        params |= {"extensionMonths": months_given(progress), "extensionDecidedOn": progress.extensions[0].on}
    return params


def after_the_limit(progress: Progress, result: Result | None) -> Text | None:
    """An extension of the extended procedure that the eight weeks of Awb 3:18(2) alone would not allow."""
    event = progress.single.get(EventKind.EXTENDED)
    if event is None or result is None or progress.facts.rule != "extended":
        return None
    limit = next((step.date for step in result.steps if step.basis == EXTENDED_EXTENSION), None)
    if limit is None or event.on <= limit:
        return None
    return Text(AFTER_LIMIT, {"day": event.on, "limit": limit})


def cap_extendable_until(progress: Progress, due: date | None) -> date | None:
    """The day on which the cap passes, as long as months are left to extend it by."""
    if cap_began(progress) is None:
        return None
    return due if months_given(progress) < months_at_most(progress.facts, progress.book) else None
