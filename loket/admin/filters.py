from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from loket.roles import Role


class RoleFilter(DropdownFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [*Role.choices, ("none", _("no role"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        role = self.value()
        if role == "none":
            return queryset.filter(groups=None)
        return queryset.filter(groups__name=role) if role in Role.values else queryset


class SecondFactorFilter(DropdownFilter):
    """Needs the annotation ``has_factor``."""

    title = _("second factor")
    parameter_name = "factor"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("no", _("without second factor")), ("yes", _("with second factor"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        return queryset.filter(has_factor=value == "yes") if value in ("yes", "no") else queryset
