"""Read the law document as a set of rules. RulesetError names everything in it that cannot work, by its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.routes.errors import Problem, RulesetError, problem
from permits.routes.loops import loops
from permits.routes.places import names
from permits.routes.reading_conditions import ConditionReader
from permits.routes.reading_rows import RowReader
from permits.routes.reading_rules import RuleReader
from permits.routes.ruleset import Ruleset
from permits.terms.values import shown

SECTIONS = ("authorities", "municipalities", "permitTypes", "competence", "questions", "rules", "dependencies")


def read_ruleset(document: Mapping[str, Any]) -> Ruleset:
    """The rules of one version of the law; ``document`` is what permits.law.document reads."""
    problems: list[Problem] = []
    for section in SECTIONS:
        if not isinstance(document.get(section), list | tuple):
            problems.append(problem(section, _("This part is missing: a list is expected.")))
    if problems:
        raise RulesetError(problems)
    rows = RowReader(problems)
    questions = {one.slug: one for one in rows.all(document["questions"], "questions", rows.question)}
    authorities = {one.slug: one for one in rows.all(document["authorities"], "authorities", rows.authority)}
    permit_types = {one.slug: one for one in rows.all(document["permitTypes"], "permitTypes", rows.permit_type)}
    conditions = ConditionReader(questions, frozenset(permit_types), problems)
    rules = RuleReader(rows, conditions)
    known = names()
    places = rows.all(
        document["municipalities"], "municipalities", lambda row, path: rows.place(row, path, known), key="municipality"
    )
    ruleset = Ruleset(
        version=rows.version(document.get("version")),
        laws={row["key"]: rows.words(row["name"], f"laws.{row['key']}.name") for row in document.get("laws", ())},
        authorities=dict(sorted(authorities.items())),
        places={one.code: one for one in sorted(places, key=lambda one: one.name.casefold())},
        permit_types=_ordered(permit_types),
        competence=_in_order(rules.all_competence(document["competence"])),
        questions=_ordered(rules.asked(questions, document["questions"])),
        rules=_in_order(rules.all_rules(document["rules"])),
        dependencies=tuple(rules.all_dependencies(document["dependencies"])),
        cases=tuple(rows.all(document.get("cases", ()), "cases", rows.case)),
    )
    problems.extend(_unknown_authorities(ruleset))
    problems.extend(loops(ruleset))
    if problems:
        raise RulesetError(problems)
    return ruleset


def _ordered(rows: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(rows.items(), key=lambda pair: (pair[1].order, pair[0])))


def _in_order(rows: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: (row.order, row.slug)))


def _unknown_authorities(ruleset: Ruleset) -> list[Problem]:
    """Every place that names an authority which is not there."""
    named: list[tuple[str, str]] = []
    for one in ruleset.permit_types.values():
        named += [(f"permitTypes.{one.slug}", pointer.slug) for pointer in (one.authority, one.executing) if pointer]
    for rule in ruleset.competence:
        named += [(f"competence.{rule.slug}", pointer.slug) for pointer in (rule.authority, rule.executing) if pointer]
    for place in ruleset.places.values():
        slugs = (place.environment_service, place.safety_region, *place.water_boards)
        named += [(f"municipalities.{place.code}", slug) for slug in slugs]
    for route in ruleset.rules:
        if route.settings:
            pointers = (route.settings.authority, route.settings.executing)
            named += [(f"rules.{route.slug}.set", pointer.slug) for pointer in pointers if pointer]
    message = _("“%(slug)s” is no authority.")
    return [
        problem(path, message, slug=shown(slug)) for path, slug in named if slug and slug not in ruleset.authorities
    ]
