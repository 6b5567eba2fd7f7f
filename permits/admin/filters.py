"""Which version of the law data a list shows."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from permits.enums import LawState
from permits.models import LawVersion

ALL = "all"


def version_at_hand() -> LawVersion | None:
    """The draft somebody works on, else the version in force, else the newest."""
    draft = LawVersion.objects.filter(state__in=[LawState.DRAFT, LawState.CHECKED]).first()
    return draft or LawVersion.objects.in_force().first() or LawVersion.objects.first()


class VersionFilter(DropdownFilter):
    """Without a choice: the draft, or the version in force when there is none."""

    title = _("version")
    parameter_name = "law_version"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        versions = [(str(one.pk), f"{one} – {one.get_state_display()}") for one in LawVersion.objects.all()]
        return [*versions, (ALL, _("all versions"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if value == ALL:
            return queryset
        if value is not None and str(value).isdecimal():
            return queryset.filter(version_id=value)
        version = version_at_hand()
        return queryset if version is None else queryset.filter(version=version)
