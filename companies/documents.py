"""The public JSON of organisations, sites and municipalities, in one language at a time."""

from collections.abc import Hashable
from functools import cache
from typing import Any

import orjson
from django.utils import timezone
from django.utils.translation import override

from companies.dossiers import Dossier, Origin, Place, Work
from companies.models import Activity, Municipality, Organisation, Site
from valuechains.documents import api_path, text
from valuechains.enums import Confidence

Document = dict[str, Any]


def label(record: Any, field: str, language: str) -> str:
    """The words of a choice, in a language."""
    return labels(type(record), field, language)[getattr(record, field)]  # type: ignore[arg-type]


@cache
def labels(model: Hashable, field: str, language: str) -> dict[str, str]:
    """The words of all choices of a field."""
    with override(language):
        choices = model._meta.get_field(field).flatchoices  # type: ignore[attr-defined]
        return {value: str(name) for value, name in choices}


@cache
def _confidence_names(language: str) -> dict[str, str]:
    with override(language):
        return {value: str(name) for value, name in Confidence.choices}


def organisation_row(dossier: Dossier, language: str) -> Document:
    materials = {term.slug: term for work in dossier.work for term in work.materials}
    place = dossier.main_place
    return {
        "slug": dossier.slug,
        "url": api_path("companies", dossier.slug),
        "name": dossier.name,
        "kind": dossier.kind,
        "kindName": labels(Organisation, "kind", language)[dossier.kind],
        "website": dossier.website or None,
        "stages": [{**work.stage.reference[language], "status": work.status} for work in dossier.work],
        "materials": [materials[slug].reference[language] for slug in sorted(materials)],
        "municipality": _municipality(place, language),
        "town": place.town or None if place else None,
        "location": point(place),
        "precision": place.precision or None if place else None,
        "status": dossier.status_kind or None,
        "statusText": text(dossier, "status", language),
        "verified": dossier.verified_at is not None,
        "verifiedOn": dossier.verified_at.date().isoformat() if dossier.verified_at else None,
    }


def organisation_document(dossier: Dossier, language: str, row: Document) -> Document:
    """``row`` is that of lists, which the detail begins with."""
    status_names = labels(Organisation, "status_kind", language)
    return {
        **row,
        "kvkNumber": dossier.kvk_number,
        "description": text(dossier, "description", language),
        "statusName": status_names[dossier.status_kind] if dossier.status_kind else "",
        "statusSince": dossier.status_date or None,
        "nameInSource": dossier.name_in_source,
        "confirmedOn": timezone.localdate(dossier.confirmed_at).isoformat() if dossier.confirmed_at else None,
        "activities": [_activity(work, language) for work in dossier.work],
        "sites": [site_document(place, dossier, language) for place in dossier.places],
        "provenance": {
            subject: [_provenance(one, language) for one in origins]
            for subject, origins in sorted(dossier.origins.items())
        },
    }


def site_document(place: Place, owner: Any, language: str) -> Document:
    """``owner`` has the slug and the name of the organisation."""
    return {
        "id": place.pk,
        "url": api_path("sites", str(place.pk)),
        "name": place.name or owner.name,
        "organisation": {"slug": owner.slug, "name": owner.name, "url": api_path("companies", owner.slug)},
        "main": place.is_main,
        "municipality": _municipality(place, language),
        "town": place.town or None,
        "streetAddress": place.street_address or None,
        "postcode": place.postcode or None,
        "location": point(place),
        "precision": place.precision or None,
        "precisionName": labels(Site, "precision", language)[place.precision] if place.precision else "",
    }


def municipality_document(municipality: Municipality, language: str) -> Document:
    return {
        "slug": municipality.slug,
        "url": api_path("municipalities", municipality.slug),
        "name": municipality.name,
        "officialName": municipality.official_name,
        "alsoKnownAs": municipality.also_known_as,
        "cbsCode": municipality.cbs_code,
        "location": {"type": "Point", "coordinates": [municipality.longitude, municipality.latitude]},
        "centrePlace": municipality.centre_place,
        "confidence": municipality.confidence,
        "source": text(municipality, "source", language),
    }


def point(place: Place | None) -> Document | None:
    """A GeoJSON point (longitude, latitude in WGS84) or nothing."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def _municipality(place: Place | None, language: str) -> Document | None:
    return place.municipality.reference[language] if place and place.municipality else None


def _activity(work: Work, language: str) -> Document:
    return {
        "stage": work.stage.reference[language],
        "status": work.status,
        "statusName": labels(Activity, "status", language)[work.status],
        "materials": [term.reference[language] for term in work.materials],
    }


def _provenance(one: Origin, language: str) -> orjson.Fragment:
    """Most values of a list have the same origin: it is told, and written as JSON, once for all of them."""
    if language not in one.told:
        one.told[language] = orjson.Fragment(
            orjson.dumps(
                {
                    "source": one.source[language],
                    "confidence": one.confidence,
                    "confidenceName": _confidence_names(language)[one.confidence],
                    "stated": one.stated_on.isoformat() if one.stated_on else None,
                    "verifiedOn": one.verified_at.date().isoformat() if one.verified_at else None,
                }
            )
        )
    return one.told[language]
