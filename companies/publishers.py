"""How organisations, sites and municipalities are published."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from companies.documents import (
    municipality_document,
    organisation_document,
    organisation_row,
    site_document,
)
from companies.dossier_terms import LANGUAGES
from companies.dossiers import Dossier, dossiers, places
from companies.matching.register import keep_keys
from companies.merging.aliases import current_slug, keep_addresses
from companies.models import (
    Activity,
    ActivityMaterial,
    Municipality,
    MunicipalityListing,
    Organisation,
    OrganisationListing,
    OtherName,
    Provenance,
    Site,
    SiteListing,
)
from publication.publishers import ListingRow, Publisher, ShownIn, Watch
from publication.text import words_of
from valuechains.models import Material, Source, Stage


class OrganisationPublisher(Publisher):
    """Facets: ``stage``, ``material``, ``municipality``, ``kind``, ``activityStatus``, ``verified``, ``located``;
    for the matrix also ``stageStatus`` (``refining:active``) and ``materialUnknown`` (stages without a material).

    Old slugs are aliases, which merging and splitting take along."""

    kind = "companies"
    listing = OrganisationListing
    keeps_slugs = False
    facets = (
        "stage", "material", "municipality", "kind", "activityStatus", "verified", "located",
        "stageStatus", "materialUnknown",
    )  # fmt: skip

    def records(self) -> Any:
        return Organisation.objects.all()

    def successor(self, slug: str) -> str | None:
        return current_slug(slug)

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        return map(self._row, dossiers(pks))

    def follow(self, pks: Sequence[int]) -> None:
        keep_addresses(pks)
        keep_keys(pks)

    def _row(self, dossier: Dossier) -> ListingRow:
        place = dossier.main_place
        rows = {language: organisation_row(dossier, language) for language in LANGUAGES}
        return ListingRow(
            pk=dossier.pk,
            slug=dossier.slug,
            name_nl=dossier.name,
            name_en=dossier.name,
            facets=_facets(dossier),
            words=_words(dossier),
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            row=rows,
            document={language: organisation_document(dossier, language, row) for language, row in rows.items()},
        )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(Site, lambda site: [site.organisation_id]),
            Watch(Activity, lambda activity: [activity.organisation_id]),
            Watch(ActivityMaterial, ShownIn(Organisation, "activities__activity_materials")),
            Watch(Provenance, lambda provenance: [provenance.organisation_id]),
            Watch(OtherName, lambda other: [other.organisation_id]),
            Watch(Stage, ShownIn(Organisation, "activities__stage")),
            Watch(Material, ShownIn(Organisation, "activities__activity_materials__material")),
            Watch(Municipality, ShownIn(Organisation, "sites__municipality")),
            Watch(Source, ShownIn(Organisation, "provenance__source")),
        ]


class SitePublisher(Publisher):
    """Facets: ``municipality``, ``company`` and ``precision``. A site is as public as its organisation."""

    kind = "sites"
    listing = SiteListing
    keeps_slugs = False  # its number
    facets = ("municipality", "company", "precision")

    def records(self) -> Any:
        return Site.objects.all()

    def public_records(self) -> QuerySet:
        return Site.objects.filter(organisation__in=Organisation.objects.published().filter(shows_sites=True))

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        for place in places(pks):
            owner = place.organisation
            name = place.name or owner.name
            document = {language: site_document(place, owner, language) for language in LANGUAGES}
            yield ListingRow(
                pk=place.pk,
                slug=str(place.pk),
                name_nl=name,
                name_en=name,
                facets={
                    "municipality": [place.municipality.slug] if place.municipality else [],
                    "company": [owner.slug],
                    "precision": [place.precision] if place.precision else [],
                },
                words=words_of(f"{name} {owner.name} {place.town}"),
                latitude=place.latitude,
                longitude=place.longitude,
                row=document,
                document=document,
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(Organisation, ShownIn(Site, "organisation")),
            Watch(Municipality, ShownIn(Site, "municipality")),
        ]


class MunicipalityPublisher(Publisher):
    kind = "municipalities"
    listing = MunicipalityListing
    orders = {"name": ("sort_name", "pk")}
    is_vocabulary = True

    def records(self) -> Any:
        return Municipality.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        for municipality in Municipality.objects.published().filter(pk__in=pks):
            document = {language: municipality_document(municipality, language) for language in LANGUAGES}
            yield ListingRow(
                pk=municipality.pk,
                slug=municipality.slug,
                name_nl=municipality.name,
                name_en=municipality.name,
                words=words_of(" ".join([municipality.name, municipality.official_name, *municipality.also_known_as])),
                latitude=municipality.latitude,
                longitude=municipality.longitude,
                row=document,
                document=document,
            )


def _facets(dossier: Dossier) -> dict[str, list[str]]:
    return {
        "stage": sorted(work.stage.slug for work in dossier.work),
        "material": sorted({term.slug for work in dossier.work for term in work.materials}),
        "municipality": sorted({place.municipality.slug for place in dossier.places if place.municipality}),
        "kind": [dossier.kind],
        "activityStatus": sorted({work.status for work in dossier.work}),
        "verified": ["yes" if dossier.verified_at else "no"],
        "stageStatus": sorted(f"{work.stage.slug}:{work.status}" for work in dossier.work),
        "materialUnknown": sorted(work.stage.slug for work in dossier.work if not work.materials),
        "located": ["yes" if any(place.latitude is not None and place.is_main for place in dossier.places) else "no"],
    }


def _words(dossier: Dossier) -> list[str]:
    """Words that find an organisation: its names and descriptions, its stages, materials and places."""
    texts = [dossier.name, dossier.name_in_source, dossier.description_nl, dossier.description_en]
    words: dict[str, None] = dict.fromkeys(words_of(" ".join(texts)))
    for work in dossier.work:
        words |= dict.fromkeys(work.stage.words)
        for term in work.materials:
            words |= dict.fromkeys(term.words)
    for place in dossier.places:
        municipality = place.municipality.words[0] if place.municipality else ""
        words |= dict.fromkeys(words_of(f"{place.name} {place.town} {municipality}"))
    return list(words)
