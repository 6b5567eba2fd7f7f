"""Read the rows that hang on questions and permit types: conditions of asking, rules, competence, dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.routes.questions import Question
from permits.routes.reading_conditions import ConditionReader
from permits.routes.reading_rows import EMPTY, Row, RowReader
from permits.routes.ruleset import CompetenceRule, Dependency, Link, Procedure, RouteRule, RuleNeed, Settings
from permits.terms.values import shown

SETTINGS = ("procedure", "consent", "coordinated", "timed", "authority", "executing")
FLAGS = ("consent", "coordinated", "timed")


class RuleReader:
    def __init__(self, rows: RowReader, conditions: ConditionReader) -> None:
        self.rows = rows
        self.conditions = conditions

    def asked(self, questions: Mapping[str, Question], given: Iterable[Row]) -> dict[str, Question]:
        """The questions with their conditions, which can only be read once all questions are known."""
        conditions = {row["slug"]: row.get("askIf") for row in given if isinstance(row, Mapping) and "slug" in row}
        return {
            slug: replace(
                question,
                ask_if=self.conditions.read(conditions.get(slug), f"questions.{slug}.askIf"),
                asked_when=conditions.get(slug),
            )
            for slug, question in questions.items()
        }

    def all_rules(self, given: Iterable[Any]) -> list[RouteRule]:
        return self.rows.all(given, "rules", self._rule)

    def all_competence(self, given: Iterable[Any]) -> list[CompetenceRule]:
        return self.rows.all(given, "competence", self._competence)

    def all_dependencies(self, given: Iterable[Any]) -> list[Dependency]:
        return self.rows.all(given, "dependencies", self._dependency)

    def _permit(self, slug: object, path: str) -> bool:
        if slug in self.conditions.permit_types:
            return True
        self.rows.wrong(path, _("“%(slug)s” is no permit type."), slug=shown(slug))
        return False

    def _rule(self, row: Row, path: str) -> RouteRule | None:
        if not self._permit(row.get("permitType"), f"{path}.permitType"):
            return None
        rows = self.rows
        need = rows.one_of(RuleNeed, row.get("need"), f"{path}.need", RuleNeed.POSSIBLE)
        rule = RouteRule(
            slug=row["slug"],
            order=row.get("order", 0),
            permit_type=row["permitType"],
            need=need,
            condition=self.conditions.read(row.get("if"), f"{path}.if"),
            because=rows.words(row.get("because"), f"{path}.because"),
            settings=self._settings(row.get("set"), f"{path}.set"),
            basis=rows.basis(row, path),
            source=rows.words(row.get("source"), f"{path}.source", empty=True),
            confidence=rows.confidence(row, path),
        )
        if not rule.decides and rule.settings is None:
            rows.wrong(path, _("This rule decides about its own permit type and sets nothing: it loops."))
        return rule

    def _settings(self, given: object, path: str) -> Settings | None:
        if given is None:
            return None
        if not isinstance(given, Mapping) or not given:
            self.rows.wrong(path, _("What a rule sets is an object."))
            return None
        for name in given:
            if name not in SETTINGS:
                self.rows.wrong(path, _("A rule cannot set “%(name)s”."), name=shown(name))
        for name in FLAGS:
            if not isinstance(given.get(name, False), bool):
                self.rows.wrong(f"{path}.{name}", _("Yes or no is expected."))
        procedure = given.get("procedure")
        return Settings(
            procedure=None
            if procedure is None
            else self.rows.one_of(Procedure, procedure, f"{path}.procedure", Procedure.UNKNOWN),
            consent=given.get("consent"),
            coordinated=given.get("coordinated"),
            timed=given.get("timed"),
            authority=self.rows.pointer(given.get("authority"), f"{path}.authority"),
            executing=self.rows.pointer(given.get("executing"), f"{path}.executing"),
        )

    def _competence(self, row: Row, path: str) -> CompetenceRule:
        rows = self.rows
        permits = [slug for slug in row.get("permitTypes", ()) if self._permit(slug, f"{path}.permitTypes")]
        procedure = row.get("procedure")
        return CompetenceRule(
            slug=row["slug"],
            order=row.get("order", 0),
            when=rows.words(row.get("when"), f"{path}.when"),
            condition=self.conditions.read(row.get("if"), f"{path}.if"),
            permit_types=frozenset(permits),
            authority=rows.pointer(row.get("authority"), f"{path}.authority"),
            executing=rows.pointer(row.get("executing"), f"{path}.executing"),
            procedure=None
            if procedure is None
            else rows.one_of(Procedure, procedure, f"{path}.procedure", Procedure.UNKNOWN),
            basis=rows.basis(row, path),
            confidence=rows.confidence(row, path),
        )

    def _dependency(self, row: Row, path: str) -> Dependency | None:
        rows = self.rows
        known = [self._permit(row.get(side), f"{path}.{side}") for side in ("before", "after")]
        kind = rows.one_of(Link, row.get("kind"), f"{path}.kind", None)
        if not all(known) or kind is None:
            return None
        because = rows.words(row.get("because"), f"{path}.because") if row.get("because") else EMPTY
        return Dependency(
            row["slug"], row["before"], row["after"], kind, because, rows.basis(row, path), rows.confidence(row, path)
        )
