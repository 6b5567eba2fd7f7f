"""The members of a row in words: one value, several lines, or a text in each language. No JSON for readers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from permits.law.citing import by_key, cite
from permits.law.columns import SECTIONS, Both
from permits.law.conditions_in_words import ConditionWords, in_language
from permits.law.document import Document, Row, key_of
from permits.routes.wording import group
from permits.terms import RULES

_CHOICES: Mapping[tuple[str, str], Any] = {
    ("authorities", "kind"): AuthorityKind,
    ("permitTypes", "category"): PermitCategory,
    ("questions", "kind"): QuestionKind,
    ("rules", "need"): Need,
    ("dependencies", "kind"): DependencyKind,
    ("*", "procedure"): Procedure,
    ("*", "remedy"): Remedy,
    ("*", "confidence"): LawConfidence,
    ("*", "documentsConfidence"): LawConfidence,
}
_PARTS: Mapping[str, Any] = {"procedure": gettext_lazy("procedure"), "when": gettext_lazy("when")}
# An adviser is an authority, or a kind of which the site says which one it is.
_ADVISER_KINDS = {kind.value: kind.label for kind in AuthorityKind}
_CONDITIONS = frozenset({"if", "askIf"})
_REFERENCES: Mapping[str, str] = {
    "permitType": "permitTypes",
    "before": "permitTypes",
    "after": "permitTypes",
    "environmentService": "authorities",
    "safetyRegion": "authorities",
    "permitTypes": "permitTypes",
    "advisers": "authorities",
    "municipality": "municipalities",
}


class DocumentWords:
    """Reads the values of one document in words; ``places`` gives the names of municipalities by code."""

    def __init__(self, document: Document, places: Mapping[str, str] | None = None) -> None:
        self.document = document
        self.laws = by_key(document["laws"])
        self.rows = {
            section: {key_of(section, row): row for row in document[section]}
            for section in ("authorities", "permitTypes", "questions")
        }
        self.places = places or {}
        self.conditions = ConditionWords(self.rows["questions"], self.rows["permitTypes"])

    def name(self, section: str, slug: str) -> str:
        """What a row is called."""
        if section == "municipalities":
            return self.places.get(slug, slug)
        row = self.rows.get(section, {}).get(slug)
        return slug if row is None else self.title(section, row)

    def title(self, section: str, row: Row) -> str:
        if section == "municipalities":
            return self.places.get(row["municipality"], row["municipality"])
        for member in ("name", "title", "text", "when"):
            if row.get(member):
                return in_language(row[member])
        if section == "rules":
            return f"{row['slug']}: {self.name('permitTypes', row['permitType'])}"
        return key_of(section, row)

    def lines(self, section: str, member: str, value: Any) -> list[str]:
        """The value as lines of text; none for nothing."""
        if value is None or value == "" or value == []:
            return []
        if member == "legalBasis":
            return [cite(one, self.laws) for one in value]
        if member in _CONDITIONS:
            return [self.conditions.say(value)]
        if member in ("authority", "executing"):
            return [self.competent(value)]
        if member == "waterBoards":
            return [self._area(area) for area in value]
        if member == "options":
            return [f"{in_language(option.get('text'))} ({option.get('value')})" for option in value]
        if member == "term":
            return self._term(value)
        if member == "inForceFrom":
            return [date_format(date.fromisoformat(value), "DATE_FORMAT")]
        if member == "group":
            return [group(value)]
        if member in _REFERENCES:
            values = value if isinstance(value, list) else [value]
            return [str(_ADVISER_KINDS.get(one) or self.name(_REFERENCES[member], one)) for one in values]
        return self._plain(section, member, value)

    def _term(self, value: Mapping[str, Any]) -> list[str]:
        """The rule by its title, each parameter by the question that it answers, then the text in both languages."""
        rule = RULES.get(value["rule"] or "")
        options = {option.name: str(option.label) for option in rule.options} if rule else {}
        lines = [str(rule.title) if rule else str(value["rule"] or _("no rule of the term engine"))]
        for name, given in (value["params"] or {}).items():
            lines.append(f"{options.get(name, name)}: {', '.join(self._plain('', name, given))}")
        return [*lines, *(text for language in ("nl", "en") if (text := value["text"].get(language)))]

    def competent(self, value: Mapping[str, Any]) -> str:
        kind = Competence(value["kind"]).label if value["kind"] in Competence.values else value["kind"]
        return self.name("authorities", value["authority"]) if value["authority"] else str(kind)

    def _area(self, area: Mapping[str, Any]) -> str:
        share = Share(area["share"]).label if area["share"] in Share.values else area["share"]
        where = in_language(area["where"]) if area["where"] else ""
        parts = [str(share), where, self._plain("", "confidence", area["confidence"])[0]]
        return f"{self.name('authorities', area['authority'])} ({', '.join(part for part in parts if part)})"

    def _plain(self, section: str, member: str, value: Any) -> list[str]:
        kinds = _CHOICES.get((section, member)) or _CHOICES.get(("*", member))
        if kinds is not None and value in kinds.values:
            return [str(kinds(value).label)]
        if isinstance(value, bool):
            return [_("yes") if value else _("no")]
        if isinstance(value, list):
            return [line for one in value for line in self._plain(section, "", one)]
        if isinstance(value, Mapping):
            if "nl" in value:
                return [in_language(value)]
            return [
                f"{_PARTS.get(name, name)}: {', '.join(self._plain(section, name, inner)) or '–'}"
                for name, inner in value.items()
            ]
        return ["–"] if value is None else [str(value)]


def in_both(text: Mapping[str, Any]) -> str:
    """A text in Dutch and in English, for who has to read both."""
    return " / ".join(str(text.get(language) or "–") for language in ("nl", "en"))


def label_of(section: str, member: str) -> str:
    """What a member is called, from the verbose name of its column."""
    if section == "municipalities":
        return {
            "municipality": _("municipality"),
            "environmentService": _("environment service"),
            "waterBoards": _("water boards"),
            "safetyRegion": _("safety region"),
            "confidence": _("confidence"),
            "source": _("source"),
        }.get(member, member)
    if section == "version":
        return {
            "number": _("number"),
            "label": _("label"),
            "inForceFrom": _("in force from"),
            "termsVersion": _("version of the terms"),
            "note": _("note"),
        }.get(member, member)
    if section in SECTIONS:
        for column in SECTIONS[section].columns:
            if column.member == member:
                field: Any = SECTIONS[section].model._meta.get_field(column.fields[0])
                label = str(field.verbose_name)
                return label.rpartition(" (")[0] if isinstance(column, Both) else label
    return {"permitTypes": _("permit types"), "alternativeProcedure": _("other procedure"), "term": _("term")}.get(
        member, member
    )


def section_name(section: str) -> str:
    return {
        "version": _("The version"),
        "laws": _("Laws"),
        "authorities": _("Authorities"),
        "municipalities": _("Authorities of municipalities"),
        "permitTypes": _("Permit types"),
        "competence": _("Competence rules"),
        "questions": _("Questions"),
        "rules": _("Route rules"),
        "dependencies": _("Dependencies"),
        "cases": _("Worked cases"),
    }.get(section, section)
