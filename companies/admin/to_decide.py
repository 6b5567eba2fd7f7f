"""The page with all that waits for a decision about the register; ``companies.to_decide`` says what that is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.admin.queue import FROM_LIST
from companies.enums import CaseKind
from companies.models import Case, RowMatch
from companies.to_decide import CASE, MATCH, MINE, UNASSIGNED, visible_to, waiting

PER_PAGE = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; ``url`` is the page on which it is decided."""

    kind: str
    title: str
    what: str
    source: str
    age: str
    assignee: Any
    url: str


class AskedForm(forms.Form):
    """Which of them to show; everything when nothing is chosen."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    of = forms.ChoiceField(
        label=gettext_lazy("Assignee"), required=False, choices=[
            ("", gettext_lazy("everybody")), (MINE, gettext_lazy("mine")), (UNASSIGNED, gettext_lazy("of nobody yet")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("“%(value).60s” is not known here. All are shown.")


def page_of_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    visible = visible_to(user)
    if not visible:
        raise PermissionDenied
    kinds = [
        *(CaseKind.choices if CASE in visible else ()),
        *([(MATCH, _("match of a list"))] if MATCH in visible else ()),
    ]
    form = AskedForm(request.GET, kinds=kinds)
    asked = form.cleaned_data if form.is_valid() else {}
    kept = {name: value for name, value in asked.items() if value}
    page = Paginator(waiting(user, **kept), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("To decide"),
        "form": form,
        "page": page,
        "entries": _entries(page, kept),
        "is_narrowed": bool(kept),
        "earlier": _turned(kept, page.previous_page_number()) if page.has_previous() else "",
        "later": _turned(kept, page.next_page_number()) if page.has_next() else "",
        "media": admin.site.get_model_admin(Case).media,
    }
    return TemplateResponse(request, "companies/admin/to_decide.html", context)


def _turned(kept: dict[str, str], number: int) -> str:
    return "?" + urlencode({**kept, "p": str(number)})


def _entries(page: Page, kept: dict[str, str]) -> list[Entry]:
    """The lines of a page; two queries, whatever stands on it. Who decides one comes back to the list as it is."""
    numbers: dict[str, list[int]] = {CASE: [], MATCH: []}
    for _since, which, pk in page:
        numbers[which].append(pk)
    cases = Case.objects.select_related("organisation", "assignee").annotate(value_count=Count("values"))
    matches = RowMatch.objects.select_related("job", "assignee").defer("rows", "refused", "changes")
    place = {"p": str(page.number)} if page.number > 1 else {}
    asked = "?" + urlencode({FROM_LIST: urlencode(kept | place)})
    found: dict[tuple[str, int], Entry] = {}
    if numbers[CASE]:
        found |= {(CASE, case.pk): _of_case(case, asked) for case in cases.filter(pk__in=numbers[CASE])}
    if numbers[MATCH]:
        near = matches.annotate(near=Count("candidates")).filter(pk__in=numbers[MATCH])
        found |= {(MATCH, match.pk): _of_match(match, asked) for match in near}
    return [found[which, pk] for _since, which, pk in page if (which, pk) in found]


def _of_case(case: Any, asked: str) -> Entry:
    model_admin: Any = admin.site.get_model_admin(Case)
    return Entry(
        case.get_kind_display(), case.organisation.name, model_admin.what(case), model_admin.came_from(case),
        model_admin.age(case), case.assignee, reverse("admin:companies_case_change", args=[case.pk]) + asked,
    )  # fmt: skip


def _of_match(match: Any, asked: str) -> Entry:
    model_admin: Any = admin.site.get_model_admin(RowMatch)
    what = ngettext("%(count)d candidate", "%(count)d candidates", match.near) % {"count": match.near}
    return Entry(
        _("match of a list"), match.name, what, model_admin.source(match), model_admin.age(match), match.assignee,
        reverse("admin:companies_rowmatch_change", args=[match.pk]) + asked,
    )  # fmt: skip
