"""Mails about accounts leave after the transaction; when the mail server is away the administrator is told."""

import logging
from collections.abc import Callable
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from loket.accounts.invitations import send_account_mail, send_invitation
from loket.models import User

log = logging.getLogger("loket.neighbours")


def post_invitation(user: User, request: HttpRequest | None) -> None:
    _after_commit(lambda: send_invitation(user), user, request)


def post_later(name: str, user: User, request: HttpRequest | None, *, to: str = "", **context: Any) -> None:
    """The mail of templates/account/email/ with this name, if there is an address."""
    if to or user.email:
        _after_commit(lambda: send_account_mail(name, user, to=to, **context), user, request)


def _after_commit(send: Callable[[], None], user: User, request: HttpRequest | None) -> None:
    def attempt() -> None:
        try:
            send()
        except (OSError, SMTPException):
            log.exception("A mail about an account could not be sent.")
            if request is not None:
                text = _("The mail to %(name)s could not be sent. Try again later, or tell them yourself.")
                messages.warning(request, text % {"name": user})

    transaction.on_commit(attempt)
