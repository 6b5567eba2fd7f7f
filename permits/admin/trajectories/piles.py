"""The piles as filters of the list, and a paginator that does not count to the end."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from permits.trajectories.piles import PILES

# Counting goes no further: a list of a hundred thousand costs what one of a thousand does.
MOST_COUNTED = 1_000


class CappedPaginator(Paginator):
    """Counts no further than a person would page."""

    @cached_property
    def count(self) -> int:
        found: Any = self.object_list
        return found[:MOST_COUNTED].count()


class WorkFilter(DropdownFilter):
    title = _("work")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [(name, pile.title) for name, pile in PILES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        pile = PILES.get(self.value() or "")
        return pile.narrow(queryset, request.user, timezone.localdate()) if pile else queryset  # type: ignore[arg-type]
