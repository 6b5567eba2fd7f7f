"""Writes that touch several records, called alike by the admin, tests and commands; each is one transaction."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agenda.enums import ActionState
from agenda.models import Action, Decision, Meeting, Partner, Recommendation
from publication.naming import own_name
from publication.publishing import publishing

__all__ = ["add_action", "circle_in_words", "circular_action", "end_action", "record_decision", "set_waits_for"]


def add_action(
    *,
    slug: str,
    name_nl: str,
    name_en: str,
    recommendation: Recommendation,
    owner: Partner | None,
    due_on: datetime.date | None,
    **values: Any,
) -> Action:
    """A new action; ``ValidationError`` names what it lacks. Nothing is written then."""
    with publishing():
        action = Action(slug=slug, name_nl=name_nl, name_en=name_en, recommendation=recommendation, **values)
        # What is missing is told by full_clean(), with the words of the field.
        action.owner, action.due_on = owner, due_on  # type: ignore[assignment]
        action.full_clean()
        action.save()
    return action


def end_action(
    *, action: Action, state: str, on: datetime.date, evidence_nl: str = "", evidence_en: str = ""
) -> Action:
    """Mark as done (with its evidence) or stopped; ``ValidationError`` when the evidence lacks."""
    with publishing():
        locked = Action.objects.select_for_update().get(pk=action.pk)
        locked.state, locked.ended_on = ActionState(state), on
        locked.evidence_nl, locked.evidence_en = evidence_nl, evidence_en
        locked.full_clean()
        locked.save()
    return locked


def record_decision(*, meeting: Meeting, number: int, text_nl: str, text_en: str, **values: Any) -> Decision:
    """A decision of a meeting that was held; of one to come it is refused."""
    with publishing():
        decision = Decision(meeting=meeting, number=number, text_nl=text_nl, text_en=text_en, **values)
        decision.full_clean()
        decision.save()
    return decision


def set_waits_for(*, action: Action, others: Collection[Action]) -> None:
    """Say which actions must be done first; ``ValidationError`` when that would make a circle."""
    with publishing():
        # All links are locked at once, so that two people cannot close a circle together.
        list(Action.objects.select_for_update().order_by("pk").values_list("pk"))
        if (through := circular_action(action, others)) is not None:
            raise ValidationError({"after": circle_in_words(action, through)})
        action.after.set(others)


def circle_in_words(action: Action, through: Action) -> str:
    if through.pk == action.pk:
        return _("An action cannot wait for itself.")
    text = _("“%(action)s” waits for this action already: the two would wait for each other.")
    return text % {"action": own_name(through)}


def circular_action(action: Action, others: Collection[Action]) -> Action | None:
    """The first of these that waits, at first hand or through others, for ``action`` itself."""
    if action._state.adding:
        return None
    links: dict[int, set[int]] = {}
    for from_id, to_id in Action.after.through._default_manager.values_list("from_action_id", "to_action_id"):
        links.setdefault(from_id, set()).add(to_id)
    return next((one for one in others if _reaches(one.pk, action.pk, links)), None)


def _reaches(start: int, goal: int, links: dict[int, set[int]]) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        if (one := waiting.pop()) == goal:
            return True
        if one not in seen:
            seen.add(one)
            waiting += links.get(one, ())
    return False
