"""Signing in: passwords, the second factor, limits on guessing, the life of a session.

docs/security.md has the table of limits with the reason for each.
"""

from typing import Any

from environ import Env

VALIDATION = "django.contrib.auth.password_validation"
MINUTE = 60
HOUR = 60 * MINUTE


def password_settings() -> dict[str, Any]:
    return {
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
            {"NAME": f"{VALIDATION}.UserAttributeSimilarityValidator"},
            {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
            {"NAME": "loket.accounts.passwords.OwnWordsValidator"},
        ],
        "PASSWORD_RESET_TIMEOUT": HOUR,
    }


def allauth_settings(secure: bool) -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "loket.accounts.adapters.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "username*", "password1*", "password2*"],
        # Accounts are made by an administrator, with the address that the administrator knows.
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if secure else "http",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_LOGIN_ON_PASSWORD_RESET": False,
        "ACCOUNT_LOGIN_TIMEOUT": 10 * MINUTE,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 5 * MINUTE,
        "ACCOUNT_RATE_LIMITS": {
            "login": "30/m/ip",
            "login_failed": "10/m/ip,20/h/key",
            "reset_password": "10/m/ip,3/h/key",
            "reset_password_from_key": "10/m/ip",
            "change_password": "5/m/user",
            "reauthenticate": "5/m/user",
        },
        "ACCOUNT_FORMS": {
            "login": "loket.accounts.forms.SignInForm",
            "change_password": "loket.accounts.forms.NewPasswordForm",
            "set_password": "loket.accounts.forms.FirstPasswordForm",
            "reset_password": "loket.accounts.forms.ForgottenPasswordForm",
            "reset_password_from_key": "loket.accounts.forms.ReplacedPasswordForm",
        },
        "MFA_ADAPTER": "loket.accounts.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_TOLERANCE": 0,
        "MFA_TOTP_ISSUER": "CRM-loket",
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "LOGIN_URL": "account_login",
    }


def guessing_settings() -> dict[str, Any]:
    """Five wrong passwords for one name from one address, then fifteen minutes' rest; never a whole office."""
    return {
        "AXES_FAILURE_LIMIT": 5,
        "AXES_COOLOFF_TIME": 0.25,  # hours
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_USERNAME_CALLABLE": "loket.accounts.limits.account_name",
        "AXES_CLIENT_IP_CALLABLE": "loket.accounts.limits.client_network",
        "AXES_LOCKOUT_CALLABLE": "loket.errors.handlers.locked_out",
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
    }


def session_settings() -> dict[str, Any]:
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_AGE": 8 * HOUR,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_IDLE_SECONDS": 30 * MINUTE,
        "SESSION_TOTAL_SECONDS": 8 * HOUR,
    }


def signin_settings(env: Env, secure: bool) -> dict[str, Any]:
    return {
        # One back end checks passwords (a second would double the cost of each guess) and knows the permissions.
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "allauth.account.auth_backends.AuthenticationBackend",
        ],
        "REQUIRE_SECOND_FACTOR": env.bool("REQUIRE_SECOND_FACTOR", default=False),
        # The first key encrypts, all of them decrypt; without any, keys are derived from the secret keys.
        "SECOND_FACTOR_KEYS": env.list("SECOND_FACTOR_KEYS", default=[]),
        **password_settings(),
        **allauth_settings(secure),
        **guessing_settings(),
        **session_settings(),
    }
