"""Rows of lists that may be about a known organisation: the queue, the page to decide on, and how good matching is."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import DropdownFilter
from unfold.decorators import display

from companies.admin.matching_forms import ReasonForm, SameForm
from companies.admin.others import OtherForm
from companies.admin.queue import QueueAdmin, number_of
from companies.enums import MatchState
from companies.matching.deciding import (
    AlreadyDecided,
    NotPossible,
    assign,
    is_new,
    is_same,
    leave,
    reopen,
    split,
)
from companies.matching.quality import quality, shipped
from companies.matching.reasons import in_words
from companies.matching.sides import cleaned, faults
from companies.matching.site_sides import beside
from companies.matching.thresholds import Thresholds, thresholds
from companies.models import Organisation, RowCandidate, RowMatch


class QueueFilter(DropdownFilter):
    title = gettext_lazy("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("mine", gettext_lazy("mine")),
            ("unassigned", gettext_lazy("of nobody yet")),
            ("automatic", gettext_lazy("matched by itself")),
            ("decided", gettext_lazy("decided")),
            ("all", gettext_lazy("all")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        waiting = queryset.waiting()
        decided = queryset.exclude(state=MatchState.OPEN)
        chosen = {
            "mine": waiting.of(request.user),
            "unassigned": waiting.of_nobody(),
            "automatic": decided.filter(decided_by__isnull=True),
            "decided": decided.filter(decided_by__isnull=False),
            "all": queryset,
        }
        return chosen.get(self.value() or "", waiting)


@admin.register(RowMatch)
class RowMatchAdmin(QueueAdmin):
    list_display = ["name", "kind", "source", "candidate_count", "score", "age", "assignee", "state_badge"]
    list_filter = [QueueFilter, "kind"]
    list_select_related = ["assignee", "job", "organisation"]
    page_related = ("job", "organisation", "assignee", "decided_by")
    list_before_template = "companies/admin/matches_before.html"
    search_fields = ["name", "source_key", "organisation__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RowMatch]:
        rows = super().get_queryset(request).defer("rows", "refused", "changes")
        return rows.annotate(near=Count("candidates"))

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.quality_view)
        return [path("quality/", page, name="companies_rowmatch_quality"), *super().get_urls()]

    @admin.display(description=gettext_lazy("source"), ordering="source_key")
    def source(self, match: RowMatch) -> str:
        return (match.job and (match.job.source or match.job.file_name)) or match.source_key or "–"

    @admin.display(description=gettext_lazy("candidates"))
    def candidate_count(self, match: RowMatch) -> str:
        return str(match.near)  # type: ignore[attr-defined]

    @display(
        description=gettext_lazy("state"),
        ordering="state",
        label={"open": "warning", "same": "success", "new": "info", "left": "danger"},
    )
    def state_badge(self, match: RowMatch) -> tuple[str, str]:
        return match.state, match.get_state_display()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        match = self.one_of(request, object_id)
        may_decide = self.has_change_permission(request, match)
        if request.method != "POST":
            return self._page(request, match, may_decide)
        if not may_decide:
            raise PermissionDenied
        return self._act(request, match)

    def _act(self, request: HttpRequest, match: RowMatch) -> HttpResponse:
        user: Any = request.user
        what, told = request.POST.get("do", ""), ReasonForm(request.POST)
        reason = told.cleaned_data["reason"] if told.is_valid() else ""
        try:
            if what in ("take", "give"):
                assign(match_id=match.pk, user=user if what == "take" else None)
                return self.same_page(request)
            if what == "same":
                return self._same(request, match, reason)
            if not told.is_valid():
                return self._page(request, match, may_decide=True, status=422)
            if what == "reopen":
                reopen(match_id=match.pk)
                return self.same_page(request)
            act = {"new": is_new, "left": leave, "split": split}.get(what)
            if act is not None:
                return self._done(request, act(match_id=match.pk, reason=reason, user=user))
        except AlreadyDecided as other:
            return self._too_late(request, other.match)
        except (NotPossible, ValidationError) as why:
            messages.error(request, "; ".join(getattr(why, "messages", [str(why)])))
            return self._page(request, self.one_of(request, str(match.pk)), may_decide=True, status=422)
        return self._page(request, match, may_decide=True, status=422)

    def _same(self, request: HttpRequest, match: RowMatch, reason: str) -> HttpResponse:
        user: Any = request.user
        organisation = _organisation(request.POST.get("organisation", ""))
        if organisation is None:
            raise NotPossible(_("This organisation is gone: somebody merged or deleted it."))
        importer, rows = cleaned(match)
        form = SameForm(request.POST, sides=beside(organisation, importer, rows))
        if not form.is_valid():
            return self._page(request, match, may_decide=True, status=422, form=form, chosen=organisation)
        decided = is_same(
            match_id=match.pk, organisation_id=organisation.pk, choices=form.choices, reason=reason, user=user
        )
        return self._done(request, decided)

    def _done(self, request: HttpRequest, match: RowMatch) -> HttpResponse:
        text = _("%(name)s: %(state)s.") % {"name": match.name, "state": match.get_state_display()}
        messages.success(request, text)
        return HttpResponseRedirect(self.list_of(request))

    def _too_late(self, request: HttpRequest, match: RowMatch) -> HttpResponse:
        messages.error(
            request,
            _("Nothing of yours is saved: %(who)s decided this meanwhile (%(state)s).")
            % {"who": match.decided_by or _("the score of a later list"), "state": match.get_state_display()},
        )
        return self.same_page(request)

    def _page(
        self, request: HttpRequest, match: RowMatch, may_decide: bool, status: int = 200,
        form: SameForm | None = None, chosen: Organisation | None = None,
    ) -> HttpResponse:  # fmt: skip
        candidates = list(match.candidates.select_related("organisation"))
        other = OtherForm(request.GET if "other" in request.GET else None, but=0)
        asked = other.cleaned_data["other"] if other.is_valid() else _organisation(request.GET.get("candidate", ""))
        chosen = chosen or asked or match.organisation or (candidates[0].organisation if candidates else None)
        importer, rows = cleaned(match)
        found = beside(chosen, importer, rows)
        form = form or SameForm(sides=found, initial={"organisation": chosen and chosen.pk})
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "original": match,
            "title": match.name,
            "match": match,
            "chosen": chosen,
            "candidates": [_candidate(one, chosen) for one in candidates],
            "rows": [{"side": side, "choice": form.choice(side), "differs": bool(side.choices)} for side in found],
            "work": _work(importer, rows),
            "lines": [row.number for row in rows],
            "faults": faults(importer, rows),
            "form": form,
            "other": other,
            "reason": ReasonForm(),
            "may_decide": may_decide and match.is_open,
            "may_look_again": may_decide and not match.is_open,
            "from_list": self.from_list(request),
            "back": self.list_of(request),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "companies/admin/match.html", context, status=422 if other.errors else status)

    def quality_view(self, request: HttpRequest) -> HttpResponse:
        """The thresholds, and what they do on the labelled set."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = thresholds()
        others = sorted({*range(70, 101, 5), now.sure})
        rows = [quality(shipped(), Thresholds(sure, now.review, now.margin)) for sure in others]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("How good matching is"),
            "limits": now,
            "now": quality(shipped(), now),
            "rows": rows,
            "media": self.media,
        }
        return TemplateResponse(request, "companies/admin/match_quality.html", context)


def _organisation(key: str) -> Organisation | None:
    number = number_of(key)
    return Organisation.objects.filter(pk=number).first() if number else None


def _candidate(one: RowCandidate, chosen: Organisation | None) -> dict[str, Any]:
    return {
        "organisation": one.organisation,
        "score": one.score,
        "reasons": in_words(one.reasons),
        "is_chosen": chosen is not None and one.organisation_id == chosen.pk,
    }


def _work(importer: Any, rows: Any) -> list[str]:
    """Stages and materials of the rows: they are added, whatever is chosen."""
    words, values = importer.teller().words, [row.values for row in rows]
    stages = dict.fromkeys(words("stage", one["stage"]) for one in values if "stage" in one)
    materials = dict.fromkeys(words("materials", slug) for one in values for slug in one.get("materials", []))
    return [*stages, *materials]
