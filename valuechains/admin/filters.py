"""List filters of the value chains."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter


class OnListFilter(DropdownFilter):
    """Whether a material is on the current list, and whether it is strategic there."""

    title = _("on the current list")
    parameter_name = "list"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("strategic", _("strategic")), ("critical", _("critical, strategic or not")), ("none", _("not on it"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        current: Any = queryset.filter(entries__version__is_current=True)
        match self.value():
            case "strategic":
                return queryset.filter(entries__version__is_current=True, entries__strategic=True)
            case "critical":
                return current
            case "none":
                return queryset.exclude(pk__in=current.values("pk"))
        return queryset
