"""Read the rows of the law document that stand by themselves: questions, authorities, permit types, places, cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from permits.routes.errors import Problem, problem
from permits.routes.questions import UNKNOWN, Basis, Kind, Option, Question
from permits.routes.ruleset import Authority, PermitType, Place, Pointer, Procedure, Version, Who, WorkedCase
from permits.routes.words import Words
from permits.terms import RULES
from permits.terms.results import Confidence
from permits.terms.values import parse_date, shown

T = TypeVar("T")
Row = Mapping[str, Any]
EMPTY = Words("", "")


class RowReader:
    """Reads row by row; what is wrong goes to ``problems``, and a row that cannot be read is left out."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def wrong(self, path: str, message: Any, **values: object) -> None:
        self.problems.append(problem(path, message, **values))

    def all(
        self, rows: Iterable[Any], section: str, read: Callable[[Row, str], T | None], key: str = "slug"
    ) -> list[T]:
        """Every row that can be read; each key once."""
        found: list[T] = []
        seen: set[str] = set()
        for number, row in enumerate(rows):
            if not isinstance(row, Mapping) or not isinstance(row.get(key), str) or not row[key]:
                self.wrong(f"{section}.{number}", _("A row is an object with “%(key)s”."), key=key)
                continue
            path = f"{section}.{row[key]}"
            if row[key] in seen:
                self.wrong(path, _("This row stands there twice."))
            seen.add(row[key])
            if (one := read(row, path)) is not None:
                found.append(one)
        return found

    def words(self, value: object, path: str, *, empty: bool = False) -> Words:
        if isinstance(value, Mapping):
            texts = [value.get(language) for language in ("nl", "en")]
            if all(isinstance(text, str) and (text or empty) for text in texts):
                return Words(str(texts[0]), str(texts[1]))
        if value is None and empty:
            return EMPTY
        if isinstance(value, str) and (value or empty):
            return Words(value, value)
        self.wrong(path, _("A text in Dutch and in English is expected."))
        return EMPTY

    def optional_words(self, value: object, path: str) -> Words | None:
        return None if value is None else self.words(value, path)

    def many_words(self, values: object, path: str) -> tuple[Words, ...]:
        rows = values if isinstance(values, list | tuple) else ()
        return tuple(self.words(row, f"{path}.{number}") for number, row in enumerate(rows))

    def one_of(self, kind: Callable[[Any], T], value: object, path: str, instead: T) -> T:
        try:
            return kind(value)
        except ValueError:
            self.wrong(path, _("“%(value)s” is not a word that is known here."), value=shown(value))
            return instead

    def confidence(self, row: Row, path: str) -> Confidence:
        return self.one_of(Confidence, row.get("confidence", "low"), f"{path}.confidence", Confidence.LOW)

    def basis(self, row: Row, path: str) -> tuple[Basis, ...]:
        rows = row.get("legalBasis") or ()
        return tuple(Basis(str(one.get("law", "")), str(one.get("article", ""))) for one in rows)

    def pointer(self, value: object, path: str) -> Pointer | None:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.wrong(path, _("Who decides is an object with “kind”."))
            return None
        kind = self.one_of(Who, value.get("kind"), f"{path}.kind", Who.ASK)
        return Pointer(kind, value.get("authority") or "")

    def version(self, row: object) -> Version:
        if not isinstance(row, Mapping) or not isinstance(row.get("number"), int):
            self.wrong("version", _("The version needs a number."))
            return Version(0, "", None, "")
        since = parse_date(row.get("inForceFrom"))
        return Version(row["number"], str(row.get("label", "")), since, str(row.get("termsVersion", "")))

    def authority(self, row: Row, path: str) -> Authority:
        return Authority(
            row["slug"],
            str(row.get("kind", "")),
            self.words(row.get("name"), f"{path}.name"),
            self.words(row.get("shortName") or row.get("name"), f"{path}.shortName"),
            row.get("website") or "",
            self.confidence(row, path),
        )

    def place(self, row: Row, path: str, names: Mapping[str, str]) -> Place:
        code = row["municipality"]
        if code not in names:
            self.wrong(path, _("“%(code)s” is no municipality of the province."), code=shown(code))
        boards = tuple(board["authority"] for board in row.get("waterBoards", ()))
        if not boards:
            self.wrong(path, _("A municipality lies in the area of one water board at least."))
        return Place(
            code,
            names.get(code, code),
            row.get("environmentService") or "",
            boards,
            row.get("safetyRegion") or "",
            self.confidence(row, path),
        )

    def question(self, row: Row, path: str) -> Question | None:
        kind = self.one_of(Kind, row.get("kind"), f"{path}.kind", None)
        if kind is None:
            return None
        options = tuple(
            Option(str(one.get("value", "")), self.words(one.get("text"), f"{path}.options.{number}"))
            for number, one in enumerate(row.get("options") or ())
        )
        self._check_options(kind, options, path)
        return Question(
            slug=row["slug"],
            order=row.get("order", 0),
            group=str(row.get("group", "")),
            kind=kind,
            text=self.words(row.get("text"), f"{path}.text"),
            why=self.words(row.get("why"), f"{path}.why"),
            definition=self.optional_words(row.get("definition"), f"{path}.definition"),
            unit=row.get("unit") or "",
            minimum=row.get("minimum"),
            maximum=row.get("maximum"),
            options=options,
            allows_unknown=row.get("allowsUnknown", True),
            basis=self.basis(row, path),
            confidence=self.confidence(row, path),
        )

    def _check_options(self, kind: Kind, options: tuple[Option, ...], path: str) -> None:
        values = [option.value for option in options]
        if kind in (Kind.CHOICE, Kind.MANY) and len(values) < 2:
            self.wrong(f"{path}.options", _("A question with options needs two of them at least."))
        if kind not in (Kind.CHOICE, Kind.MANY) and values:
            self.wrong(f"{path}.options", _("A question of this kind has no options."))
        if len(set(values)) < len(values) or "" in values:
            self.wrong(f"{path}.options", _("Every option needs a value of its own."))
        if UNKNOWN in values:
            self.wrong(f"{path}.options", _("“unknown” is an answer to every question, and no option."))

    def permit_type(self, row: Row, path: str) -> PermitType:
        term = row.get("term") or {}
        rule = term.get("rule") or ""
        if rule and rule not in RULES:
            self.wrong(f"{path}.term.rule", _("“%(rule)s” is no term."), rule=shown(rule))
            rule = ""
        procedure = self.one_of(Procedure, row.get("procedure"), f"{path}.procedure", Procedure.UNKNOWN)
        other = row.get("alternativeProcedure")
        return PermitType(
            slug=row["slug"],
            order=row.get("order", 0),
            name=self.words(row.get("name"), f"{path}.name"),
            category=str(row.get("category", "")),
            summary=self.words(row.get("summary"), f"{path}.summary"),
            authority=self.pointer(row.get("authority"), f"{path}.authority") or Pointer(Who.ASK),
            executing=self.pointer(row.get("executing"), f"{path}.executing"),
            advisers=tuple(map(str, row.get("advisers") or ())),
            procedure=procedure,
            other_procedure=None if other is None else self._other(other, f"{path}.alternativeProcedure"),
            term=rule,
            term_weeks=(term.get("params") or {}).get("weeks"),
            term_text=self.words(term.get("text"), f"{path}.term.text", empty=True),
            remedy=str(row.get("remedy", "unknown")),
            requirements=self.many_words(row.get("requirements"), f"{path}.requirements"),
            documents=self.many_words(row.get("documents"), f"{path}.documents"),
            documents_confidence=row.get("documentsConfidence") or "",
            first_step=self.words(row.get("firstStep"), f"{path}.firstStep", empty=True),
            unverified=self.many_words(row.get("unverified"), f"{path}.unverified"),
            coordination=self.optional_words(row.get("coordination"), f"{path}.coordination"),
            notes=self.optional_words(row.get("notes"), f"{path}.notes"),
            stages=tuple(row.get("stages") or ()),
            basis=self.basis(row, path),
            confidence=self.confidence(row, path),
        )

    def _other(self, row: Row, path: str) -> tuple[Procedure, Words]:
        procedure = self.one_of(Procedure, row.get("procedure"), f"{path}.procedure", Procedure.UNKNOWN)
        return procedure, self.words(row.get("when"), f"{path}.when", empty=True)

    def case(self, row: Row, path: str) -> WorkedCase:
        return WorkedCase(
            row["slug"],
            self.words(row.get("title"), f"{path}.title"),
            self.words(row.get("story"), f"{path}.story"),
            row.get("answers") or {},
            row.get("expected") or {},
        )

    def day(self, value: object, path: str) -> date | None:
        day = parse_date(value)
        if day is None:
            self.wrong(path, _("“%(value)s” is not a date."), value=shown(value))
        return day
