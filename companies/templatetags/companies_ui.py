"""Words and small pictures for organisations as the register's rows give them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from companies.enums import ActivityStatus, OrganisationStatus, Precision
from companies.subjects import material_subject, stage_subject

register = template.Library()

_LINK = 14  # width of one link of the chain strip


@register.filter
def activity_status(value: str) -> str:
    return str(ActivityStatus(value).label) if value in ActivityStatus.values else value


@register.filter
def organisation_status(value: str) -> str:
    return str(OrganisationStatus(value).label).capitalize() if value in OrganisationStatus.values else value


@register.filter
def precision_note(value: str) -> str:
    """What a point stands for, in a few words; nothing for an address."""
    return "" if value == Precision.ADDRESS or value not in Precision.values else str(Precision(value).label)


@register.filter
def place_name(row: Mapping[str, Any]) -> str:
    """The town, with its municipality when that has another name."""
    town, municipality = row.get("town") or "", (row.get("municipality") or {}).get("name", "")
    if town and municipality and town != municipality:
        return _("%(town)s (municipality of %(municipality)s)") % {"town": town, "municipality": municipality}
    return town or municipality


@register.filter
def names(things: Sequence[Mapping[str, Any]], most: int = 8) -> str:
    """Names in a row; what comes after ``most`` is counted."""
    shown = ", ".join(thing["name"] for thing in things[:most])
    more = len(things) - most
    return _("%(names)s and %(more)d more") % {"names": shown, "more": more} if more > 0 else shown


@register.filter
def partial_date(value: str | None) -> str:
    """``2024-01`` as “January 2024”, ``2024-01-09`` as “9 January 2024”."""
    parts = (value or "").split("-")
    if not all(part.isdigit() for part in parts):
        return value or ""
    if len(parts) == 1:
        return parts[0]
    month = f"{MONTHS[int(parts[1])]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


@register.filter
def host(url: str) -> str:
    """The host of a web address, without ``www.``."""
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


@register.filter
def provenance_of(document: Mapping[str, Any], subject: str) -> list[Any]:
    """Where the value of a subject comes from, as the document tells."""
    return document["provenance"].get(subject, [])


@register.filter
def provenance_of_stage(document: Mapping[str, Any], slug: str) -> list[Any]:
    return provenance_of(document, stage_subject(slug))


@register.filter
def provenance_of_material(document: Mapping[str, Any], slug: str) -> list[Any]:
    return provenance_of(document, material_subject(slug))


@register.filter
def any_confirmed(provenance: Sequence[Mapping[str, Any]]) -> bool:
    return any(one["verifiedOn"] for one in provenance)


@register.inclusion_tag("companies/_chain_strip.html")
def chain_strip(present: Sequence[Mapping[str, Any]], stages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The chain in small, its links filled where an organisation is active. Decorative: the names stand beside it."""
    slugs = {stage["slug"] for stage in present}
    links = [{"x": number * _LINK, "is_on": stage["slug"] in slugs} for number, stage in enumerate(stages)]
    return {"links": links, "width": len(links) * _LINK + 1}
