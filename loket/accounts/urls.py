"""The addresses of allauth that the portal uses. Those for open sign-up and own mail addresses are left out."""

from allauth.account.urls import urlpatterns as account_patterns
from django.urls import include, path

from loket.accounts.views import InvitationView, SessionsView, invitation_done

USED = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

urlpatterns = [pattern for pattern in account_patterns if pattern.name in USED]
urlpatterns += [
    path("2fa/", include("allauth.mfa.urls")),
    path("invitation/", InvitationView.as_view(), name="account_invitation"),
    path("invitation/done/", invitation_done, name="account_invitation_done"),
    path("sessions/", SessionsView.as_view(), name="account_sessions"),
]
