"""What anybody may report about an organisation: how each value is called, read from the page, and written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from companies.enums import ActivityStatus, OrganisationStatus
from companies.models import Municipality, Organisation, Site
from companies.subjects import ORGANISATION_FIELDS, SITE_FIELDS
from valuechains.models import Stage

__all__ = [
    "FIELDS", "SHOWS", "Field", "current", "field_label", "field_of", "is_kept_back", "shown_on_page",
    "shown_value", "stage_of",
]  # fmt: skip

Document = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """``of_site``: it stands on the main site; ``document``: its key in the public document, empty for what only the
    organisation itself may ask."""

    name: str
    label: Any
    document: str
    of_site: bool = False

    @property
    def subject(self) -> str:
        if stage_of(self.name):
            return self.name
        return (SITE_FIELDS if self.of_site else ORGANISATION_FIELDS).get(self.name, "")


_ALL = (
    Field("name", _("Name"), "name"),
    Field("website", _("Website"), "website"),
    Field("kvk_number", _("KvK number"), "kvkNumber"),
    Field("description_nl", _("Description (Dutch)"), "description"),
    Field("description_en", _("Description (English)"), "description"),
    Field("street_address", _("Street and number"), "streetAddress", of_site=True),
    Field("postcode", _("Postcode"), "postcode", of_site=True),
    Field("town", _("Town"), "town", of_site=True),
    Field("municipality", _("Municipality"), "municipality", of_site=True),
    Field("status_kind", _("What happened to it"), "status"),
)
FIELDS = {field.name: field for field in _ALL}
_SHOWS = (
    Field("shows_description", _("Show the description to everybody"), ""),
    Field("shows_contact", _("Show the website and KvK number to everybody"), ""),
    Field("shows_sites", _("Show the address and the place to everybody"), ""),
    Field("shows_activities", _("Show the place in the chain to everybody"), ""),
)
#: Which groups of values the organisation itself wants to be public: ``yes`` or ``no``.
SHOWS = {field.name: field for field in _SHOWS}
_SHOWN_WITH = {
    "description_nl": "shows_description", "description_en": "shows_description", "website": "shows_contact",
    "kvk_number": "shows_contact",
} | {name: "shows_sites" for name, field in FIELDS.items() if field.of_site}  # fmt: skip
YES, NO = "yes", "no"


def stage_of(name: str) -> str:
    """``refining`` of ``stage:refining``: how far the organisation is with its work there; else empty."""
    return name.removeprefix("stage:") if name.startswith("stage:") else ""


def field_of(name: str) -> Field:
    if slug := stage_of(name):
        stage = Stage.objects.filter(slug=slug).first()
        return Field(name, _("Place in the chain: %(stage)s") % {"stage": stage or slug}, "")
    return FIELDS.get(name) or SHOWS[name]


def field_label(name: str) -> str:
    return str(field_of(name).label)


def shown_on_page(document: Document, name: str) -> str:
    """The value as the public page tells it, as text; a municipality by its slug."""
    field = FIELDS[name]
    holder: Document = main_site(document) if field.of_site else document
    value = holder.get(field.document)
    return str(value["slug"] if isinstance(value, Mapping) else value or "")


def main_site(document: Document) -> Document:
    sites = document.get("sites") or [{}]
    return next((site for site in sites if site.get("main")), sites[0])


def current(organisation: Organisation, name: str) -> str:
    """The value in the register now, in the same form."""
    if slug := stage_of(name):
        return organisation.activities.filter(stage__slug=slug).values_list("status", flat=True).first() or ""
    if name in SHOWS:
        return YES if getattr(organisation, name) else NO
    field = FIELDS[name]
    holder: Any = _main(organisation) if field.of_site else organisation
    value = getattr(holder, name, None)
    return str(getattr(value, "slug", value) or "")


def is_kept_back(organisation: Organisation, name: str) -> bool:
    """Whether the organisation keeps this value to itself, so that no page tells it."""
    group = _SHOWN_WITH.get(name)
    return group is not None and not getattr(organisation, group)


def shown_value(name: str, value: str) -> str:
    """For people: a municipality by its name, a status in words."""
    if name == "municipality" and value:
        return Municipality.objects.filter(slug=value).values_list("name", flat=True).first() or value
    if name == "status_kind" and value in OrganisationStatus.values:
        return str(OrganisationStatus(value).label)
    if name in SHOWS:
        return str(_("yes") if value == YES else _("no"))
    if stage_of(name) and value in ActivityStatus.values:
        return str(ActivityStatus(value).label)
    return value


def _main(organisation: Organisation) -> Site | None:
    return organisation.sites.order_by("-is_main", "pk").first()
