"""Public stages, materials and municipalities as documents of organisations show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publication.text import words_of
from valuechains.documents import api_path, reference
from valuechains.publishers import material_words

LANGUAGES = ("nl", "en")
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Term:
    """A public stage, material or municipality as documents show it, by language."""

    slug: str
    place: Any
    reference: Mapping[str, Document]
    words: tuple[str, ...]


def terms(model: Any, pks: set[int | None], kind: str) -> dict[int | None, Term]:
    """Those of the given records that are public; one query."""
    return {one.pk: _term(kind, one) for one in model.objects.published().filter(pk__in=pks - {None})}


def _term(kind: str, one: Any) -> Term:
    if kind == "municipalities":
        named = {"slug": one.slug, "name": one.name, "url": api_path(kind, one.slug)}
        return Term(one.slug, one.name, dict.fromkeys(LANGUAGES, named), (one.name,))
    references = {language: reference(kind, one, language) for language in LANGUAGES}
    if kind == "stages":
        return Term(one.slug, one.order, references, tuple(words_of(f"{one.name_nl} {one.name_en}")))
    return Term(one.slug, one.name_nl, references, tuple(material_words(one)))
