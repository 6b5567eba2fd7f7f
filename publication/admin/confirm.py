"""Actions that ask before they act: on a selection in the list, and on one record from its own page.

A GET never changes anything: it shows the question; the answer comes by POST.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.publishing import publishing

MOST_AT_ONCE = 1000
SHOWN = 20


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedAction:
    """``run`` gets the records, the request and the checked form; it gives how many it changed.

    ``applies`` tells for which records the action makes sense: for all, if nothing is said.
    """

    name: str
    title: Any
    explanation: Any
    run: Callable[[QuerySet, HttpRequest, forms.Form], int]
    form_class: type[forms.Form] = forms.Form
    applies: Callable[[Any], bool] = bool


class ConfirmedActionsMixin:
    """A ModelAdmin whose ``confirmed_actions`` stand in the list's menu and above the record's form."""

    confirmed_actions: Sequence[ConfirmedAction] = ()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)  # type: ignore[misc]
        if self.has_change_permission(request):  # type: ignore[attr-defined]
            for action in self.confirmed_actions:
                actions[action.name] = (_list_action(action), action.name, action.title)
        return actions

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site  # type: ignore[attr-defined]
        own = path("<path:object_id>/do/<slug:name>/", site.admin_view(self.do_view), name=self._do_url_name)
        return [own, *super().get_urls()]  # type: ignore[misc]

    @property
    def _do_url_name(self) -> str:
        opts = self.model._meta  # type: ignore[attr-defined]
        return f"{opts.app_label}_{opts.model_name}_do"

    def record_actions(self, request: HttpRequest, record: Model) -> list[dict[str, Any]]:
        """The actions that make sense for this record now, with their addresses."""
        if not self.has_change_permission(request, record):  # type: ignore[attr-defined]
            return []
        return [
            {"title": action.title, "url": reverse(f"admin:{self._do_url_name}", args=[record.pk, action.name])}
            for action in self.confirmed_actions
            if action.applies(record)
        ]

    def do_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        record = self.get_object(request, object_id)  # type: ignore[attr-defined]
        action = next((one for one in self.confirmed_actions if one.name == name), None)
        if record is None or action is None:
            raise Http404
        if not self.has_change_permission(request, record):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = action.form_class(request.POST if request.method == "POST" else None)
        back = reverse(f"admin:{self._do_url_name.removesuffix('_do')}_change", args=[record.pk])
        if request.method == "POST" and form.is_valid():
            self.run_confirmed(request, action, type(record)._default_manager.filter(pk=record.pk), form)
            return HttpResponseRedirect(back)
        return self.confirmation(request, action, form, records=[record], count=1, back=back)

    def run_confirmed(self, request: HttpRequest, action: ConfirmedAction, records: QuerySet, form: forms.Form) -> None:
        opts = self.model._meta  # type: ignore[attr-defined]
        with publishing():
            changed = action.run(records, request, form)
        text = ngettext(
            "%(title)s: %(count)d %(name)s changed.", "%(title)s: %(count)d %(names)s changed.", changed
        ) % {
            "title": action.title,
            "count": changed,
            "name": opts.verbose_name,
            "names": opts.verbose_name_plural,
        }
        messages.success(request, text) if changed else messages.info(request, text)

    def confirmation(
        self, request: HttpRequest, action: ConfirmedAction, form: forms.Form, **context: Any
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            "admin/confirm.html",
            {
                **self.admin_site.each_context(request),  # type: ignore[attr-defined]
                "opts": self.model._meta,  # type: ignore[attr-defined]
                "title": action.title,
                "action": action,
                "form": form,
                "media": self.media + form.media,  # type: ignore[attr-defined]
                "checkbox_name": ACTION_CHECKBOX_NAME,
                **context,
            },
        )


def _list_action(action: ConfirmedAction) -> Callable[[Any, HttpRequest, QuerySet], HttpResponse | None]:
    def act(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        count = queryset.count()
        if count > MOST_AT_ONCE:
            text = _("Choose at most %(most)d at a time; %(count)d are selected.")
            messages.error(request, text % {"most": MOST_AT_ONCE, "count": count})
            return None
        # A selection of "all" may have grown since the question was asked: then it is asked again.
        answered = request.POST.get("confirmed") == str(count)
        form = action.form_class(request.POST if "confirmed" in request.POST else None)
        if answered and form.is_valid():
            model_admin.run_confirmed(
                request, action, queryset.model._default_manager.filter(pk__in=_pks(queryset)), form
            )
            return None
        return model_admin.confirmation(
            request,
            action,
            form,
            records=queryset[:SHOWN],
            count=count,
            more=max(0, count - SHOWN),
            selected=request.POST.getlist(ACTION_CHECKBOX_NAME),
            select_across=request.POST.get("select_across", "0"),
            back=request.get_full_path(),
        )

    act.__name__ = action.name
    return act


def _pks(queryset: QuerySet) -> list[Any]:
    return list(queryset.order_by().values_list("pk", flat=True).distinct())
