"""All that an import of organisations may touch, as plain values, to compare two moments."""

import json
from typing import Any

from django.db.models import Model

from companies.models import (
    Activity,
    ActivityMaterial,
    Organisation,
    OrganisationListing,
    Provenance,
    Site,
    SiteListing,
)
from valuechains.models import Source

#: Moments and counters of the last change: an undo is a change too.
MOMENTS = {"updated_at", "version"}


def dump() -> dict[str, list[dict[str, Any]]]:
    models: tuple[type[Model], ...] = (Organisation, Site, Activity, ActivityMaterial, Provenance, Source)
    kept = {model.__name__: _rows(model) for model in models}
    return kept | {model.__name__: _rows(model) for model in (OrganisationListing, SiteListing)}


def _rows(model: type[Model]) -> list[dict[str, Any]]:
    return [
        {name: _content(name, value) for name, value in row.items() if name not in MOMENTS}
        for row in model._default_manager.order_by("pk").values()
    ]


def _content(name: str, value: Any) -> Any:
    if name.startswith(("row_", "document_")):
        return {key: kept for key, kept in json.loads(value).items() if key != "updatedAt"}
    return value
