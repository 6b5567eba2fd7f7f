"""The steps of a version, each asked first: start a draft, checked, back to draft, publish, retire."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from permits.enums import LawState
from permits.law import actions
from permits.models import LawVersion
from publication.admin.confirm import ConfirmedAction


class DraftForm(forms.Form):
    label = forms.CharField(
        label=_("label"), max_length=40, help_text=_("For example 2026-11."), widget=UnfoldAdminTextInputWidget
    )
    in_force_from = forms.DateField(
        label=_("in force from"),
        help_text=_("First day on which this version counts."),
        initial=timezone.localdate,
        widget=UnfoldAdminSingleDateWidget,
    )


def _start(versions: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    for version in versions:
        actions.start_draft(source=version, user=request.user, **form.cleaned_data)
    return len(versions)


def _step(function: Any) -> Any:
    def run(versions: QuerySet, request: HttpRequest, form: forms.Form) -> int:
        for version in versions:
            function(version=version, user=request.user)
        return len(versions)

    return run


def _in(*states: LawState) -> Any:
    def applies(version: LawVersion) -> bool:
        return version.state in states

    return applies


STEPS = (
    ConfirmedAction(
        name="start_draft",
        title=_("Start a draft from this version"),
        explanation=_("A copy of every row is made under the next number. You work on the copy; nothing changes yet."),
        run=_start,
        form_class=DraftForm,
        applies=_in(LawState.PUBLISHED, LawState.RETIRED),
    ),
    ConfirmedAction(
        name="mark_checked",
        title=_("Mark as checked"),
        explanation=_(
            "You say that you have read every change with its legal basis. Your name stands with the version, and its "
            "rows can no longer be changed. What blocks must be solved first."
        ),
        run=_step(actions.mark_checked),
        applies=_in(LawState.DRAFT),
    ),
    ConfirmedAction(
        name="back_to_draft",
        title=_("Back to draft"),
        explanation=_("The rows can be changed again; the check no longer counts."),
        run=_step(actions.back_to_draft),
        applies=_in(LawState.CHECKED),
    ),
    ConfirmedAction(
        name="publish",
        title=_("Publish"),
        explanation=_(
            "From its first day on everybody sees this version: on the pages, in the open data and in new route plans. "
            "Plans and procedures that began under an earlier version keep it. A published version never changes."
        ),
        run=_step(actions.publish),
        applies=_in(LawState.CHECKED),
    ),
    ConfirmedAction(
        name="retire",
        title=_("Take out of use"),
        explanation=_("New plans no longer use it; what names it still finds it. Another version must be in force."),
        run=_step(actions.retire),
        applies=_in(LawState.PUBLISHED),
    ),
)
