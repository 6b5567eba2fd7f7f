"""Visibility in the admin: shown as a badge, filtered, and changed with a question asked first."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSingleDateWidget

from publication.admin.base import CuratedAdmin
from publication.admin.confirm import ConfirmedAction
from publication.enums import Visibility
from publication.models import Publishable
from publication.visibility import change_visibility

VisibilityFilter = ("visibility", ChoicesDropdownFilter)


class EmbargoForm(forms.Form):
    embargo_until = forms.DateField(
        label=gettext_lazy("embargo until"),
        help_text=gettext_lazy("First day on which it is public."),
        widget=UnfoldAdminSingleDateWidget,
    )

    def clean_embargo_until(self) -> datetime.date:
        until: datetime.date = self.cleaned_data["embargo_until"]
        if until <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today; what may be seen today is public."))
        return until


def publish(records: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    return change_visibility(records=records, visibility=Visibility.PUBLIC)


def make_internal(records: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    return change_visibility(records=records, visibility=Visibility.INTERNAL)


def embargo(records: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    return change_visibility(
        records=records, visibility=Visibility.EMBARGOED, embargo_until=form.cleaned_data["embargo_until"]
    )


VISIBILITY_ACTIONS = (
    ConfirmedAction(
        name="make_public",
        title=gettext_lazy("Make public"),
        explanation=gettext_lazy("From now on everybody can see this, on the pages, in the map and in the open data."),
        run=publish,
        applies=lambda record: record.visibility != Visibility.PUBLIC,
    ),
    ConfirmedAction(
        name="make_internal",
        title=gettext_lazy("Make internal"),
        explanation=gettext_lazy(
            "From now on only staff can see this. It leaves the pages, the map and the open data at once."
        ),
        run=make_internal,
        applies=lambda record: record.visibility != Visibility.INTERNAL,
    ),
    ConfirmedAction(
        name="embargo",
        title=gettext_lazy("Embargo until …"),
        explanation=gettext_lazy("Until that day only staff can see this; from that day on everybody can."),
        run=embargo,
        form_class=EmbargoForm,
    ),
)


class PublishableAdmin(CuratedAdmin):
    """For records that are internal, embargoed or public."""

    confirmed_actions: Sequence[ConfirmedAction] = VISIBILITY_ACTIONS
    readonly_fields: Any = ("shown_visibility",)

    @admin.display(description=gettext_lazy("visibility"))
    def shown_visibility(self, record: Publishable) -> str:
        return visibility_text(record)

    @display(
        description=gettext_lazy("visibility"),
        ordering="visibility",
        label={"public": "success", "internal": "danger", "embargoed": "warning"},
    )
    def visibility_badge(self, record: Publishable) -> tuple[str, str]:
        shown = Visibility.PUBLIC if record.is_published else record.visibility
        return shown, visibility_text(record)


def visibility_text(record: Publishable) -> str:
    if record.embargo_until is None:
        return record.get_visibility_display()
    text = _("public since %(date)s") if record.is_published else _("embargo until %(date)s")
    return text % {"date": date_format(record.embargo_until, "SHORT_DATE_FORMAT")}
