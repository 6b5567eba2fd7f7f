"""What an address or a form asks of a list in the admin: what no list can answer is told, and nothing is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from unfold.views import ChangeList

from publication.admin.choosing import SHOWN, can_be_key


class SoundChangeList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        """A number too large or a year that is none shows only when the database is asked."""
        try:
            super().get_results(request)
        except (OverflowError, ValueError, DataError) as error:
            raise IncorrectLookupParameters(error) from error


class AskedListMixin:
    """A ModelAdmin whose list says what it did not understand."""

    model: Any

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SoundChangeList

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        strange = next((one for one in chosen if not can_be_key(self.model, one)), None)
        if strange is not None:
            text = _("“%(value)s” is no record of this list. Nothing was changed.")
            messages.error(request, text % {"value": strange[:SHOWN]})
            return HttpResponseRedirect(request.get_full_path())
        response: HttpResponse = super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]
        if response.get("Location", "").endswith(f"?{ERROR_FLAG}=1"):
            text = _("This list does not understand “%(query)s”. All records are shown.")
            messages.warning(request, text % {"query": request.GET.urlencode()[:SHOWN]})
        return response
