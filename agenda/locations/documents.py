"""The public JSON of a location: always six lights, in their order; what nobody stated is unknown."""

from __future__ import annotations

from typing import Any

from agenda.locations.enums import Subject
from agenda.models import Light, Location
from companies.documents import labels
from valuechains.documents import api_path, source_document, text

Document = dict[str, Any]


def location_document(location: Location, language: str) -> Document:
    lights = {light.subject: light for light in location.lights.all()}
    return {
        "slug": location.slug,
        "url": api_path("locations", location.slug),
        "name": location.name,
        "kind": location.kind,
        "kindName": labels(Location, "kind", language)[location.kind],
        "park": _pointer("locations", location.park),
        "municipality": _pointer("municipalities", location.municipality),
        "location": _point(location),
        "areaHa": None if location.area_ha is None else float(location.area_ha),
        "website": location.website or None,
        "text": text(location, "text", language),
        "lights": [light_document(subject, lights.get(subject), language) for subject in Subject],
        "example": location.is_example,
    }


def light_document(subject: Subject, light: Light | None, language: str) -> Document:
    light = light or Light(subject=subject)
    return {
        "subject": subject.value,
        "subjectName": labels(Light, "subject", language)[subject.value],
        "colour": light.colour,
        "colourName": labels(Light, "colour", language)[light.colour],
        "value": text(light, "value", language),
        "stated": light.stated_on or None,
        "source": source_document(light.source, language) if light.source else None,
    }


def _pointer(kind: str, record: Any) -> Document | None:
    if record is None or not record.is_published:
        return None
    return {"slug": record.slug, "name": record.name, "url": api_path(kind, record.slug)}


def _point(location: Location) -> Document | None:
    if location.latitude is None or location.longitude is None:
        return None
    return {"type": "Point", "coordinates": [location.longitude, location.latitude]}
