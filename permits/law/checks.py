"""What must be right before a version of the law data may be published. Pure: a document goes in, findings come out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.enums import (
    AuthorityKind,
    Competence,
    DependencyKind,
    LawConfidence,
    Need,
    PermitCategory,
    Procedure,
    QuestionKind,
    Remedy,
    Share,
)
from permits.law.authority_checks import check_authorities
from permits.law.citing import is_article
from permits.law.document import MEMBERS, Document, Row, key_of
from permits.law.findings import Finding, doubtful, wrong
from permits.law.planner_checks import check_planner
from permits.law.procedure_checks import check_procedures
from permits.terms import RULES, TermError, compute
from permits.terms.lawbook import LAWBOOKS

SAMPLE_DAY = "2026-03-02"
# Rules decide something about somebody, so each must say where the law says so.
NEED_BASIS = ("competence", "rules", "dependencies")
CITED = ("authorities", "permitTypes", *NEED_BASIS, "questions")
_CHOICES: Mapping[str, Mapping[str, Any]] = {
    "authorities": {"kind": AuthorityKind, "confidence": LawConfidence},
    "municipalities": {"confidence": LawConfidence},
    "permitTypes": {
        "category": PermitCategory,
        "procedure": Procedure,
        "remedy": Remedy,
        "confidence": LawConfidence,
        "documentsConfidence": LawConfidence,
    },
    "competence": {"procedure": Procedure, "confidence": LawConfidence},
    "questions": {"kind": QuestionKind, "confidence": LawConfidence},
    "rules": {"need": Need, "confidence": LawConfidence},
    "dependencies": {"kind": DependencyKind, "confidence": LawConfidence},
}
_MAY_BE_EMPTY = frozenset({"documentsConfidence", "procedure"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document is checked against: the municipalities of the province by code, and the stages."""

    municipalities: Mapping[str, str]
    stages: Collection[str]


def check(document: Document, around: Surroundings) -> list[Finding]:
    """Everything that is wrong or doubtful: of the rows in the order of the document, then of what they plan."""
    return [*check_rows(document, around), *check_planner(document)]


def check_rows(document: Document, around: Surroundings) -> list[Finding]:
    """What is wrong or doubtful row by row: quick, while the planner has to make hundreds of plans."""
    return [
        *check_version(document),
        *check_texts(document),
        *check_choices(document),
        *check_bases(document),
        *check_terms(document),
        *check_procedures(document),
        *check_stages(document, around.stages),
        *check_authorities(document, around.municipalities),
    ]


def check_version(document: Document) -> Iterator[Finding]:
    version = document["version"]
    if version["termsVersion"] not in {book.version for book in LAWBOOKS.values()}:
        known = ", ".join(sorted(book.version for book in LAWBOOKS.values()))
        message = _("The term rules know no version “%(value)s”; known are: %(known)s.")
        yield wrong("version.number.termsVersion", message, value=version["termsVersion"], known=known)
    yield from _texts("version.number.note", version["note"])


def check_texts(document: Document) -> Iterator[Finding]:
    """Every text stands in both languages."""
    for section in MEMBERS:
        for row in document[section]:
            where = f"{section}.{key_of(section, row)}"
            for member, value in row.items():
                if not (section == "cases" and member in ("answers", "expected")):
                    yield from _texts(f"{where}.{member}", value)


def _texts(path: str, value: Any) -> Iterator[Finding]:
    if isinstance(value, Mapping):
        if set(value) == {"nl", "en"}:
            for language, name in (("nl", _("Dutch")), ("en", _("English"))):
                if not str(value[language] or "").strip():
                    yield wrong(path, _("The text in %(language)s is missing."), language=name)
        else:
            for name, inner in value.items():
                yield from _texts(f"{path}.{name}", inner)
    elif isinstance(value, list):
        for position, inner in enumerate(value, 1):
            yield from _texts(f"{path}.{position}", inner)


