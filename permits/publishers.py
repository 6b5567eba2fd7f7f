"""How the law data is published: the rows of the version in force, and of no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from companies.models import Municipality
from permits.enums import AuthorityKind, Competence
from permits.law.documents import (
    BY_LOCATION,
    MUNICIPAL,
    Book,
    authority_document,
    authority_row,
    municipality_document,
    municipality_row,
    permit_type_document,
    permit_type_row,
    read_book,
)
from permits.models import (
    Authority,
    AuthorityListing,
    CompetenceRule,
    Dependency,
    LawVersion,
    MunicipalAuthorities,
    MunicipalAuthoritiesListing,
    PermitType,
    PermitTypeListing,
    WaterBoardArea,
)
from publication.publishers import ListingRow, Publisher, ShownIn, Watch
from publication.text import words_of
from valuechains.documents import Document
from valuechains.models import Stage

LANGUAGES = ("nl", "en")


class LawPublisher(Publisher):
    """Rows of the version in force. Its first day changes what is in force, so rows also stop being public."""

    def public_records(self) -> QuerySet:
        current = LawVersion.objects.in_force()[:1]
        return self.records().filter(version__in=list(current.values_list("pk", flat=True)))

    def due(self) -> Iterable[int]:
        """What has become public since the last look, and what has stopped being so, in one go."""
        public = set(self.public_records().values_list("pk", flat=True))
        listed = set(self.listing._default_manager.values_list("pk", flat=True))
        return sorted(public ^ listed)

    def of_version(self, version: LawVersion) -> set[int]:
        """What the listings must say anew when a version changes: all that is listed, and all rows of that version."""
        return self._listed() | set(self.records().filter(version=version).values_list("pk", flat=True))

    def _listed(self, *_changed: Any) -> set[int]:
        return set(self.listing._default_manager.values_list("pk", flat=True))


class PermitTypePublisher(LawPublisher):
    """Facets: ``stage``, ``category``, ``procedure`` and ``authority``, all that may decide."""

    kind = "permit-types"
    listing = PermitTypeListing
    facets = ("stage", "category", "procedure", "authority")
    orders = {"order": ("record__order", "pk"), "name": ("sort_name", "pk"), "updated": ("-updated_at", "pk")}
    is_vocabulary = True

    def records(self) -> Any:
        return PermitType.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        permits = list(self.public_records().filter(pk__in=pks).select_related("version", "authority", "executing"))
        if not permits:
            return
        book = read_book(permits[0].version)
        rules, links = _rules_of(permits), _links_of(permits)
        for permit in permits:
            own, before = rules[permit.pk], links[permit.pk]
            yield ListingRow(
                pk=permit.pk,
                slug=permit.slug,
                name_nl=permit.name_nl,
                name_en=permit.name_en,
                words=words_of(" ".join(_permit_texts(permit))),
                facets={
                    "stage": sorted(slug for slug in permit.stages if slug in book.stages),
                    "category": [permit.category],
                    "procedure": [permit.procedure],
                    "authority": deciding(permit, book),
                },
                row={one: permit_type_row(permit, book, one) for one in LANGUAGES},
                document={one: permit_type_document(permit, book, own, before, one) for one in LANGUAGES},
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(LawVersion, self.of_version),
            Watch(Authority, self._listed),
            Watch(CompetenceRule, self._listed),
            Watch(Dependency, self._listed),
            Watch(Stage, self._listed),
        ]


class AuthorityPublisher(LawPublisher):
    """Facets: ``kind`` and ``municipality``, where it works."""

    kind = "authorities"
    listing = AuthorityListing
    facets = ("kind", "municipality")
    orders = {"order": ("record__order", "pk"), "name": ("sort_name", "pk"), "updated": ("-updated_at", "pk")}
    is_vocabulary = True

    def records(self) -> Any:
        return Authority.objects.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        authorities = list(self.public_records().filter(pk__in=pks).select_related("version"))
        if not authorities:
            return
        version = authorities[0].version
        book, areas = read_book(version), areas_of(version)
        permits = list(PermitType.objects.filter(version=version).select_related("authority", "executing"))
        for authority in authorities:
            own, involved = areas[authority.slug], involvement(authority, permits, book)
            yield ListingRow(
                pk=authority.pk,
                slug=authority.slug,
                name_nl=authority.name_nl,
                name_en=authority.name_en,
                words=words_of(f"{authority.name_nl} {authority.name_en} {authority.short_name}"),
                facets={"kind": [authority.kind], "municipality": [area["slug"] for area in own]},
                row={one: authority_row(authority, book, own, one) for one in LANGUAGES},
                document={one: authority_document(authority, book, own, involved, one) for one in LANGUAGES},
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(LawVersion, self.of_version),
            Watch(PermitType, self._listed),
            Watch(MunicipalAuthorities, self._listed),
            Watch(WaterBoardArea, self._listed),
            Watch(Municipality, self._listed),
        ]


class MunicipalAuthoritiesPublisher(LawPublisher):
    """Who is competent in each municipality that is public."""

    kind = "municipal-authorities"
    listing = MunicipalAuthoritiesListing
    facets = ("environmentService", "waterBoard", "safetyRegion")

    def records(self) -> Any:
        return MunicipalAuthorities.objects.all()

    def public_records(self) -> QuerySet:
        return super().public_records().filter(municipality__in=Municipality.objects.published())

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        rows = self.public_records().filter(pk__in=pks)
        rows = rows.select_related("version", "municipality", "environment_service", "safety_region")
        found = list(rows.prefetch_related("water_boards__authority"))
        if not found:
            return
        book = read_book(found[0].version)
        for row in found:
            place = row.municipality
            boards = sorted(area.authority.slug for area in row.water_boards.all())
            yield ListingRow(
                pk=row.pk,
                slug=row.slug,
                name_nl=place.name,
                name_en=place.name,
                words=words_of(" ".join([place.name, place.official_name, *place.also_known_as])),
                latitude=place.latitude,
                longitude=place.longitude,
                facets={
                    "environmentService": [row.environment_service.slug],
                    "waterBoard": boards,
                    "safetyRegion": [row.safety_region.slug],
                },
                row={one: municipality_row(row, book, one) for one in LANGUAGES},
                document={one: municipality_document(row, book, one) for one in LANGUAGES},
            )

    def watches(self) -> Sequence[Watch]:
        return [
            Watch(LawVersion, self.of_version),
            Watch(Authority, self._listed),
            Watch(WaterBoardArea, lambda area: [area.row_id]),
            Watch(Municipality, ShownIn(MunicipalAuthorities, "municipality")),
        ]


def deciding(permit: PermitType, book: Book) -> list[str]:
    """Slugs of all authorities that may decide on a permit type, whatever the location."""
    if permit.authority is not None:
        return [permit.authority.slug]
    if permit.authority_kind == Competence.MUNICIPALITY:
        return [MUNICIPAL]
    kind = BY_LOCATION.get(permit.authority_kind)
    return [] if kind is None else sorted(one.slug for one in book.of_kind(kind))


def involvement(authority: Authority, permits: Iterable[PermitType], book: Book) -> Mapping[str, list[PermitType]]:
    """The permit types that an authority decides, carries out and advises on, in their order."""
    found: dict[str, list[PermitType]] = {"decides": [], "executes": [], "advises": []}
    for permit in permits:
        if authority.slug in deciding(permit, book):
            found["decides"].append(permit)
        executing = permit.executing.slug if permit.executing else ""
        by_kind = BY_LOCATION.get(permit.executing_kind) == authority.kind and not executing
        if executing == authority.slug or (permit.executing_kind and by_kind):
            found["executes"].append(permit)
        if authority.slug in permit.advisers or (authority.kind in permit.advisers and _is_local(authority)):
            found["advises"].append(permit)
    return found


def _is_local(authority: Authority) -> bool:
    return authority.kind in (
        AuthorityKind.WATER_BOARD,
        AuthorityKind.SAFETY_REGION,
        AuthorityKind.ENVIRONMENT_SERVICE,
        AuthorityKind.MUNICIPALITY,
    )


def areas_of(version: LawVersion) -> Mapping[str, list[Document]]:
    """The municipalities in which each authority works, by its slug; those that are not public are left out."""
    found: dict[str, list[Document]] = defaultdict(list)
    rows = MunicipalAuthorities.objects.filter(version=version, municipality__in=Municipality.objects.published())
    rows = rows.select_related("municipality", "environment_service", "safety_region")
    for row in rows.prefetch_related("water_boards__authority").order_by("municipality__name"):
        place = {"slug": row.municipality.slug, "name": row.municipality.name}
        for authority in (row.environment_service, row.safety_region):
            found[authority.slug].append({**place, "share": "whole", "where": None})
        for area in row.water_boards.all():
            where = {"nl": area.where_nl, "en": area.where_en}
            found[area.authority.slug].append({**place, "share": area.share, "where": where})
    return found


def _rules_of(permits: Sequence[PermitType]) -> Mapping[int, list[CompetenceRule]]:
    found: dict[int, list[CompetenceRule]] = defaultdict(list)
    rules = CompetenceRule.objects.filter(permit_types__in=permits).distinct().order_by("order", "slug")
    for rule in rules.select_related("authority", "executing").prefetch_related("permit_types"):
        for permit in rule.permit_types.all():
            found[permit.pk].append(rule)
    return found


def _links_of(permits: Sequence[PermitType]) -> Mapping[int, list[Dependency]]:
    found: dict[int, list[Dependency]] = defaultdict(list)
    links = Dependency.objects.filter(after__in=permits).select_related("before").order_by("order", "slug")
    for link in links:
        found[link.after_id].append(link)
    return found


def _permit_texts(permit: PermitType) -> list[str]:
    return [permit.name_nl, permit.name_en, permit.summary_nl, permit.summary_en, permit.trigger_nl, permit.trigger_en]
