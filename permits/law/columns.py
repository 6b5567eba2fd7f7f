"""How the members of a document stand in the columns of the models; read in both directions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from permits.law.document import Row, whole
from permits.models import (
    Authority,
    CompetenceRule,
    Dependency,
    LawRow,
    PermitType,
    Question,
    RouteRule,
    WorkedCase,
)

# Primary keys by section and slug, while a document is stored.
Known = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Column:
    """One member of a row as one column; an absent value is ``empty`` in the database."""

    member: str
    field: str
    empty: Any = None

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def to_fields(self, row: Row, known: Known) -> dict[str, Any]:
        value = row[self.member]
        return {self.field: self.empty if value is None else value}

    def to_member(self, record: Any) -> Any:
        value = getattr(record, self.field)
        return None if self.empty is not None and value == self.empty else value


@dataclass(frozen=True, slots=True)
class Listed(Column):
    """A list: an empty one stays a list."""

    def to_member(self, record: Any) -> Any:
        return getattr(record, self.field)


@dataclass(frozen=True, slots=True)
class Number(Column):
    """A number or nothing; a whole one is written without a fraction."""

    def to_member(self, record: Any) -> Any:
        return whole(getattr(record, self.field))


@dataclass(frozen=True, slots=True)
class Both(Column):
    """A text in Dutch and English as two columns."""

    @property
    def fields(self) -> tuple[str, ...]:
        return (f"{self.field}_nl", f"{self.field}_en")

    def to_fields(self, row: Row, known: Known) -> dict[str, Any]:
        value = row[self.member] or {"nl": "", "en": ""}
        return {f"{self.field}_{language}": value[language] for language in ("nl", "en")}

    def to_member(self, record: Any) -> Any:
        return both(record, self.field)


@dataclass(frozen=True, slots=True)
class Link(Column):
    """A slug as a foreign key to a row of another section."""

    section: str = "permitTypes"

    def to_fields(self, row: Row, known: Known) -> dict[str, Any]:
        return {f"{self.field}_id": resolved(known, self.section, row[self.member])}

    def to_member(self, record: Any) -> Any:
        other = getattr(record, self.field)
        return None if other is None else other.slug


@dataclass(frozen=True, slots=True)
class Competent(Column):
    """``{"kind", "authority"}`` as a choice and a foreign key."""

    kind_field: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.kind_field, self.field)

    def to_fields(self, row: Row, known: Known) -> dict[str, Any]:
        value = row[self.member] or {"kind": "", "authority": None}
        slug = value.get("authority")
        return {self.kind_field: value["kind"], f"{self.field}_id": resolved(known, "authorities", slug)}

    def to_member(self, record: Any) -> Any:
        kind, other = getattr(record, self.kind_field), getattr(record, self.field)
        return {"kind": kind, "authority": None if other is None else other.slug} if kind else None


@dataclass(frozen=True, slots=True)
class Alternative(Column):
    """``{"procedure", "when"}`` as a choice and a text."""

    @property
    def fields(self) -> tuple[str, ...]:
        return ("alternative_procedure", "alternative_when_nl", "alternative_when_en")

    def to_fields(self, row: Row, known: Known) -> dict[str, Any]:
        value = row[self.member] or {"procedure": "", "when": {"nl": "", "en": ""}}
        return dict(zip(self.fields, (value["procedure"], value["when"]["nl"], value["when"]["en"]), strict=True))

    def to_member(self, record: Any) -> Any:
        if not record.alternative_procedure:
            return None
        return {"procedure": record.alternative_procedure, "when": both(record, "alternative_when")}


@dataclass(frozen=True, slots=True)
class Term(Column):
    """``{"rule", "params", "text"}``."""

    @property
    def fields(self) -> tuple[str, ...]:
        return ("term_rule", "term_params", "term_text_nl", "term_text_en")

    def to_fields(self, row: Row, known: Known) -> dict[str, Any]:
        value = row[self.member]
        texts = value["text"]["nl"], value["text"]["en"]
        return dict(zip(self.fields, (value["rule"] or "", value.get("params") or {}, *texts), strict=True))

    def to_member(self, record: Any) -> Any:
        return {"rule": record.term_rule or None, "params": record.term_params, "text": both(record, "term_text")}


def both(record: Any, name: str) -> dict[str, str] | None:
    """The text in both languages, or nothing when there is none in either."""
    texts = {language: getattr(record, f"{name}_{language}") for language in ("nl", "en")}
    return texts if any(texts.values()) else None


def resolved(known: Known, section: str, slug: str | None) -> int | None:
    """The primary key of a row of the same version, or nothing; ValueError names what is not there."""
    return None if slug is None else found(known, section, slug)


def found(known: Known, section: str, slug: str) -> int:
    try:
        return known[section][slug]
    except KeyError:
        raise ValueError(f"{section}: there is no {slug!r}") from None


_CITED = (Listed("legalBasis", "legal_basis"), Both("source", "source"), Column("confidence", "confidence", ""))

AUTHORITY = (
    Both("name", "name"),
    Column("shortName", "short_name", ""),
    Column("kind", "kind", ""),
    Both("role", "role"),
    Listed("competences", "competences"),
    Column("website", "website", ""),
    Listed("isEmpty", "is_empty"),
    Both("note", "note"),
    *_CITED,
)
PERMIT_TYPE = (
    Listed("order", "order"),
    Both("name", "name"),
    Column("category", "category", ""),
    Both("summary", "summary"),
    Both("trigger", "trigger"),
    Competent("authority", "authority", kind_field="authority_kind"),
    Listed("exceptions", "exceptions"),
    Competent("executing", "executing", kind_field="executing_kind"),
    Listed("advisers", "advisers"),
    Column("procedure", "procedure", ""),
    Alternative("alternativeProcedure", "alternative_procedure"),
    Term("term", "term_rule"),
    Column("remedy", "remedy", ""),
    Listed("requirements", "requirements"),
    Listed("documents", "documents"),
    Column("documentsConfidence", "documents_confidence", ""),
    Both("firstStep", "first_step"),
    Listed("unverified", "unverified"),
    Both("coordination", "coordination"),
    Both("notes", "notes"),
    Listed("stages", "stages"),
    *_CITED,
)
COMPETENCE = (
    Listed("order", "order"),
    Both("when", "when"),
    Column("if", "condition"),
    Competent("authority", "authority", kind_field="authority_kind"),
    Competent("executing", "executing", kind_field="executing_kind"),
    Column("procedure", "procedure", ""),
    Both("procedureNote", "procedure_note"),
    *_CITED,
)
QUESTION = (
    Listed("order", "order"),
    Column("group", "group", ""),
    Column("kind", "kind", ""),
    Column("unit", "unit", ""),
    Number("minimum", "minimum"),
    Number("maximum", "maximum"),
    Both("text", "text"),
    Both("why", "why"),
    Both("definition", "definition"),
    Listed("options", "options"),
    Listed("allowsUnknown", "allows_unknown"),
    Column("askIf", "ask_if"),
    *_CITED,
)
RULE = (
    Listed("order", "order"),
    Link("permitType", "permit_type"),
    Column("need", "need", ""),
    Column("if", "condition"),
    Both("because", "because"),
    Column("set", "sets"),
    *_CITED,
)
DEPENDENCY = (
    Link("before", "before"),
    Link("after", "after"),
    Column("kind", "kind", ""),
    Both("because", "because"),
    *_CITED,
)
CASE = (
    Both("title", "title"),
    Both("story", "story"),
    Listed("answers", "answers"),
    Listed("expected", "expected"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section whose rows are named by their slug: its model, its columns and what is read along with them."""

    name: str
    model: type[LawRow]
    columns: Sequence[Column]
    related: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether its rows may have members that this package does not know, kept in ``extra``."""
        return any(field.name == "extra" for field in self.model._meta.fields)


SECTIONS: Mapping[str, Section] = {
    section.name: section
    for section in (
        Section("authorities", Authority, AUTHORITY),
        Section("permitTypes", PermitType, PERMIT_TYPE, ("authority", "executing")),
        Section("competence", CompetenceRule, COMPETENCE, ("authority", "executing")),
        Section("questions", Question, QUESTION),
        Section("rules", RouteRule, RULE, ("permit_type",)),
        Section("dependencies", Dependency, DEPENDENCY, ("before", "after")),
        Section("cases", WorkedCase, CASE),
    )
}
