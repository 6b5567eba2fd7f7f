"""One version of the law as the planner works with it: questions, rules, permit types, authorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from permits.routes.conditions import Condition
from permits.routes.questions import Basis, Question
from permits.routes.words import Words
from permits.terms.results import Confidence


class Who(StrEnum):
    """How an authority is found."""

    FIXED = "fixed"
    MUNICIPALITY = "municipality"
    ENVIRONMENT_SERVICE = "environment-service"
    WATER_BOARD = "water-board"
    SAFETY_REGION = "safety-region"
    GRID_OPERATOR = "grid-operator"
    PARENT = "parent"
    ASK = "ask"


class Procedure(StrEnum):
    REGULAR = "regular"
    EXTENDED = "extended"
    NOTIFICATION = "notification"
    REGISTRATION = "registration"
    ASSESSMENT = "assessment"
    EU = "eu"
    NONE = "none"
    UNKNOWN = "unknown"


class Link(StrEnum):
    """How one step hangs on another."""

    DECIDED_BEFORE = "decided-before-application"
    TOGETHER = "applied-together"
    NOTICE = "notice-before-start"
    REPORT = "report-before-application"


class RuleNeed(StrEnum):
    NEEDED = "needed"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where to find an authority: by its slug, or by the location."""

    kind: Who
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    slug: str
    kind: str
    name: Words
    short: Words
    website: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Place:
    """Who serves one municipality. ``water_boards`` holds more than one where its area is split."""

    code: str
    name: str
    environment_service: str
    water_boards: tuple[str, ...]
    safety_region: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class PermitType:
    slug: str
    order: int
    name: Words
    category: str
    summary: Words
    authority: Pointer
    executing: Pointer | None
    advisers: tuple[str, ...]
    procedure: Procedure
    other_procedure: tuple[Procedure, Words] | None
    term: str
    """Name of the rule in permits.terms; empty where no statutory term is known."""
    term_weeks: int | None
    term_text: Words
    remedy: str
    requirements: tuple[Words, ...]
    documents: tuple[Words, ...]
    documents_confidence: str
    first_step: Words
    unverified: tuple[Words, ...]
    coordination: Words | None
    notes: Words | None
    stages: tuple[str, ...]
    basis: tuple[Basis, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CompetenceRule:
    """Who decides in one situation, and by which procedure where the rule says so."""

    slug: str
    order: int
    when: Words
    condition: Condition
    permit_types: frozenset[str]
    authority: Pointer | None
    executing: Pointer | None
    procedure: Procedure | None
    basis: tuple[Basis, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Settings:
    """What a rule changes in how a permit is decided; None leaves it as it is."""

    procedure: Procedure | None = None
    consent: bool | None = None
    coordinated: bool | None = None
    timed: bool | None = None
    authority: Pointer | None = None
    executing: Pointer | None = None


@dataclass(frozen=True, slots=True)
class RouteRule:
    """When a permit type is needed. A rule whose condition names its own permit type only sets something."""

    slug: str
    order: int
    permit_type: str
    need: RuleNeed
    condition: Condition
    because: Words
    settings: Settings | None
    basis: tuple[Basis, ...]
    source: Words
    confidence: Confidence

    @property
    def decides(self) -> bool:
        return self.permit_type not in self.condition.permits()


@dataclass(frozen=True, slots=True)
class Dependency:
    slug: str
    before: str
    after: str
    kind: Link
    because: Words
    basis: tuple[Basis, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class WorkedCase:
    slug: str
    title: Words
    story: Words
    answers: Mapping[str, Any]
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    label: str
    in_force_from: date | None
    terms_version: str


@dataclass(frozen=True, eq=False)
class Ruleset:
    """Everything is in its order; ``laws`` gives the name of each law that a basis points to.

    It is read once for each version, and stands for itself: two are equal when they are the same object.
    """

    version: Version
    laws: Mapping[str, Words]
    authorities: Mapping[str, Authority]
    places: Mapping[str, Place]
    permit_types: Mapping[str, PermitType]
    competence: tuple[CompetenceRule, ...]
    questions: Mapping[str, Question]
    rules: tuple[RouteRule, ...]
    dependencies: tuple[Dependency, ...]
    cases: tuple[WorkedCase, ...] = field(default=())

    @cached_property
    def deciding(self) -> Mapping[str, tuple[RouteRule, ...]]:
        """The rules that decide whether each permit type is needed."""
        return {slug: tuple(r for r in self.rules if r.permit_type == slug and r.decides) for slug in self.permit_types}

    @cached_property
    def setting(self) -> Mapping[str, tuple[RouteRule, ...]]:
        """The rules that change how each permit type is decided."""
        return {
            slug: tuple(r for r in self.rules if r.permit_type == slug and r.settings) for slug in self.permit_types
        }

    @cached_property
    def competence_of(self) -> Mapping[str, tuple[CompetenceRule, ...]]:
        return {slug: tuple(r for r in self.competence if slug in r.permit_types) for slug in self.permit_types}

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Codes of the municipalities by their names in lower case."""
        return {place.name.casefold(): place.code for place in self.places.values()}

    def law(self, basis: Basis) -> str:
        return str(self.laws.get(basis.law, basis.law))
