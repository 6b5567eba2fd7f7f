"""The history of an account: what administrators did with it, in the admin and in the security log."""

import logging

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.http import HttpRequest
from django.utils.translation import gettext as _

from loket.logs import record
from loket.models import User


def tell(
    by: User, user: User, action: str, detail: str = "", *, request: HttpRequest | None, is_new: bool = False
) -> None:
    """``action`` is an English message that is translated for the history; the log keeps it as it is."""
    text = f"{_(action)}: {detail}" if detail else _(action)
    LogEntry.objects.log_actions(
        user_id=by.pk, queryset=[user], action_flag=ADDITION if is_new else CHANGE, change_message=text
    )
    about = f"account {user.get_username()}"
    result = f"done: {detail}" if detail else "done"
    record(action, result=result, request=request, who=by.get_username(), object=about)


def tell_refusal(by: User, action: str, about: str, reason: str, *, request: HttpRequest) -> None:
    result = f"refused: {reason}"
    record(action, result=result, request=request, who=by.get_username(), object=about, level=logging.WARNING)
