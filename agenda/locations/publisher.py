"""How locations are published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from agenda.locations.documents import location_document
from agenda.locations.enums import Subject
from agenda.models import Light, Location, LocationListing
from companies.models import Municipality
from publication.publishers import ListingRow, Publisher, Watch
from publication.text import words_of
from valuechains.models import Source

LANGUAGES = ("nl", "en")


class LocationPublisher(Publisher):
    """Facets: ``municipality``, ``kind``, ``example``, and one for each traffic light with its colour."""

    kind = "locations"
    listing = LocationListing
    facets = ("municipality", "kind", "example", *Subject.values)

    def records(self) -> Any:
        return Location.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        found = Location.objects.published().filter(pk__in=pks).select_related("park", "municipality")
        for location in found.prefetch_related("lights__source"):
            document = {language: location_document(location, language) for language in LANGUAGES}
            yield ListingRow(
                pk=location.pk,
                slug=location.slug,
                name_nl=location.name,
                name_en=location.name,
                facets=_facets(document["nl"]),
                words=words_of(" ".join([location.name, location.text_nl, location.text_en, _place(document["nl"])])),
                latitude=location.latitude,
                longitude=location.longitude,
                row=document,
                document=document,
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(Light, lambda light: [light.location_id]),
            Watch(Location, lambda park: _pks(park=park)),
            Watch(Municipality, lambda one: _pks(municipality=one)),
            Watch(Source, lambda source: _pks(lights__source=source)),
        ]


def _pks(**shown: Any) -> set[int]:
    return set(Location.objects.filter(**shown).values_list("pk", flat=True))


def _facets(document: dict[str, Any]) -> dict[str, list[str]]:
    return {
        "municipality": [document["municipality"]["slug"]] if document["municipality"] else [],
        "kind": [document["kind"]],
        "example": ["yes" if document["example"] else "no"],
        **{light["subject"]: [light["colour"]] for light in document["lights"]},
    }


def _place(document: dict[str, Any]) -> str:
    return document["municipality"]["name"] if document["municipality"] else ""