def check_choices(document: Document) -> Iterator[Finding]:
    for section, members in _CHOICES.items():
        for row in document[section]:
            for member, known in members.items():
                value = row[member]
                if value in known.values or (value is None and member in _MAY_BE_EMPTY):
                    continue
                path = f"{section}.{key_of(section, row)}.{member}"
                yield _unknown(path, value, known.values)
    for row in document["municipalities"]:
        for area in row["waterBoards"]:
            if area["share"] not in Share.values:
                yield _unknown(f"municipalities.{row['municipality']}.waterBoards", area["share"], Share.values)
    for section in ("permitTypes", "competence"):
        for row in document[section]:
            for member in ("authority", "executing"):
                if row[member] and row[member]["kind"] not in Competence.values:
                    yield _unknown(f"{section}.{row['slug']}.{member}", row[member]["kind"], Competence.values)


def _unknown(path: str, value: object, known: Collection[str]) -> Finding:
    return wrong(path, _("“%(value)s” is not one of: %(known)s."), value=value, known=", ".join(known))


def check_bases(document: Document) -> Iterator[Finding]:
    """Every rule has a legal basis, every basis names a law of the version, and an article that can be read."""
    laws = {row["key"] for row in document["laws"]}
    admitted = {row["slug"] for row in document["permitTypes"] if _admits(row)}
    for section in CITED:
        for row in document[section]:
            path = f"{section}.{row['slug']}.legalBasis"
            yield from _basis(path, row, laws)
            if not row["legalBasis"] and section in NEED_BASIS:
                yield _without_basis(path, row, admitted)
            if not row["legalBasis"] and section == "permitTypes":
                yield doubtful(path, _("No legal basis is known; the page says so."))
            if row["source"] is None and section in ("authorities", "permitTypes", "competence"):
                yield wrong(f"{section}.{row['slug']}.source", _("The source is missing."))


def _admits(permit_type: Row) -> bool:
    """No law asks for it, as for a grid connection, or nobody knows which one and the row says so."""
    if permit_type["category"] == PermitCategory.CRITICAL_PATH:
        return True
    return not permit_type["legalBasis"] and bool(permit_type["unverified"])


def _without_basis(path: str, row: Row, admitted: Collection[str]) -> Finding:
    """Allowed only about permit types that admit to have no basis."""
    about = row.get("permitTypes") or [row.get("permitType"), row.get("before"), row.get("after")]
    if any(slug in admitted for slug in about):
        return doubtful(path, _("No legal basis is known; its permit type says so."))
    return wrong(path, _("This rule has no legal basis."))


def _basis(path: str, row: Row, laws: Collection[str]) -> Iterator[Finding]:
    for citation in row["legalBasis"]:
        law, article = citation.get("law", ""), citation.get("article", "")
        if law not in laws:
            yield wrong(path, _("“%(law)s” is no law of this version."), law=law)
        if not is_article(article):
            yield wrong(
                path, _("“%(article)s” is no article; write it as 10.24(1)(b), annex V or §3.3.6."), article=article
            )


def check_terms(document: Document) -> Iterator[Finding]:
    """A term names a rule of the term engine, and the engine accepts its parameters."""
    for row in document["permitTypes"]:
        path, term = f"permitTypes.{row['slug']}.term", row["term"]
        if term["rule"] is None:
            continue
        if term["rule"] not in RULES:
            yield _unknown(path, term["rule"], list(RULES))
            continue
        try:
            compute(term["rule"], SAMPLE_DAY, term["params"])
        except TermError as error:
            for fault in error.faults:
                yield wrong(
                    path, _("The term rule refuses “%(field)s”: %(reason)s"), field=fault.field, reason=fault.reason
                )


def check_stages(document: Document, stages: Collection[str]) -> Iterator[Finding]:
    for row in document["permitTypes"]:
        path = f"permitTypes.{row['slug']}.stages"
        for stage in row["stages"]:
            if stage not in stages:
                yield wrong(path, _("“%(stage)s” is no stage."), stage=stage)
        if not row["stages"]:
            yield doubtful(path, _("It belongs to no stage, so no stage leads to it."))
