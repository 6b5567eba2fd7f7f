"""The codes of the law data in words, for its pages: choices, authorities, articles."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from permits.enums import AuthorityKind, Competence, LawConfidence, PermitCategory, Procedure, Remedy, Share
from permits.law.citing import place_of
from permits.terms import RULES
from permits.views.reading import Row, day, page

CERTAINTY = {
    LawConfidence.HIGH: gettext_lazy("High: read in the text of the law or in a source that decides it."),
    LawConfidence.MEDIUM: gettext_lazy("Medium: read in part, in an older text or in a second-hand source."),
    LawConfidence.LOW: gettext_lazy("Low: general knowledge that nobody has checked."),
}
_LOCAL = {
    "safety-region": gettext_lazy("the safety region of the location"),
    "municipality": gettext_lazy("the municipality of the location"),
    "environment-service": gettext_lazy("the environment service of the location"),
    "water-board": gettext_lazy("the water board of the location"),
}


def told_permit(row: Row) -> Row:
    """A row of the list with its codes in words."""
    return {
        **row,
        "href": page("permit-type", row["slug"]),
        "categoryName": str(PermitCategory(row["category"]).label),
        "procedureName": str(Procedure(row["procedure"]).label),
        "decides": competent(row["authority"]),
    }


def told_permit_page(document: Row) -> Row:
    """A whole permit type, with everything that its page writes."""
    return {
        **told_permit(document),
        "carriesOut": competent(document["executing"]),
        "advisers": [adviser(one) for one in document["advisers"]],
        "alternative": _alternative(document["alternativeProcedure"]),
        "remedyName": str(Remedy(document["remedy"]).label),
        "calculator": calculator(document["term"]["rule"], document["term"]["params"]),
        "legalBasis": cited(document["legalBasis"]),
        "comesAfter": [{**one, "href": page("permit-type", one["slug"])} for one in document["comesAfter"]],
        "competence": [_situation(rule) for rule in document["competence"]],
        "certainty": certainty(document["confidence"]),
        "documentsCertainty": certainty(document["documentsConfidence"]),
        "stageLinks": stage_links(document["stages"]),
        **version_words(document["version"]),
    }


def competent(pointer: Row | None) -> Row | None:
    """Who decides: name and address, or in words how it is found."""
    if pointer is None:
        return None
    authority = pointer["authority"]
    if authority is not None:
        return {"name": authority["name"], "href": page("authority", authority["slug"]), "byLocation": False}
    return {
        "name": str(Competence(pointer["kind"]).label),
        "href": "",
        "byLocation": pointer["kind"] in (Competence.WATER_BOARD, Competence.ENVIRONMENT_SERVICE),
    }


def adviser(one: Row) -> tuple[str, str]:
    if one["name"]:
        return one["name"], page("authority", one["slug"])
    return str(_LOCAL.get(one["slug"], one["slug"])), ""


def _alternative(alternative: Row | None) -> Row | None:
    if alternative is None:
        return None
    return {**alternative, "procedureName": str(Procedure(alternative["procedure"]).label)}


def _situation(rule: Row) -> Row:
    return {
        **rule,
        "decides": competent(rule["authority"]),
        "carriesOut": competent(rule["executing"]),
        "procedureName": str(Procedure(rule["procedure"]).label) if rule["procedure"] else "",
        "legalBasis": cited(rule["legalBasis"]),
    }


def cited(bases: list[Row]) -> list[Row]:
    """Legal bases in words, each with the day of the text that was read."""
    return [
        {
            "text": f"{place} {basis['lawName']}" if (place := place_of(basis["article"])) else basis["lawName"],
            "href": basis["href"],
            "day": day(basis["textDate"]),
        }
        for basis in bases
    ]


def calculator(rule: str | None, params: Row) -> Row | None:
    """The term calculator with this term filled in; nothing when no rule is known."""
    if not rule or rule not in RULES:
        return None
    return {"href": f"{reverse('permits:term')}?rule={rule}", "title": str(RULES[rule].title)}


def certainty(confidence: str | None) -> str:
    return str(CERTAINTY[LawConfidence(confidence)]) if confidence else ""


def stage_links(stages: list[Row]) -> list[tuple[str, str]]:
    return [(stage["name"], f"{page('permit-types')}?stage={stage['slug']}") for stage in stages]


def version_words(version: Row) -> Row:
    text = _("Version %(number)s (%(label)s), in force from %(day)s.")
    values = {"number": version["number"], "label": version["label"], "day": day(version["inForceFrom"])}
    return {"versionText": text % values}


def told_authority(row: Row) -> Row:
    return {**row, "href": page("authority", row["slug"]), "kindName": str(AuthorityKind(row["kind"]).label)}


def told_authority_page(document: Row) -> Row:
    return {
        **told_authority(document),
        "areas": [_area(one) for one in document["municipalities"]],
        "decides": _permit_links(document["decides"]),
        "executes": _permit_links(document["executes"]),
        "advises": _permit_links(document["advises"]),
        "legalBasis": cited(document["legalBasis"]),
        "certainty": certainty(document["confidence"]),
        **version_words(document["version"]),
    }


def _permit_links(permits: list[Row]) -> list[tuple[str, str]]:
    return [(one["name"], page("permit-type", one["slug"])) for one in permits]


def _area(area: Row) -> Row:
    return {
        **area,
        "href": page("municipality", area["slug"]),
        "note": area["where"] or ("" if area["share"] == Share.WHOLE else str(Share(area["share"]).label)),
    }


def told_municipality(document: Row) -> Row:
    """Who is competent in one municipality."""
    return {
        **document,
        "boards": [{**one, **_board(one)} for one in document["waterBoards"]],
        "executive": _link(document["municipalExecutive"]),
        "service": _link(document["environmentService"]),
        "region": _link(document["safetyRegion"]),
        "provincial": _link(document["province"]),
        "national": _link(document["nationalWaters"]),
        "certainty": certainty(document["confidence"]),
        **version_words(document["version"]),
    }


def _link(reference: Row | None) -> Row | None:
    return None if reference is None else {"name": reference["name"], "href": page("authority", reference["slug"])}


def _board(board: Row) -> Row:
    return {
        "href": page("authority", board["slug"]),
        "shareName": str(Share(board["share"]).label),
        "confidenceName": str(LawConfidence(board["confidence"]).label),
    }


def grouped(permits: list[Row]) -> list[tuple[str, str, list[Any]]]:
    """Permit types by category, in the order of the categories; empty ones are left out."""
    groups = [
        (category.value, str(category.label), [one for one in permits if one["category"] == category])
        for category in PermitCategory
    ]
    return [group for group in groups if group[2]]
