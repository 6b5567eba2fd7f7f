"""The public JSON of permit types, authorities and municipalities, in one language at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from permits.enums import AuthorityKind, Competence
from permits.law.citing import Laws, by_key
from permits.models import (
    Authority,
    CompetenceRule,
    Dependency,
    LawVersion,
    MunicipalAuthorities,
    PermitType,
    WaterBoardArea,
)
from valuechains.documents import Document, api_path, reference, text
from valuechains.models import Stage

MUNICIPAL, PROVINCIAL, NATIONAL_WATER = "bw", "gs-zh", "rws-wnz"
# Kinds of authority that are found by the location.
BY_LOCATION: Mapping[str, AuthorityKind] = {
    Competence.ENVIRONMENT_SERVICE: AuthorityKind.ENVIRONMENT_SERVICE,
    Competence.WATER_BOARD: AuthorityKind.WATER_BOARD,
    Competence.GRID_OPERATOR: AuthorityKind.GRID_OPERATOR,
}
DISCLAIMER = {
    "nl": "Deze informatie is geen besluit. Een jurist heeft haar niet bevestigd: vraag het bevoegd gezag wat geldt.",
    "en": "This information is no decision. No lawyer has confirmed it: ask the competent authority what applies.",
}


@dataclass(frozen=True, slots=True)
class Book:
    """What every document of one version needs: its laws, and its authorities and stages by slug."""

    version: LawVersion
    laws: Laws
    authorities: Mapping[str, Authority]
    stages: Mapping[str, Stage] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[Authority]:
        return [one for one in self.authorities.values() if one.kind == kind]


def read_book(version: LawVersion) -> Book:
    """In two queries."""
    authorities = Authority.objects.filter(version=version).order_by("order", "slug")
    stages = Stage.objects.published().order_by("order")
    return Book(
        version=version,
        laws=by_key(version.laws),
        authorities={one.slug: one for one in authorities},
        stages={one.slug: one for one in stages},
    )


def both(texts: Any, language: str) -> str:
    return str((texts or {}).get(language) or "")


def each(texts: Iterable[Any], language: str) -> list[str]:
    return [both(one, language) for one in texts]


def version_document(version: LawVersion, language: str) -> Document:
    return {
        "number": version.number,
        "label": version.label,
        "inForceFrom": version.in_force_from.isoformat(),
        "note": text(version, "note", language),
    }


def competent(kind: str, authority: Authority | None, language: str) -> Document | None:
    """Who decides: an authority, or the way in which it is found."""
    if not kind:
        return None
    return {"kind": kind, "authority": reference("authorities", authority, language) if authority else None}


def legal_basis(book: Book, row: Any, language: str) -> list[Document]:
    """The article is written the same in every language; readers put it into words (``permits.law.citing``)."""
    return [
        {
            "law": citation["law"],
            "article": citation.get("article", ""),
            "lawName": both(book.laws.get(citation["law"], {}).get("name"), language) or citation["law"],
            "textDate": book.laws.get(citation["law"], {}).get("text"),
            "href": both(book.laws.get(citation["law"], {}).get("source"), language) or None,
        }
        for citation in row.legal_basis
    ]


def permit_type_row(permit: PermitType, book: Book, language: str) -> Document:
    return {
        "slug": permit.slug,
        "url": api_path("permit-types", permit.slug),
        "name": text(permit, "name", language),
        "order": permit.order,
        "category": permit.category,
        "summary": text(permit, "summary", language),
        "authority": competent(permit.authority_kind, permit.authority, language),
        "executing": competent(permit.executing_kind, permit.executing, language),
        "procedure": permit.procedure,
        "termRule": permit.term_rule or None,
        "stages": [reference("stages", book.stages[slug], language) for slug in permit.stages if slug in book.stages],
        "confidence": permit.confidence,
        "lawVersion": book.version.number,
    }


def permit_type_document(
    permit: PermitType, book: Book, rules: Sequence[CompetenceRule], links: Sequence[Dependency], language: str
) -> Document:
    return {
        **permit_type_row(permit, book, language),
        "trigger": text(permit, "trigger", language),
        "exceptions": each(permit.exceptions, language),
        "advisers": [adviser(slug, book, language) for slug in permit.advisers],
        "alternativeProcedure": _alternative(permit, language),
        "term": {
            "rule": permit.term_rule or None,
            "params": permit.term_params,
            "text": text(permit, "term_text", language),
        },
        "remedy": permit.remedy,
        "requirements": each(permit.requirements, language),
        "documents": each(permit.documents, language),
        "documentsConfidence": permit.documents_confidence or None,
        "firstStep": text(permit, "first_step", language),
        "comesAfter": [
            {**reference("permit-types", link.before, language), "because": text(link, "because", language)}
            for link in links
        ],
        "coordination": text(permit, "coordination", language),
        "notes": text(permit, "notes", language),
        "unverified": each(permit.unverified, language),
        "competence": [_rule(rule, book, language) for rule in rules],
        "legalBasis": legal_basis(book, permit, language),
        "source": text(permit, "source", language),
        "version": version_document(book.version, language),
        "disclaimer": DISCLAIMER[language],
    }


def _alternative(permit: PermitType, language: str) -> Document | None:
    if not permit.alternative_procedure:
        return None
    return {
        "procedure": permit.alternative_procedure,
        "when": text(permit, "alternative_when", language),
    }


def _rule(rule: CompetenceRule, book: Book, language: str) -> Document:
    return {
        "slug": rule.slug,
        "when": text(rule, "when", language),
        "authority": competent(rule.authority_kind, rule.authority, language),
        "executing": competent(rule.executing_kind, rule.executing, language),
        "procedure": rule.procedure or None,
        "note": text(rule, "procedure_note", language),
        "legalBasis": legal_basis(book, rule, language),
        "confidence": rule.confidence,
    }


def adviser(slug: str, book: Book, language: str) -> Document:
    """An authority, or a kind of authority such as ``water-board``: then it is the one of the location."""
    if (found := book.authorities.get(slug)) is not None:
        return reference("authorities", found, language)
    return {"slug": slug, "name": None, "url": None}


def authority_row(authority: Authority, book: Book, areas: Sequence[Document], language: str) -> Document:
    return {
        "slug": authority.slug,
        "url": api_path("authorities", authority.slug),
        "name": text(authority, "name", language),
        "shortName": authority.short_name,
        "kind": authority.kind,
        "isKnown": not authority.is_empty,
        "role": text(authority, "role", language),
        "website": authority.website or None,
        "municipalities": [_localised_area(area, language) for area in areas],
        "confidence": authority.confidence,
        "lawVersion": book.version.number,
    }


def _localised_area(area: Document, language: str) -> Document:
    return {**area, "where": both(area["where"], language)}


def authority_document(
    authority: Authority,
    book: Book,
    areas: Sequence[Document],
    involved: Mapping[str, Sequence[PermitType]],
    language: str,
) -> Document:
    """``involved``: the permit types that it decides, carries out and advises on."""
    return {
        **authority_row(authority, book, areas, language),
        "competences": each(authority.competences, language),
        "note": text(authority, "note", language),
        **{
            name: [reference("permit-types", permit, language) for permit in permits]
            for name, permits in involved.items()
        },
        "legalBasis": legal_basis(book, authority, language),
        "source": text(authority, "source", language),
        "version": version_document(book.version, language),
        "disclaimer": DISCLAIMER[language],
    }


def municipality_row(row: MunicipalAuthorities, book: Book, language: str) -> Document:
    place = row.municipality
    boards = [_area(area, language) for area in row.water_boards.all()]
    return {
        "slug": row.slug,
        "url": api_path("municipal-authorities", row.slug),
        "name": place.name,
        "cbsCode": place.cbs_code,
        "municipality": {"slug": place.slug, "name": place.name, "url": api_path("municipalities", place.slug)},
        "environmentService": reference("authorities", row.environment_service, language),
        "waterBoards": boards,
        "waterBoardByMap": len(boards) > 1,
        "safetyRegion": reference("authorities", row.safety_region, language),
        "confidence": row.confidence,
        "lawVersion": book.version.number,
    }


def municipality_document(row: MunicipalAuthorities, book: Book, language: str) -> Document:
    general = {"municipalExecutive": MUNICIPAL, "province": PROVINCIAL, "nationalWaters": NATIONAL_WATER}
    return {
        **municipality_row(row, book, language),
        **{
            name: reference("authorities", book.authorities[slug], language) if slug in book.authorities else None
            for name, slug in general.items()
        },
        "source": text(row, "source", language),
        "version": version_document(book.version, language),
        "disclaimer": DISCLAIMER[language],
    }


def _area(area: WaterBoardArea, language: str) -> Document:
    return {
        **reference("authorities", area.authority, language),
        "share": area.share,
        "where": text(area, "where", language),
        "confidence": area.confidence,
        "source": text(area, "source", language),
    }
