"""Addresses of collections: no trailing slashes."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, path

from publication.api.collections import Collection
from publication.api.views import CollectionView, RecordView


def collection_routes(collections: Iterable[Collection]) -> list[URLPattern]:
    """Each collection's list and its single records, below the base path of the API."""
    return [route for collection in collections for route in _routes(collection)]


def _routes(collection: Collection) -> list[URLPattern]:
    kind = collection.kind
    return [
        path(kind, CollectionView.as_view(collection=collection), name=kind),
        path(f"{kind}/<str:{collection.key}>", RecordView.as_view(collection=collection), name=f"{kind}-record"),
    ]
