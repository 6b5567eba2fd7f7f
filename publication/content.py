"""The columns of a listing: its documents written as JSON once, its fingerprint taken of what was written."""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from publication.publishers import ListingRow
from publication.text import fold

#: The columns but for the record, which stands first, and the version.
COLUMNS = (
    "slug", "name_nl", "name_en", "sort_name", "updated_at", "facets", "words", "latitude", "longitude", "digest",
    "row_nl", "row_en", "document_nl", "document_en",
)  # fmt: skip
LANGUAGES = ("nl", "en")


@dataclass(slots=True)
class Content:
    """A listing as written, but for the moment of its last change; ``digest`` is a fingerprint of all that is public:
    what has the same one is not written again."""

    slug: str
    digest: str
    names: tuple[str, str, str]
    found_by: tuple[dict[str, list[str]], str, float | None, float | None]
    texts: tuple[bytes, ...]

    @classmethod
    def of(cls, row: ListingRow) -> "Content":
        """Keeps nothing of the row itself: of many, the documents are let go one by one."""
        texts = _written(row.row) if row.document is row.row else _written(row.row) + _written(row.document)
        own = [row.slug, row.name_nl, row.name_en, row.facets, row.words, row.latitude, row.longitude]
        # Each length stands before its text, so that no other texts put together say the same.
        told = orjson.dumps([own, [len(text) for text in texts]]) + b"".join(texts)
        facets = {name: list(values) for name, values in row.facets.items()}
        return cls(
            row.slug, hashlib.sha256(told).hexdigest()[:32], (row.name_nl, row.name_en, fold(row.name_nl)[:250]),
            (facets, " ".join(row.words), row.latitude, row.longitude), texts,
        )  # fmt: skip

    def values(self, updated_at: datetime.datetime) -> tuple[Any, ...]:
        """In the order of ``COLUMNS``; the documents tell when they last changed."""
        stamp = updated_at.astimezone(datetime.UTC).strftime('"updatedAt":"%Y-%m-%dT%H:%M:%SZ"}')
        texts = [_stamped(text, stamp) for text in self.texts]
        return (self.slug, *self.names, updated_at, *self.found_by, self.digest, *texts[:2], *texts[-2:])


def _written(documents: Mapping[str, Mapping[str, Any]]) -> tuple[bytes, ...]:
    return tuple(orjson.dumps(documents[language]) for language in LANGUAGES)


def _stamped(text: bytes, stamp: str) -> str:
    return f"{text[:-1].decode()}{',' if len(text) > 2 else ''}{stamp}"
