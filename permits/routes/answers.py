"""Read the answers to the planner's questions. Nothing is converted or guessed; every fault names its question."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.routes.conditions import Value
from permits.routes.errors import AnswerError
from permits.routes.places import other_names
from permits.routes.questions import (
    BOTH,
    COMPLETE_ON,
    MUNICIPALITY,
    NO,
    NONE,
    RECOGNISED_ON,
    START,
    TARGET,
    UNKNOWN,
    WATER_BOARD,
    YES,
    Kind,
    Question,
)
from permits.routes.ruleset import Ruleset
from permits.routes.units import unit
from permits.terms.errors import Fault, FaultKind, fault
from permits.terms.lawbook import Lawbook
from permits.terms.texts import Amount, Text
from permits.terms.values import read_date, shown

LONGEST_TEXT = 120
# A slip of the pen is nearer than this; Utrecht is not “Dordrecht, written wrong”.
NEAR_ENOUGH = 0.7
MOST_DECIMALS = 6
Answers = Mapping[str, Value]
"""Question by question what was answered; “unknown” for “I do not know”, no entry for a question left open."""


def read_answers(ruleset: Ruleset, given: object, book: Lawbook) -> Answers:
    """The answers in the order of the questions; AnswerError names each question and value that is wrong."""
    if not isinstance(given, Mapping):
        raise AnswerError([fault("answers", _("Give the answers as an object: questions and values."))])
    faults: list[Fault] = []
    for slug in given:
        if slug not in ruleset.questions:
            faults.append(_no_question(slug, ruleset))
    reader = _Reader(ruleset, book, faults)
    read = {slug: reader.read(one, given[slug]) for slug, one in ruleset.questions.items() if slug in given}
    answers = {slug: value for slug, value in read.items() if value is not None}
    if not faults:
        _check_together(ruleset, answers, book, faults)
    if faults:
        raise AnswerError(faults)
    return answers


def _no_question(slug: object, ruleset: Ruleset) -> Fault:
    near = get_close_matches(shown(slug), ruleset.questions, n=3)
    if near:
        message = _("“%(value)s” is no question of the planner; did you mean %(near)s?")
        return fault(shown(slug), message, value=shown(slug), near=", ".join(near))
    return fault(shown(slug), _("“%(value)s” is no question of the planner."), value=shown(slug))


@dataclass(slots=True)
class _Reader:
    ruleset: Ruleset
    book: Lawbook
    faults: list[Fault]

    def read(self, question: Question, given: object) -> Value | None:
        """The answer as conditions look at it; None for one that is wrong or empty."""
        if given in (UNKNOWN, [UNKNOWN], (UNKNOWN,)):
            if question.allows_unknown:
                return UNKNOWN
            return self._wrong(question, _("This question needs an answer: “unknown” is not possible."))
        if given is None or given == "" or given == [] or given == ():
            return None
        if given == BOTH and question.values is None:
            return self._wrong(question, _("Give an amount, or say that you do not know; not both."))
        readers: Mapping[Kind, Callable[[Question, object], Value | None]] = {
            Kind.CHOICE: self._choice,
            Kind.MANY: self._many,
            Kind.YES_NO: self._yes_no,
            Kind.QUANTITY: self._quantity,
            Kind.DATE: self._date,
            Kind.MUNICIPALITY: self._municipality,
            Kind.TEXT: self._text,
        }
        return readers[question.kind](question, given)

    def _wrong(self, question: Question, message: Promise, **values: object) -> Value | None:
        """Note the fault; there is no answer then."""
        self.faults.append(Fault(question.slug, Text(message, values)))
        return None

    def _choice(self, question: Question, given: object) -> Value | None:
        known = question.values or ()
        if isinstance(given, str) and given in known:
            return given
        message = _("“%(value)s” is no answer to this question; possible are: %(names)s.")
        return self._wrong(question, message, value=shown(given), names=_values(question))

    def _many(self, question: Question, given: object) -> Value | None:
        if not isinstance(given, list | tuple):
            return self._wrong(question, _("Give a list of values for this question."))
        known = question.by_value
        for value in given:
            if not isinstance(value, str) or value not in known:
                message = _("“%(value)s” is no answer to this question; possible are: %(names)s.")
                return self._wrong(question, message, value=shown(value), names=_values(question))
        if NONE in given and len(set(given)) > 1:
            return self._wrong(question, _("“none” cannot be combined with another answer."))
        return tuple(value for value in known if value in given)

    def _yes_no(self, question: Question, given: object) -> Value | None:
        if given is True or given == YES:
            return YES
        if given is False or given == NO:
            return NO
        return self._wrong(question, _("“%(value)s” is not yes, no or unknown."), value=shown(given))

    def _quantity(self, question: Question, given: object) -> Value | None:
        if isinstance(given, bool) or not isinstance(given, int | float) or not _finite(given):
            message = _("“%(value)s” is not a number: give an amount in %(unit)s, such as 12.5.")
            return self._wrong(question, message, value=shown(given), unit=unit(question.unit))
        number = int(given) if given == int(given) else round(given, MOST_DECIMALS)
        least, most = question.minimum or 0, question.maximum
        if number < 0:
            return self._wrong(question, _("%(value)s is below zero: an amount cannot be."), value=Amount(number))
        if number < least or (most is not None and number > most):
            message = _("%(value)s %(unit)s is not plausible here: give %(least)s to %(most)s.")
            limits = {"least": Amount(least), "most": "∞" if most is None else Amount(most)}
            return self._wrong(question, message, value=Amount(number), unit=unit(question.unit), **limits)
        return number

    def _date(self, question: Question, given: object) -> Value | None:
        day = read_date(given, question.slug, self.book, self.faults)
        if day is None or any(one.field == question.slug for one in self.faults):
            return None
        if question.slug in (RECOGNISED_ON, COMPLETE_ON) and day < self.book.crma_since:
            message = _("%(day)s is before %(since)s, the day from which the Critical Raw Materials Act applies.")
            self.faults.append(fault(question.slug, message, FaultKind.OLD_LAW, day=day, since=self.book.crma_since))
            return None
        return day.isoformat()

    def _text(self, question: Question, given: object) -> Value | None:
        if not isinstance(given, str):
            return self._wrong(question, _("“%(value)s” is not a text."), value=shown(given))
        text = " ".join(given.split())
        if len(text) > LONGEST_TEXT or not text.isprintable():
            return self._wrong(question, _("Give a text of at most %(most)s characters."), most=LONGEST_TEXT)
        return text or None

    def _municipality(self, question: Question, given: object) -> Value | None:
        places = self.ruleset.places
        if isinstance(given, str):
            code = given if given in places else other_names().get(given.strip().casefold())
            if code in places:
                return code
        names = {place.name.casefold(): place.name for place in places.values()}
        near = get_close_matches(shown(given).casefold(), names, n=3, cutoff=NEAR_ENOUGH)
        if near:
            message = _("“%(value)s” is no municipality of Zuid-Holland; did you mean %(near)s?")
            found = ", ".join(names[name] for name in near)
            return self._wrong(question, message, value=shown(given), near=found)
        message = _("“%(value)s” is no municipality of Zuid-Holland. This portal plans routes in this province only.")
        return self._wrong(question, message, value=shown(given))


def _finite(value: int | float) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _values(question: Question) -> str:
    return ", ".join((*question.by_value, *([UNKNOWN] if question.allows_unknown else ())))


def _check_together(ruleset: Ruleset, answers: Answers, book: Lawbook, faults: list[Fault]) -> None:
    """Answers that are right by themselves and impossible together."""
    start, target = day_of(answers, START), day_of(answers, TARGET)
    if start and target and target < start:
        message = _("%(target)s is before the start on %(start)s.")
        faults.append(fault(TARGET, message, target=target, start=start))
    place = ruleset.places.get(str(answers.get(MUNICIPALITY)))
    board = answers.get(WATER_BOARD)
    if place and board not in (None, UNKNOWN) and board not in place.water_boards:
        message = _("“%(value)s” does not serve %(place)s; possible are: %(names)s.")
        names = ", ".join(place.water_boards)
        faults.append(fault(WATER_BOARD, message, value=shown(board), place=place.name, names=names))


def day_of(answers: Answers, slug: str) -> date | None:
    value = answers.get(slug)
    return None if value is None or value == UNKNOWN else date.fromisoformat(str(value))


def number_of(answers: Answers, slug: str) -> int | float | None:
    value = answers.get(slug)
    return value if isinstance(value, int | float) else None
