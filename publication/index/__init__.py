"""The in-memory index over the listings of a kind: facets, words, places and orders, kept in step by version."""

from publication.index.listing import ListingIndex
from publication.index.registry import index_for, names_of

__all__ = ["ListingIndex", "index_for", "names_of"]
