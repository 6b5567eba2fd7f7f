"""What an administrator can do with an account after being asked; the work is in ``loket.accounts.actions``."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loket.accounts import actions
from loket.accounts.invitations import is_invited
from loket.admin.forms import ReasonForm
from loket.models import User
from publication.admin.confirm import ConfirmedAction


def person(request: HttpRequest) -> Any:
    """Who is signed in; the admin lets nobody else come here."""
    return request.user


def _invite_again(users: QuerySet[User], request: HttpRequest, form: forms.Form) -> int:
    chosen = list(users)
    for user in chosen:
        actions.invite_again(by=person(request), user=user, request=request)
    return len(chosen)


def _deactivate(users: QuerySet[User], request: HttpRequest, form: forms.Form) -> int:
    return actions.deactivate(by=person(request), users=users, request=request)


def _activate(users: QuerySet[User], request: HttpRequest, form: forms.Form) -> int:
    return actions.activate(by=person(request), users=users, request=request)


def _end_sessions(users: QuerySet[User], request: HttpRequest, form: forms.Form) -> int:
    return actions.end_all_sessions(by=person(request), users=users, request=request)


def _remove_factor(users: QuerySet[User], request: HttpRequest, form: forms.Form) -> int:
    chosen = list(users)
    reason = form.cleaned_data["reason"]
    for user in chosen:
        actions.remove_second_factor(by=person(request), user=user, reason=reason, request=request)
    return len(chosen)


USER_ACTIONS = (
    ConfirmedAction(
        name="invite_again",
        title=_("Send invitation again"),
        explanation=_("They get a new mail with a link to choose a password. The link that they had stops working."),
        run=_invite_again,
        applies=is_invited,
    ),
    ConfirmedAction(
        name="end_sessions",
        title=_("End all sessions"),
        explanation=_("They are signed out everywhere at once. They can sign in again."),
        run=_end_sessions,
        applies=lambda user: user.is_active,
    ),
    ConfirmedAction(
        name="remove_second_factor",
        title=_("Remove second factor"),
        explanation=_(
            "For somebody who lost their phone and recovery codes. First make sure that it is really them, by a way "
            "other than mail. They are signed out everywhere, get a mail, and set up a new factor when they sign in."
        ),
        run=_remove_factor,
        form_class=ReasonForm,
        applies=lambda user: user.has_factor,
    ),
    ConfirmedAction(
        name="deactivate",
        title=_("Close account"),
        explanation=_("They are signed out everywhere at once and cannot sign in. Their work and history stay."),
        run=_deactivate,
        applies=lambda user: user.is_active,
    ),
    ConfirmedAction(
        name="activate",
        title=_("Open account again"),
        explanation=_("They can sign in again, with the password, second factor and roles that they had."),
        run=_activate,
        applies=lambda user: not user.is_active,
    ),
)
