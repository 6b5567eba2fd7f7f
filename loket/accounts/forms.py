"""allauth's forms with the labels and autocomplete values that password managers and screen readers need."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 254
LONGEST_PASSWORD = 1024


class _WithoutPlaceholders:
    """A placeholder vanishes while one types; the label is enough."""

    fields: dict[str, Any]

    def _tidy(self) -> None:
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if field.widget.input_type == "password":
                field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
                field.widget.attrs["maxlength"] = str(LONGEST_PASSWORD)


class SignInForm(_WithoutPlaceholders, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tidy()
        login = self.fields["login"]
        login.label = _("Username or mail address")
        login.validators.append(MaxLengthValidator(LONGEST_NAME))
        login.widget.attrs |= {"autocomplete": "username", "maxlength": str(LONGEST_NAME), "autocapitalize": "none"}


class NewPasswordForm(_WithoutPlaceholders, ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tidy()


class FirstPasswordForm(_WithoutPlaceholders, SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tidy()


class ForgottenPasswordForm(_WithoutPlaceholders, ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tidy()


class ReplacedPasswordForm(_WithoutPlaceholders, ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tidy()
