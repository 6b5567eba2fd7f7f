"""What staff can do with organisations after being asked whether they are sure."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from companies import actions
from companies.models import Organisation
from publication.admin.confirm import ConfirmedAction
from publication.admin.visibility import EmbargoForm
from publication.enums import Visibility


def _verify(organisations: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    user: Any = request.user
    return actions.verify(organisations=organisations, user=user)


def _withdraw(organisations: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    user: Any = request.user
    return actions.withdraw_verification(organisations=organisations, user=user)


def _publish(organisations: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    return actions.publish(organisations=organisations)


def _make_internal(organisations: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    return actions.make_internal(organisations=organisations)


def _embargo(organisations: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    return actions.embargo(organisations=organisations, until=form.cleaned_data["embargo_until"])


def _is_verified(organisation: Organisation) -> bool:
    return organisation.verified_at is not None


ORGANISATION_ACTIONS = (
    ConfirmedAction(
        name="verify",
        title=_("Verify"),
        explanation=_(
            "You say that you have checked the name, the values and their sources. "
            "Your name and today's date stand with them."
        ),
        run=_verify,
    ),
    ConfirmedAction(
        name="withdraw_verification",
        title=_("Withdraw verification"),
        explanation=_("All values are shown as not confirmed again."),
        run=_withdraw,
        applies=_is_verified,
    ),
    ConfirmedAction(
        name="make_public",
        title=_("Make public"),
        explanation=_("From now on everybody can see this, on the pages, in the map and in the open data."),
        run=_publish,
        applies=lambda organisation: organisation.visibility != Visibility.PUBLIC,
    ),
    ConfirmedAction(
        name="make_internal",
        title=_("Make internal"),
        explanation=_("From now on only staff can see this. It leaves the pages, the map and the open data at once."),
        run=_make_internal,
        applies=lambda organisation: organisation.visibility != Visibility.INTERNAL,
    ),
    ConfirmedAction(
        name="embargo",
        title=_("Embargo until …"),
        explanation=_("Until that day only staff can see this; from that day on everybody can."),
        run=_embargo,
        form_class=EmbargoForm,
    ),
)
