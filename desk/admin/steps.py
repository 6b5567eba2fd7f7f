"""What an officer does with one inquiry, each on a page that shows the conversation beside the form.

A GET changes nothing. What the action refuses is told at the form, and what was typed stays.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from desk import actions, mailing
from desk.actions.talking import take
from desk.admin import forms
from desk.enums import Closer
from desk.models import Inquiry

Run = Callable[[Inquiry, Any, dict[str, Any]], object]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    name: str
    title: Any
    done: Any
    run: Run
    form: type[forms.StepForm] = forms.StepForm
    explanation: Any = ""
    applies: Callable[[Inquiry], bool] = lambda inquiry: inquiry.is_open
    needs: str = ""
    """A permission beside that of changing the question, as ``app.codename``."""

    def is_for(self, inquiry: Inquiry, user: Any) -> bool:
        return self.applies(inquiry) and (not self.needs or user.has_perm(self.needs))


def _answer(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return actions.answer(
        inquiry_id=inquiry.pk, user=user, text=told["text"], seen=told["seen"], files=told["attachments"],
        and_close=told["and_close"],
    )  # fmt: skip


def _note(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return actions.note(inquiry_id=inquiry.pk, user=user, text=told["text"])


def _hand_over(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return actions.hand_over(
        inquiry_id=inquiry.pk, partner=told["partner"], email=told["email"], text=told["text"],
        language=told["language"], user=user, seen=told["seen"],
    )  # fmt: skip


def _merge(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return actions.merge(duplicate_id=inquiry.pk, into=told["reference"], user=user)


def _close(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return actions.close(inquiry_id=inquiry.pk, by=Closer.STAFF)


def _reopen(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return actions.reopen(inquiry_id=inquiry.pk)


def _take(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return take(inquiries=Inquiry.objects.filter(pk=inquiry.pk), user=user)


def _trajectory(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    return actions.make_trajectory(
        inquiry_id=inquiry.pk, user=user, title_nl=told["title_nl"], title_en=told["title_en"],
        initiative=told["initiative"], plan=told["plan"], with_possible=told["with_possible"], seen=told["seen"],
    )  # fmt: skip


def _send_again(inquiry: Inquiry, user: Any, told: dict[str, Any]) -> object:
    if not inquiry.email:
        raise ValidationError(_("There is no address to send to."))
    mails = mailing.to_send_again(inquiry)
    Inquiry.objects.filter(pk=inquiry.pk).update(email_fails=False)
    for mail in mails:
        mailing.send_again(mail)
    return None


STEPS = (
    Step(name="answer", title=_("Answer"), done=_("The answer is on its way."), run=_answer, form=forms.AnswerForm),
    Step(
        name="take", title=_("Take it up"), done=_("This question is yours now."), run=_take,
        explanation=_("You become its assignee."),
    ),
    Step(
        name="note", title=_("Add a note"), done=_("The note is kept."), run=_note, form=forms.NoteForm,
        applies=lambda inquiry: inquiry.anonymised_at is None,
    ),
    Step(
        name="hand-over", title=_("Hand over"), done=_("The question is handed over; both get a mail."),
        run=_hand_over, form=forms.HandOverForm,
        explanation=_("The partner gets a link to the question and to who asks it. The inquirer is told to whom."),
    ),
    Step(
        name="trajectory", title=_("Make a trajectory"),
        done=_("The trajectory is made: check the procedures and their authorities."),
        run=_trajectory, form=forms.TrajectoryForm, needs="permits.add_trajectory",
        explanation=_(
            "Its permits come from the route plan that was attached, under the law version of that plan. Without a "
            "plan it begins empty. It is internal; this question names it from then on."
        ),
        applies=lambda inquiry: not (inquiry.trajectory_id or inquiry.anonymised_at or inquiry.merged_into_id),
    ),
    Step(
        name="merge", title=_("Merge"), done=_("The questions are one now."), run=_merge, form=forms.MergeForm,
        explanation=_(
            "All that was said moves to the other question; this one is closed, and the inquirer gets a mail with the "
            "other reference. It cannot be undone."
        ),
    ),
    Step(
        name="close", title=_("Close"), done=_("The question is closed."), run=_close,
        explanation=_("The inquirer gets a mail and can ask anew."),
    ),
    Step(
        name="reopen", title=_("Open again"), done=_("The question is open again."), run=_reopen,
        explanation=_("The inquirer can react on the private page again."),
        applies=lambda inquiry: not inquiry.is_open and not inquiry.anonymised_at and not inquiry.merged_into_id,
    ),
    Step(
        name="send-again", title=_("Send mails again"), done=_("The mails are tried again."), run=_send_again,
        explanation=_(
            "Mails that did not leave, or else the last one that came back, are sent to the address as it is now. "
            "Correct the address first."
        ),
        applies=lambda inquiry: bool(mailing.to_send_again(inquiry)),
    ),
)  # fmt: skip
BY_NAME = {step.name: step for step in STEPS}
