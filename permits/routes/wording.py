"""What codes of a plan are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from permits.law.citing import cite
from permits.routes.assumptions import Part
from permits.routes.competence import MUNICIPAL, Party
from permits.routes.questions import Basis, Kind, Question
from permits.routes.ruleset import Procedure, Ruleset, Who
from permits.routes.situation import Need
from permits.routes.units import amount

PROCEDURES: Mapping[Procedure, Promise] = {
    Procedure.REGULAR: gettext_lazy("regular procedure"),
    Procedure.EXTENDED: gettext_lazy("extended procedure"),
    Procedure.NOTIFICATION: gettext_lazy("notification"),
    Procedure.REGISTRATION: gettext_lazy("registration"),
    Procedure.ASSESSMENT: gettext_lazy("assessment"),
    Procedure.EU: gettext_lazy("European procedure"),
    Procedure.NONE: gettext_lazy("no procedure of its own"),
    Procedure.UNKNOWN: gettext_lazy("not looked up"),
}
NEEDS: Mapping[Need, Promise] = {
    Need.NEEDED: gettext_lazy("Needed"),
    Need.POSSIBLE: gettext_lazy("Possibly needed"),
    Need.NOT_NEEDED: gettext_lazy("Not needed"),
}
FINDING: Mapping[Who, Promise] = {
    Who.MUNICIPALITY: gettext_lazy("the municipality of the site"),
    Who.ENVIRONMENT_SERVICE: gettext_lazy("the environment service of the site"),
    Who.WATER_BOARD: gettext_lazy("the water board of the site: check the map"),
    Who.SAFETY_REGION: gettext_lazy("the safety region of the site"),
    Who.GRID_OPERATOR: gettext_lazy("the grid operator of the site"),
    Who.PARENT: gettext_lazy("the authority of the permit that it belongs to"),
    Who.ASK: gettext_lazy("depends on the site: ask the loket"),
    Who.FIXED: gettext_lazy("depends on the site: ask the loket"),
}
PARTS: Mapping[Part, Promise] = {
    Part.PRE_CONSULTATION: gettext_lazy("Pre-consultation"),
    Part.EIA_REPORT: gettext_lazy("Writing the EIA report"),
    Part.GRID: gettext_lazy("Grid connection"),
    Part.COURT: gettext_lazy("Court"),
}
GROUPS: Mapping[str, Promise] = {
    "activity": gettext_lazy("What you will do"),
    "amounts": gettext_lazy("How much"),
    "substances": gettext_lazy("Dangerous substances"),
    "water": gettext_lazy("Water"),
    "nature": gettext_lazy("Nature and nitrogen"),
    "place": gettext_lazy("Where"),
    "building": gettext_lazy("Building"),
    "waste": gettext_lazy("Waste on the road"),
    "eu": gettext_lazy("Strategic project"),
    "energy": gettext_lazy("Energy"),
    "planning": gettext_lazy("Planning"),
}


def group(code: str) -> str:
    return str(GROUPS.get(code, code))


def party_name(ruleset: Ruleset, party: Party) -> str:
    """The name of an authority, or how to find it."""
    if party.authority == MUNICIPAL and party.place:
        return _("Mayor and aldermen (B&W) of %(place)s") % {"place": party.place}
    if party.ask is not None or not party.authority:
        return str(FINDING[party.ask or Who.ASK])
    known = ruleset.authorities.get(party.authority)
    return str(known.name) if known else party.authority


def answer_text(ruleset: Ruleset, question: Question, value: object) -> str:
    """An answer as its question puts it."""
    if value is None:
        return _("no answer")
    if value == "unknown":
        return _("I do not know")
    if question.kind is Kind.YES_NO:
        return _("Yes") if value == "yes" else _("No")
    if question.kind is Kind.MUNICIPALITY:
        place = ruleset.places.get(str(value))
        return place.name if place else str(value)
    if isinstance(value, tuple):
        return "; ".join(str(question.by_value[one].text) for one in value)
    if question.kind is Kind.CHOICE:
        return str(question.by_value[str(value)].text)
    return _plain(question, value)


def _plain(question: Question, value: object) -> str:
    if question.kind is Kind.DATE and (day := parse_date(str(value))):
        return date_format(day, "j F Y")
    if question.kind is Kind.QUANTITY and isinstance(value, int | float):
        return amount(value, question.unit)
    return str(value)


def cited(ruleset: Ruleset, basis: Basis) -> str:
    """``artikel 4.6 Omgevingsbesluit``."""
    laws = {basis.law: {"name": ruleset.laws[basis.law]._asdict()}} if basis.law in ruleset.laws else {}
    return cite({"law": basis.law, "article": basis.article}, laws)
