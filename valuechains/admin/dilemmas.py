"""Cards on dilemmas: published with both sides or not at all."""

import dataclasses
from collections.abc import Sequence

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from publication.admin import PublishableAdmin, VisibilityFilter
from publication.admin.confirm import ConfirmedAction
from publication.admin.history import HistoryAdmin
from publication.admin.visibility import VISIBILITY_ACTIONS
from publication.enums import Visibility
from valuechains.dilemmas import publish_dilemmas
from valuechains.models import Dilemma


def _publish(records: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    return publish_dilemmas(records)


def _embargo(records: QuerySet, request: HttpRequest, form: forms.Form) -> int:
    until = form.cleaned_data["embargo_until"]
    return publish_dilemmas(records, Visibility.EMBARGOED, embargo_until=until)


_OWN = {"make_public": _publish, "embargo": _embargo}


@admin.register(Dilemma)
class DilemmaAdmin(HistoryAdmin, PublishableAdmin):
    list_display = ["__str__", "here_source", "elsewhere_source", "confidence", "visibility_badge"]
    list_filter = [
        ("dimension", ChoicesDropdownFilter),
        ("is_example", admin.BooleanFieldListFilter),
        VisibilityFilter,
    ]
    list_select_related = ["material", "here_source", "elsewhere_source"]
    search_fields = ["slug", "material__name_nl", "material__name_en", "here_nl", "elsewhere_nl"]
    autocomplete_fields = ["material", "here_source", "elsewhere_source"]
    fieldsets = [
        (None, {"fields": ["material", "dimension"]}),
        (_("Here"), {"fields": ["here_nl", "here_en", "here_source", "here_reference"]}),
        (_("Import"), {"fields": ["elsewhere_nl", "elsewhere_en", "elsewhere_source", "elsewhere_reference"]}),
        (_("Administration"), {"fields": ["confidence", "slug", "is_example", "shown_visibility"]}),
    ]
    confirmed_actions: Sequence[ConfirmedAction] = [
        dataclasses.replace(one, run=_OWN.get(one.name, one.run)) for one in VISIBILITY_ACTIONS
    ]

    def run_confirmed(self, request: HttpRequest, action: ConfirmedAction, records: QuerySet, form: forms.Form) -> None:
        try:
            super().run_confirmed(request, action, records, form)
        except ValidationError as refused:
            for message in refused.messages:
                messages.error(request, message)
