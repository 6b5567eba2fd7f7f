"""Texts of allauth that visitors meet here. Its Dutch says "je"; this portal says "u", so they are in our catalogue.

Nothing imports this: it lets ``manage.py translations --update`` find the texts. Ours win from those of allauth.
"""

from django.utils.translation import gettext_noop as _

TEXTS = (
    _("Please type your current password."),
    _("Authenticator code"),
    _("The username and/or password you specified are not correct."),
    _("Be patient, you are sending too many requests."),
    _("Use your password"),
    _("You must type the same password each time."),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot activate two-factor authentication until you have verified your email address."),
    _("Please reauthenticate to safeguard your account."),
    _("You are receiving this mail because the following change was made to your account:"),
    _(
        "If you do not recognize this change then please take proper security precautions immediately."
        " The change to your account originates from:\n\n- IP address: %(ip)s\n- Browser: %(user_agent)s\n"
        "- Date: %(timestamp)s"
    ),
    _("This mail can be safely ignored if you did not initiate this action."),
    _("Your password has been changed."),
    _(
        "You're receiving this email because you or someone else has requested a password reset for your user"
        " account.\nIt can be safely ignored if you did not request a password reset. Click the link below to reset"
        " your password."
    ),
    _("In case you forgot, your username is %(username)s."),
    _("Your password has been reset."),
    _("Your password has been set."),
    _(
        "You are receiving this email because you, or someone else, tried to access an account with email %(email)s."
        " However, we do not have any record of such an account in our database."
    ),
    _("Are you sure you want to sign out?"),
    _("Successfully signed in as %(name)s."),
    _("You have signed out."),
    _("Password successfully set."),
    _("Your password is now changed."),
    _("Enter your password:"),
    _("You are already logged in as %(user_display)s."),
)
