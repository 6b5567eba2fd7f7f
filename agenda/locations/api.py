"""Locations in the API, and as a table."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.locations import filters, serializers
from agenda.locations.enums import Subject
from publication.api import Collection
from publication.exports import Column, Table, at, coordinate
from valuechains.exports import ADDRESS, CHANGED, NAME, SLUG


def _light(subject: Subject, name: str) -> Any:
    def read(row: Mapping[str, Any]) -> Any:
        light = next(one for one in row["lights"] if one["subject"] == subject)
        return light["source"]["title"] if name == "source" and light["source"] else light[name]

    return read


def _columns(subject: Subject) -> list[Column]:
    """Headings of our own layout, so that what goes out can come in again."""
    names = {"colour": subject.value, "value": f"{subject.value}_value", "stated": f"{subject.value}_date"}
    return [
        *(Column(heading, _light(subject, name)) for name, heading in names.items()),
        Column(f"{subject.value}_source", _light(subject, "source")),
    ]


TABLE = Table(
    _("locations"),
    [
        SLUG,
        NAME,
        Column(_("kind"), at("kindName")),
        Column(_("business park"), at("park.name")),
        Column(_("municipality"), at("municipality.name")),
        Column(_("area in hectares"), at("areaHa")),
        Column(_("latitude"), coordinate("location", 1)),
        Column(_("longitude"), coordinate("location", 0)),
        *(column for subject in Subject for column in _columns(subject)),
        Column(_("example"), at("example")),
        ADDRESS,
        CHANGED,
    ],
    point="location",
)
LOCATIONS = Collection(
    filterset=filters.LocationFilterSet,
    table=TABLE,
    row=serializers.Location,
    document=serializers.Location,
    singular="Location",
    plural="Locations",
    summary="sites for investment",
)
