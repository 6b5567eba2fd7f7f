"""Find what would go round in circles: questions that wait for each other, permits that decide each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from permits.routes.errors import Problem, problem
from permits.routes.ruleset import Link, Ruleset

Graph = Mapping[str, Iterable[str]]
TOGETHER = " + "
"""Between the names of permits that are one step."""


def loops(ruleset: Ruleset) -> list[Problem]:
    """One problem for each circle that was found."""
    message = _("This goes round in a circle: %(names)s.")
    graphs = {
        "questions": _asking(ruleset),
        "rules": _deciding(ruleset),
        "dependencies": _waiting(ruleset),
    }
    return [
        problem(f"{section}.{circle[0].partition(TOGETHER)[0]}", message, names=" → ".join(circle))
        for section, graph in graphs.items()
        if (circle := first_circle(graph))
    ]


def _asking(ruleset: Ruleset) -> Graph:
    """A question waits for those in its condition, and for all that decide the permits in it."""
    through = _deciding_questions(ruleset)
    return {
        slug: [*one.ask_if.questions(), *(q for permit in one.ask_if.permits() for q in through.get(permit, ()))]
        for slug, one in ruleset.questions.items()
    }


def _deciding_questions(ruleset: Ruleset) -> Mapping[str, set[str]]:
    """All questions on which each permit hangs, also through other permits."""
    own: dict[str, set[str]] = {slug: set() for slug in ruleset.permit_types}
    links: dict[str, set[str]] = {slug: set() for slug in ruleset.permit_types}
    for rule in ruleset.rules:
        if rule.decides:
            own[rule.permit_type].update(rule.condition.questions())
            links[rule.permit_type].update(rule.condition.permits())
    for _round in ruleset.permit_types:
        grown = {slug: own[slug].union(*(own[other] for other in links[slug])) for slug in own}
        if grown == own:
            break
        own = grown
    return own


def _deciding(ruleset: Ruleset) -> Graph:
    graph: dict[str, list[str]] = {}
    for rule in ruleset.rules:
        if rule.decides:
            graph.setdefault(rule.permit_type, []).extend(rule.condition.permits())
    return graph


def _waiting(ruleset: Ruleset) -> Graph:
    """Permits that are applied for together are one step: what waits for one of them waits for all."""
    step = _steps(ruleset)
    graph: dict[str, list[str]] = {}
    for one in ruleset.dependencies:
        if one.kind is Link.DECIDED_BEFORE:
            graph.setdefault(step[one.after], []).append(step[one.before])
    return graph


def _steps(ruleset: Ruleset) -> Mapping[str, str]:
    """The step of each permit, by the names of all that are in it."""
    group: dict[str, set[str]] = {slug: {slug} for slug in ruleset.permit_types}
    for one in ruleset.dependencies:
        if one.kind is Link.TOGETHER and group[one.before] is not group[one.after]:
            group[one.before] |= group[one.after]
            for slug in group[one.before]:
                group[slug] = group[one.before]
    return {slug: TOGETHER.join(sorted(members)) for slug, members in group.items()}


def first_circle(graph: Graph) -> tuple[str, ...]:
    """The nodes of a circle, the first again at the end; nothing when there is none."""
    done: set[str] = set()
    for root in graph:
        if root in done:
            continue
        path: list[str] = []
        stack = [(root, iter(graph.get(root, ())))]
        path.append(root)
        while stack:
            node, following = stack[-1]
            step = next((one for one in following if one not in done), None)
            if step is None:
                done.add(node)
                path.pop()
                stack.pop()
            elif step in path:
                return (*path[path.index(step) :], step)
            else:
                path.append(step)
                stack.append((step, iter(graph.get(step, ()))))
    return ()
