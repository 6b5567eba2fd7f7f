"""Each act around an account leaves one line in the security log, and a session knows when it began."""

import logging
import time
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from loket.accounts import sessions
from loket.accounts.limits import account_name
from loket.logs import record
from loket.middleware.sessions import SEEN, STARTED


@receiver(user_logged_in)
def began(request: Any, user: Any, **_kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[STARTED] = request.session[SEEN] = time.time()
        sessions.list_session(request, user)
    record("sign-in", result="done", request=request, who=user.get_username())


@receiver(user_logged_out)
def left(request: Any, user: Any, **_kwargs: Any) -> None:
    if user is not None:
        request.signed_out = True
        record("sign-out", result="done", request=request, who=user.get_username())


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: Any = None, **_kwargs: Any) -> None:
    name = account_name(request, credentials)
    record("sign-in", result="refused", request=request, object=f"account {name}", level=logging.WARNING)


@receiver([account.password_changed, account.password_set, account.password_reset])
def password(request: Any, user: Any, signal: Any, **_kwargs: Any) -> None:
    action = "password reset" if signal is account.password_reset else "password change"
    record(action, result="done", request=request, who=user.get_username())
    end_others(request, user)


@receiver([mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset, mfa.authenticator_used])
def factor(request: Any, user: Any, authenticator: Any, signal: Any, **_kwargs: Any) -> None:
    results = {mfa.authenticator_added: "added", mfa.authenticator_removed: "removed", mfa.authenticator_used: "used"}
    record(
        "second factor",
        result=results.get(signal, "renewed"),
        request=request,
        who=user.get_username(),
        object=str(authenticator.type),
    )
    if signal in (mfa.authenticator_added, mfa.authenticator_removed):
        end_others(request, user)


def end_others(request: Any, user: Any) -> None:
    """A new password or factor ends every session but the one in which it was changed."""
    here = request.session.session_key if request.user == user else None
    ended = sessions.end_sessions(user=user, but=here)
    if ended:
        record("session", result=f"{ended} others ended", request=request, who=user.get_username())
