"""What queues of things to decide have in common: nobody adds or deletes, each has an age, one page decides."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin

from publication.admin.asked import AskedListMixin

LARGEST_ID = 2**63 - 1
#: In the address of a page that decides: it was opened from the one list of what is to decide, asked in this way.
FROM_LIST = "to_decide"
ASKED = ("kind", "of", "p")


def number_of(key: str) -> int | None:
    """The number that an address or a form gives; None for what cannot be one."""
    return int(key) if key.isascii() and key.isdecimal() and int(key) <= LARGEST_ID else None


class QueueAdmin(AskedListMixin, ModelAdmin):
    """Oldest first. ``page_related`` names what the page of one shows beside it."""

    list_filter_submit = True
    list_per_page = 50
    actions = None
    page_related: ClassVar[tuple[str, ...]] = ()

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["admin-loket/admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("created_at", "pk")

    @admin.display(description=gettext_lazy("age"), ordering="created_at")
    def age(self, one: Any) -> str:
        days = (timezone.now() - one.created_at).days
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}

    def list_of(self, request: HttpRequest) -> str:
        """The list to go back to: *To decide*, asked as it was, for who came from there; else that of this queue."""
        if FROM_LIST not in request.GET:
            return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        given = QueryDict(request.GET[FROM_LIST])
        asked = urlencode({name: given[name] for name in ASKED if given.get(name)})
        return reverse("admin:companies_case_todecide") + (f"?{asked}" if asked else "")

    def same_page(self, request: HttpRequest) -> HttpResponseRedirect:
        """This page anew, which still knows the list."""
        kept = self.from_list(request)
        return HttpResponseRedirect(request.path + (f"?{urlencode(kept)}" if kept else ""))

    @staticmethod
    def from_list(request: HttpRequest) -> dict[str, str]:
        """What an address on this page carries along, so that it still leads back to *To decide*."""
        return {FROM_LIST: request.GET[FROM_LIST]} if FROM_LIST in request.GET else {}

    def one_of(self, request: HttpRequest, object_id: str) -> Any:
        """The one with this number, for who may see it."""
        number = number_of(object_id)
        manager: Any = self.model._default_manager
        found: Model | None = manager.select_related(*self.page_related).filter(pk=number).first() if number else None
        if found is None:
            raise Http404
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        return found
