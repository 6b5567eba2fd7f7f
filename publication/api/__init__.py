"""Read-only API over listings: an app names its collections, this package answers for them and documents them."""

from publication.api.collections import Collection
from publication.api.errors import InvalidParameters, PageOutOfRange
from publication.api.routes import collection_routes

__all__ = ["Collection", "InvalidParameters", "PageOutOfRange", "collection_routes"]
