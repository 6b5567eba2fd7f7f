"""allauth as the portal wants it: no open sign-up, encrypted factors, no way round the limits."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from loket.accounts import secrets
from loket.accounts.limits import client_network
from loket.logs import record

log = logging.getLogger("loket.neighbours")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """After signing in one goes to a page of this host, over this scheme, and nowhere else."""
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their work; partners, who have none in the admin, to their account."""
        user: Any = request.user
        return reverse("admin:index" if user.is_staff else "account_sessions")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Home, in the language of the page where somebody signed out."""
        return reverse("loket:home")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_network(request)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Everybody is told of changes to their account, also where allauth keeps no address of its own."""
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.email)
        except (OSError, SMTPException):
            # The change is made already; that the mail server is away must not look as if it was not.
            log.exception("A mail about a changed account could not be sent.")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A name that is locked for this address is refused before it is counted for all addresses together: one
        stranger cannot lock somebody out everywhere."""
        AxesProxyHandler.update_request(request)
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True  # type: ignore[attr-defined]
            record("sign-in", result="refused, too many attempts", request=request, level=logging.WARNING)
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Failure is refusal: a secret that cannot be read opens nothing."""
        try:
            return secrets.decrypt(encrypted_text)
        except secrets.InvalidToken:
            record("second factor", result="refused, its secret cannot be read", request=None, level=logging.CRITICAL)
            raise PermissionDenied("The secret of the second factor cannot be read.") from None

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()
