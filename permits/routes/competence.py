"""Who decides on a permit, who carries it out and who advises, and by which procedure (docs/routes.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from permits.routes.conditions import Answer, Truth, Verdict
from permits.routes.questions import UNKNOWN, WATER_BOARD, Basis
from permits.routes.ruleset import Link, PermitType, Pointer, Procedure, Settings, Who
from permits.routes.situation import Need, Situation
from permits.routes.words import Words
from permits.terms.results import Confidence

MUNICIPAL = "bw"
GRID_KIND, BOARD_KIND = "grid-operator", "water-board"


@dataclass(frozen=True, slots=True)
class Party:
    """``authority`` is the slug, or empty where the location must be known first; ``candidates`` are then possible."""

    authority: str = ""
    place: str = ""
    """Name of the municipality, where the authority is one of a municipality."""
    ask: Who | None = None
    candidates: tuple[str, ...] = ()


class Ruling(NamedTuple):
    """One source of who decides or how: a competence rule, a route rule, or the permit type itself."""

    slug: str
    text: Words
    basis: tuple[Basis, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class OtherParty:
    party: Party
    because: Words


@dataclass(frozen=True, slots=True)
class OtherProcedure:
    procedure: Procedure
    because: Words


@dataclass(frozen=True, slots=True)
class Handling:
    """How one permit is decided. ``others`` are what the authority or procedure may be where that is not certain."""

    authority: Party
    executing: Party | None
    advisers: tuple[Party, ...]
    procedure: Procedure
    consent: Truth = False
    coordinated: bool = False
    timed: bool = True
    rulings: tuple[Ruling, ...] = ()
    other_authorities: tuple[OtherParty, ...] = ()
    other_procedures: tuple[OtherProcedure, ...] = ()
    notes: tuple[Words, ...] = field(default=())


class Given(NamedTuple):
    """The situation in which one permit is taken as needed: how it would be decided if so."""

    situation: Situation
    permit_type: str

    def answer(self, question: str) -> Answer:
        return self.situation.answer(question)

    def permit(self, permit_type: str) -> Verdict:
        return Verdict(True) if permit_type == self.permit_type else self.situation.permit(permit_type)

    def split(self) -> Verdict:
        return self.situation.split()


class Claim(NamedTuple):
    """What one rule says, and whether it holds: True, or None where that is not known."""

    truth: Truth
    ruling: Ruling
    settings: Settings


def handle(situation: Situation, permit: PermitType) -> Handling:
    """The first rule that holds names the authority, the last one that names a procedure names that.

    What a route rule sets goes before the competence rules, and these before the permit type itself.
    """
    own = _own(permit)
    general = _competence(situation, permit)
    special = _settings(situation, permit)
    by_authority = [*special, *general, own]
    by_procedure = [own, *general, *special]
    holder = next(one for one in by_authority if one.truth and one.settings.authority)
    pointer = holder.settings.authority or permit.authority
    procedure, others = _procedure(by_procedure)
    used = [one for one in (*special, *general) if one.truth]
    return Handling(
        authority=find(situation, pointer),
        executing=_executing(situation, permit, by_authority, holder),
        advisers=tuple(adviser(situation, slug) for slug in permit.advisers),
        procedure=procedure,
        consent=_flag(special, "consent"),
        coordinated=_flag(special, "coordinated") is True,
        timed=_flag(special, "timed", default=True) is not False,
        rulings=tuple(one.ruling for one in used),
        other_authorities=_other_authorities(situation, by_authority, holder),
        other_procedures=others,
    )


def _own(permit: PermitType) -> Claim:
    ruling = Ruling(permit.slug, permit.summary, permit.basis, permit.confidence)
    settings = Settings(procedure=permit.procedure, authority=permit.authority, executing=permit.executing)
    return Claim(True, ruling, settings)


def _competence(situation: Situation, permit: PermitType) -> list[Claim]:
    claims = []
    given = Given(situation, permit.slug)
    for rule in situation.ruleset.competence_of[permit.slug]:
        truth = rule.condition.judge(given).truth
        if truth is not False:
            ruling = Ruling(rule.slug, rule.when, rule.basis, rule.confidence)
            settings = Settings(procedure=rule.procedure, authority=rule.authority, executing=rule.executing)
            claims.append(Claim(truth, ruling, settings))
    return claims


def _settings(situation: Situation, permit: PermitType) -> list[Claim]:
    """In the order of the rules. A rule that also decides about the permit holds as far as its condition does."""
    claims = []
    given = Given(situation, permit.slug)
    needed = situation.decide(permit.slug).need is Need.NEEDED
    for rule in situation.ruleset.setting[permit.slug]:
        truth = rule.condition.judge(given).truth
        superfluous = truth is None and rule.decides and needed
        if rule.settings and truth is not False and not superfluous:
            ruling = Ruling(rule.slug, rule.because, rule.basis, rule.confidence)
            claims.append(Claim(truth, ruling, rule.settings))
    return claims


def _flag(claims: list[Claim], name: str, *, default: bool = False) -> Truth:
    """True or False by the last rule that holds; None when only a rule that may hold changes it."""
    said = [(one.truth, getattr(one.settings, name)) for one in claims if getattr(one.settings, name) is not None]
    certain = [value for truth, value in said if truth]
    if certain:
        return certain[-1]
    return None if any(value is not default for _truth, value in said) else default


def _procedure(claims: list[Claim]) -> tuple[Procedure, tuple[OtherProcedure, ...]]:
    """The last certain one; where the extended procedure is possible it goes first, because it takes longest."""
    named = [one for one in claims if one.settings.procedure is not None]
    chosen = [one for one in named if one.truth][-1]
    maybe = [one for one in named if one.truth is None and one.settings.procedure is not chosen.settings.procedure]
    if chosen.settings.procedure is Procedure.REGULAR:
        longer = [one for one in maybe if one.settings.procedure is Procedure.EXTENDED]
        if longer:
            maybe, chosen = [chosen, *(one for one in maybe if one is not longer[-1])], longer[-1]
    procedure = chosen.settings.procedure or Procedure.UNKNOWN
    others = {
        one.settings.procedure: OtherProcedure(one.settings.procedure, one.ruling.text)
        for one in maybe
        if one.settings.procedure and one.settings.procedure is not procedure
    }
    return procedure, tuple(others.values())


def _executing(situation: Situation, permit: PermitType, claims: list[Claim], holder: Claim) -> Party | None:
    """Who the rule of the authority names; else whoever the others name for the same authority."""
    named = holder.settings.executing
    if named is None:
        same = (one for one in claims if one.truth and one.settings.authority == holder.settings.authority)
        named = next((one.settings.executing for one in same if one.settings.executing), None)
    if named is None and permit.authority == holder.settings.authority:
        named = permit.executing
    return None if named is None else find(situation, named)


def _other_authorities(situation: Situation, claims: list[Claim], holder: Claim) -> tuple[OtherParty, ...]:
    """What may decide instead: rules that go before the one that holds, and may hold themselves."""
    first = find(situation, holder.settings.authority or Pointer(Who.ASK))
    found: dict[Party, OtherParty] = {}
    for one in claims:
        if one is holder:
            break
        if one.truth is None and one.settings.authority:
            party = find(situation, one.settings.authority)
            if party != first:
                found.setdefault(party, OtherParty(party, one.ruling.text))
    return tuple(found.values())


def find(situation: Situation, pointer: Pointer) -> Party:
    """The authority at this location, or the question that must be answered first; worked out once a situation."""
    known: dict[Pointer, Party] = situation.found
    if pointer not in known:
        known[pointer] = _find(situation, pointer)
    return known[pointer]


def _find(situation: Situation, pointer: Pointer) -> Party:
    place = situation.place
    if pointer.kind is Who.FIXED:
        return Party(pointer.slug)
    if pointer.kind is Who.MUNICIPALITY:
        return Party(pointer.slug or MUNICIPAL, place.name) if place else Party(MUNICIPAL, ask=Who.MUNICIPALITY)
    if pointer.kind is Who.ENVIRONMENT_SERVICE:
        return Party(place.environment_service) if place else Party(ask=Who.ENVIRONMENT_SERVICE)
    if pointer.kind is Who.SAFETY_REGION:
        return Party(place.safety_region) if place else Party(ask=Who.SAFETY_REGION)
    if pointer.kind is Who.WATER_BOARD:
        return _water_board(situation)
    if pointer.kind is Who.PARENT:
        return _parent(situation)
    if pointer.kind is Who.GRID_OPERATOR:
        return Party(ask=Who.GRID_OPERATOR, candidates=_of_kind(situation, GRID_KIND))
    return Party(pointer.slug, ask=Who.ASK)


def _water_board(situation: Situation) -> Party:
    """The borders do not follow the municipalities: where these are split the place on the map decides."""
    place, chosen = situation.place, situation.answers.get(WATER_BOARD)
    if place and len(place.water_boards) == 1:
        return Party(place.water_boards[0])
    if isinstance(chosen, str) and chosen != UNKNOWN:
        return Party(chosen)
    return Party(ask=Who.WATER_BOARD, candidates=place.water_boards if place else ())


def _of_kind(situation: Situation, kind: str) -> tuple[str, ...]:
    return tuple(slug for slug, one in situation.ruleset.authorities.items() if one.kind == kind)


def parent_of(situation: Situation) -> PermitType | None:
    """The permit that assessments and parts belong to: the first that is needed, else the first that is possible.

    Those are the permits that an assessment comes before.
    """
    assessed = {one.after for one in situation.ruleset.dependencies if one.kind in (Link.DECIDED_BEFORE, Link.REPORT)}
    for need in (Need.NEEDED, Need.POSSIBLE):
        for slug, one in situation.ruleset.permit_types.items():
            if slug in assessed and one.authority.kind is not Who.PARENT and situation.decide(slug).need is need:
                return one
    return None


def _parent(situation: Situation) -> Party:
    parent = parent_of(situation)
    return Party(ask=Who.PARENT) if parent is None else handle(situation, parent).authority


def adviser(situation: Situation, slug: str) -> Party:
    """An authority by its slug, or the one of that kind at this location."""
    if slug in situation.ruleset.authorities and slug != MUNICIPAL:
        return Party(slug)
    if slug == MUNICIPAL:
        return find(situation, Pointer(Who.MUNICIPALITY))
    try:
        return find(situation, Pointer(Who(slug)))
    except ValueError:
        return Party(ask=Who.ASK)
