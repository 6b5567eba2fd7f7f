"""The piles of the inbox."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import DropdownFilter

from desk.piles import pile


class PileFilter(DropdownFilter):
    title = gettext_lazy("pile")
    parameter_name = "pile"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("mine", _("mine")),
            ("unassigned", _("unassigned")),
            ("overdue", _("overdue")),
            ("waiting", _("the loket’s turn")),
            ("open", _("open")),
            ("mail", _("mail did not arrive")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        found = pile(str(self.value() or ""), request.user)
        return queryset if found is None else queryset.filter(pk__in=found.order_by().values("pk"))
