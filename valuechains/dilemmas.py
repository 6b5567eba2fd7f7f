"""How cards on dilemmas are published, and what has to be there before they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from publication.enums import Visibility
from publication.publishers import ListingRow, Publisher, ShownIn, Watch
from publication.text import words_of
from publication.visibility import change_visibility
from valuechains.documents import Document, api_path, reference, source_document, text
from valuechains.enums import DilemmaDimension
from valuechains.models import Dilemma, DilemmaListing, Material, Source

LANGUAGES = ("nl", "en")
#: The facet's value of a card that holds for every material.
ALL = "all"


def publish_dilemmas(records: Iterable[Dilemma], visibility: Visibility = Visibility.PUBLIC, **more: Any) -> int:
    """Publish these cards, or none: ``ValidationError`` names each card that lacks a text or a source of a side."""
    cards = list(records)
    refused = [
        _("“%(card)s” lacks: %(fields)s.") % {"card": card, "fields": ", ".join(map(str, lacking))}
        for card in cards
        if (lacking := card.lacking_in_words())
    ]
    if refused:
        lead = _("A card is published with both sides: a text in Dutch and English and a source for each.")
        raise ValidationError([lead, *refused])
    return change_visibility(records=cards, visibility=visibility, **more)


def dilemma_document(card: Dilemma, language: str) -> Document:
    material = reference("materials", card.material, language) if card.material else None
    with override(language):
        dimension = str(DilemmaDimension(card.dimension).label)
    return {
        "slug": card.slug,
        "url": api_path("dilemmas", card.slug),
        "name": capfirst(f"{dimension}: {material['name']}" if material else dimension),
        "material": material,
        "dimension": card.dimension,
        "dimensionName": dimension,
        "here": _side(card, "here", language),
        "elsewhere": _side(card, "elsewhere", language),
        "confidence": card.confidence,
        "example": card.is_example,
    }


def _side(card: Dilemma, side: str, language: str) -> Document:
    source: Source = getattr(card, f"{side}_source")
    return {
        "text": text(card, side, language),
        "source": source_document(source, language),
        "reference": getattr(card, f"{side}_reference"),
    }


class DilemmaPublisher(Publisher):
    """Facets: ``material`` (``all`` for a card without one), ``dimension`` and ``example``. A card is as public as its
    material."""

    kind = "dilemmas"
    listing = DilemmaListing
    facets = ("material", "dimension", "example")
    orders = {"name": ("sort_name", "pk")}

    def records(self) -> Any:
        return Dilemma.objects.all()

    def public_records(self) -> QuerySet:
        known = Material.objects.published()
        return self.records().published().filter(Q(material__isnull=True) | Q(material__in=known))

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        cards = self.public_records().filter(pk__in=pks)
        for card in cards.select_related("material", "here_source", "elsewhere_source"):
            document = {language: dilemma_document(card, language) for language in LANGUAGES}
            yield ListingRow(
                pk=card.pk,
                slug=card.slug,
                name_nl=document["nl"]["name"],
                name_en=document["en"]["name"],
                words=words_of(" ".join([card.here_nl, card.here_en, card.elsewhere_nl, card.elsewhere_en])),
                facets={
                    "material": [card.material.slug if card.material else ALL],
                    "dimension": [card.dimension],
                    "example": ["yes" if card.is_example else "no"],
                },
                row=document,
                document=document,
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(Material, ShownIn(Dilemma, "material")),
            Watch(Source, ShownIn(Dilemma, "here_source", "elsewhere_source")),
        ]
