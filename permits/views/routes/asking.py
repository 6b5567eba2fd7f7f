"""The question flow: a start, one question a page, or all on one page. Nothing is kept but the address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from permits.route_query import ANSWERED, ASK, MATERIAL, THEN, TO_PLAN, VERSION, number_text
from permits.routes.questions import Question
from permits.routes.telling import DISCLAIMER
from permits.views.routes.fields import shown_question
from permits.views.routes.opening import ALL, Opened, open_planner, trail, typed_names
from permits.views.routes.shown_plan import told_answer


@require_safe
def route(request: HttpRequest) -> HttpResponse:
    """Where the planner begins; answers that a link brings along are kept."""
    opened = open_planner(request)
    questions = list(opened.situation.flow())
    context = {
        "opened": opened,
        "first_url": opened.link("route-question", ask=questions[0].slug),
        "all_url": opened.link("route-all"),
        "plan_url": opened.link("route-plan") if opened.answers else "",
        "answered": len(opened.answers),
        "filled": [
            {**told_answer(opened, slug), "url": opened.link("route-question", ask=slug)} for slug in opened.answers
        ],
        "disclaimer": DISCLAIMER,
        "trail": trail(),
    }
    return render(request, "permits/route/start.html", context)


@require_safe
def route_question(request: HttpRequest) -> HttpResponse:
    """One question. Its form comes back here, and goes on to the next question that applies; without one the first.

    Whoever came from the plan to change an answer goes back to the plan.
    """
    opened = open_planner(request, typed=typed_names(request))
    answered = request.GET.get(ANSWERED, "")
    to_plan = request.GET.get(THEN) == TO_PLAN
    if answered and answered not in opened.faults and answered in opened.ruleset.questions:
        return HttpResponseRedirect(opened.link("route-plan") if to_plan else _after(opened, answered))
    wanted = answered or request.GET.get(ASK, "")
    if not wanted:
        return HttpResponseRedirect(opened.link("route-question", ask=next(opened.situation.flow()).slug))
    if wanted not in opened.ruleset.questions:
        raise Http404
    situation = opened.situation
    if situation.asks(wanted).truth is False:
        return HttpResponseRedirect(opened.link("route-plan") if to_plan else _after(opened, wanted))
    due = {one.slug for one in situation.flow()} | {wanted}
    slugs = [slug for slug in opened.ruleset.questions if slug in due]
    place = slugs.index(wanted)
    question = opened.ruleset.questions[wanted]
    context = {
        "opened": opened,
        "question": _shown(opened, question),
        "hidden": [*_hidden(opened, question.slug), *([(THEN, TO_PLAN)] if to_plan else [])],
        "to_plan": to_plan,
        "number": place + 1,
        "count": len(slugs),
        "back_url": opened.link("route-question", ask=slugs[place - 1]) if place else opened.link("route"),
        "all_url": opened.link("route-all"),
        "plan_url": opened.link("route-plan") if opened.answers else "",
        "other_faults": _other_faults(opened, question.slug),
        "trail": trail((_("Question %(number)d") % {"number": place + 1}, "")),
    }
    return render(request, "permits/route/question.html", context)


def _after(opened: Opened, slug: str) -> str:
    """The address of the next question that applies, by the order of all questions; after the last one the plan."""
    order = list(opened.ruleset.questions)
    rest = order[order.index(slug) + 1 :]
    asked = {question.slug for question in opened.situation.flow()}
    following = next((one for one in rest if one in asked), None)
    return opened.link("route-question", ask=following) if following else opened.link("route-plan")


@require_safe
def route_all(request: HttpRequest) -> HttpResponse:
    """All questions that apply. Without mistakes the form leads to the plan, or to questions that came up."""
    answered = request.GET.get(ANSWERED, "")
    opened = open_planner(request)
    if answered:
        opened = open_planner(request, typed=typed_names(request, tuple(opened.ruleset.questions)))
    questions = list(opened.situation.flow())
    if answered == ALL and not opened.faults:
        return HttpResponseRedirect(opened.link("route-plan"))
    if answered and not opened.faults:
        return HttpResponseRedirect(opened.link("route-all"))
    shown = [_shown(opened, question) for question in questions]
    groups: dict[str, list[Any]] = {}
    for one in shown:
        groups.setdefault(one.group, []).append(one)
    context = {
        "opened": opened,
        "groups": groups.items(),
        "faulty": [one for one in shown if one.errors],
        "version": opened.ruleset.version.number,
        "other_faults": _other_faults(opened, *(one.slug for one in shown)),
        "one_url": opened.link("route-question", ask=questions[0].slug),
        "trail": trail((_("All questions"), "")),
    }
    return render(request, "permits/route/all.html", context)


def _shown(opened: Opened, question: Question) -> Any:
    given = opened.given.get(question.slug) if question.slug in opened.faults else opened.answers.get(question.slug)
    return shown_question(opened.ruleset, question, given, opened.faults.get(question.slug, []))


def _hidden(opened: Opened, but: str) -> list[tuple[str, str]]:
    """All other answers, to travel with the form."""
    pairs = [(VERSION, str(opened.ruleset.version.number))]
    if opened.material:
        pairs.append((MATERIAL, opened.material))
    for name, value in opened.answers.items():
        if name != but:
            values = value if isinstance(value, tuple) else (value,)
            pairs += [(name, number_text(one)) for one in values]
    return pairs


def _other_faults(opened: Opened, *but: str) -> list[str]:
    """What is wrong elsewhere in the address; those answers are left out."""
    return [reason for slug, reasons in opened.faults.items() if slug not in but for reason in reasons]
