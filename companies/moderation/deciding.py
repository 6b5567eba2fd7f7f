"""What staff decide about a report. Each act is one transaction with the case locked: of two who decide at once the
second is told what was decided, and nothing is written twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from companies.claims.granting import claim_decided
from companies.enums import CaseKind, CaseState, CaseStep
from companies.models import Case, CaseEvent
from companies.moderation.applying import apply_values
from companies.moderation.writing import write_decision, write_question
from publication.publishing import publishing
from valuechains.enums import Confidence

__all__ = ["AlreadyDecided", "StatedBy", "ask", "assign", "decide"]


class AlreadyDecided(Exception):
    """Somebody else was first; ``case`` tells what they decided."""

    def __init__(self, case: Case) -> None:
        super().__init__(str(case))
        self.case = case


@dataclasses.dataclass(frozen=True, slots=True)
class StatedBy:
    """The public source of what is accepted: its title, its address if it has one, and how sure it is."""

    title: str
    url: str = ""
    confidence: str = Confidence.MEDIUM


def assign(*, case_id: int, user: AbstractBaseUser | None, by: AbstractBaseUser) -> None:
    """Give the case to somebody, or to nobody."""
    with publishing():
        case = _locked(case_id)
        person: Any = user
        if case.assignee_id == (person.pk if person else None):
            return
        case.assignee = person
        case.save(update_fields=["assignee"])
        _note(case, CaseStep.TAKEN, by, str(person or ""))


def decide(
    *,
    case_id: int,
    accepted: Collection[str],
    reason: str,
    stated_by: StatedBy,
    user: AbstractBaseUser,
    is_right: bool | None = None,
) -> Case:
    """Accept these fields and refuse the others: the register changes, its listing follows, the sender gets one mail.

    A case that brings a remark alone has no fields: ``is_right`` tells what was decided about it. ``AlreadyDecided``
    when somebody was first; ``ValidationError`` names the field that the register cannot take: then nothing is written.
    """
    with publishing():
        case = _locked(case_id)
        values = list(case.values.all())
        taken = [value for value in values if value.field in accepted]
        if taken:
            apply_values(case=case, values=taken, stated_by=stated_by, user=user)
        for value in values:
            value.accepted = value in taken
            value.save(update_fields=["accepted"])
        person: Any = user
        case.state = _outcome(len(taken), len(values), is_right)
        case.decided_at, case.decided_by, case.reason = timezone.now(), person, reason
        case.assignee = case.assignee or person
        case.save(update_fields=["state", "decided_at", "decided_by", "reason", "assignee"])
        _note(case, CaseStep.DECIDED, user, reason)
        if case.kind == CaseKind.CLAIM:
            claim_decided(case)
        else:
            write_decision(case)
    return case


def ask(*, case_id: int, question: str, user: AbstractBaseUser) -> Case:
    """Put a question to the sender, who answers by a private link. ``ValueError`` without a mail address."""
    with publishing():
        case = _locked(case_id)
        if not case.sender_email:
            raise ValueError("The sender left no mail address.")
        person: Any = user
        case.state, case.assignee = CaseState.ASKED, case.assignee or person
        case.save(update_fields=["state", "assignee"])
        event = _note(case, CaseStep.ASKED, user, question)
        write_question(case, event)
    return case


def _locked(case_id: int) -> Case:
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.is_decided:
        raise AlreadyDecided(case)
    return case


def _note(case: Case, step: CaseStep, user: Any, note: str) -> CaseEvent:
    return CaseEvent.objects.create(case=case, step=step, user=user, note=note)


def _outcome(taken: int, offered: int, is_right: bool | None) -> CaseState:
    if taken and (taken < offered or is_right is False):
        return CaseState.PARTLY
    return CaseState.ACCEPTED if taken or (not offered and is_right) else CaseState.REJECTED
