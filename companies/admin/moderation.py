"""The queue of reports: who sent what about whom, and the page on which it is decided."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import display

from companies import letters
from companies.admin import to_decide
from companies.admin.claims import ClaimMixin, RevokeForm, claim_of
from companies.admin.moderation_forms import AskForm, DecideForm
from companies.admin.queue import QueueAdmin
from companies.claims.granting import keepers
from companies.enums import DECIDED, CaseKind, CaseState
from companies.models import Case
from companies.moderation.deciding import AlreadyDecided, StatedBy, ask, assign, decide
from companies.moderation.fields import current, field_label, is_kept_back, shown_value
from companies.to_decide import waiting
from companies.towns import municipality_of
from publication.personal import LABELS


class WaitingFilter(DropdownFilter):
    """Which reports stand in the list; those that wait for staff when nothing is chosen."""

    title = gettext_lazy("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("mine", gettext_lazy("mine")),
            ("unassigned", gettext_lazy("of nobody yet")),
            ("asked", gettext_lazy("waits for the sender")),
            ("flagged", gettext_lazy("with personal data")),
            ("decided", gettext_lazy("decided")),
            ("all", gettext_lazy("all")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        user: Any = request.user
        waiting = queryset.waiting()
        chosen = {
            "mine": queryset.undecided().of(user),
            "unassigned": waiting.of_nobody(),
            "asked": queryset.filter(state=CaseState.ASKED),
            "flagged": waiting.exclude(flags=[]),
            "decided": queryset.filter(state__in=DECIDED),
            "all": queryset,
        }
        return chosen.get(self.value() or "", waiting)


@admin.register(Case)
class CaseAdmin(ClaimMixin, QueueAdmin):
    list_display = ["number", "kind_badge", "organisation", "what", "came_from", "age", "assignee", "state_badge"]
    list_display_links = ["number", "organisation"]
    list_filter = [WaitingFilter, ("kind", ChoicesDropdownFilter), ("door", ChoicesDropdownFilter)]
    list_select_related = ["organisation", "assignee"]
    page_related = ("organisation", "assignee", "decided_by")
    list_before_template = "companies/admin/cases_before.html"
    search_fields = ["organisation__name", "organisation__slug"]
    search_help_text = gettext_lazy("Name of the organisation")

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(to_decide.page_of_list)
        return [path("to-decide/", page, name="companies_case_todecide"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        return super().get_queryset(request).annotate(value_count=Count("values"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Rows of lists in doubt have a list of their own; all that waits stands together in one."""
        number = waiting(request.user).count()
        return super().changelist_view(request, {**(extra_context or {}), "number_to_decide": number})

    @admin.display(description=gettext_lazy("number"))
    def number(self, case: Case) -> str:
        return str(case.pk)

    @display(description=gettext_lazy("kind"), ordering="kind", label=True)
    def kind_badge(self, case: Case) -> str:
        return case.get_kind_display()

    @admin.display(description=gettext_lazy("what"))
    def what(self, case: Case) -> str:
        if case.kind == CaseKind.CLAIM:
            return _("to keep its own page")
        count: int = case.value_count  # type: ignore[attr-defined]
        text = ngettext("%(count)d value", "%(count)d values", count) % {"count": count} if count else _("remark alone")
        flagged = _("personal data")
        return f"{text}; {flagged}" if case.flags else text

    @admin.display(description=gettext_lazy("source"), ordering="door")
    def came_from(self, case: Case) -> str:
        """What the sender calls its source may be anything: the way by which it came is known."""
        return f"{case.get_door_display()}: {case.source}" if case.source else case.get_door_display()

    @display(
        description=gettext_lazy("state"),
        ordering="state",
        label={
            "open": "warning",
            "asked": "info",
            "accepted": "success",
            "partly": "success",
            "rejected": "danger",
            "withdrawn": "info",
        },
    )
    def state_badge(self, case: Case) -> tuple[str, str]:
        return case.state, case.state_text

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        case = self.one_of(request, object_id)
        may_decide = self.has_change_permission(request, case)
        if request.method != "POST":
            return self._page(request, case, DecideForm(case=case), AskForm(), may_decide)
        if not may_decide:
            raise PermissionDenied
        return self._act(request, case)

    def _act(self, request: HttpRequest, case: Case) -> HttpResponse:
        user: Any = request.user
        what = request.POST.get("do", "")
        decision = DecideForm(request.POST if what == "decide" else None, case=case)
        question = AskForm(request.POST if what == "ask" else None)
        try:
            if what in ("take", "leave"):
                assign(case_id=case.pk, user=user if what == "take" else None, by=user)
            elif what == "decide" and decision.is_valid():
                self._decide(request, case, decision)
                return HttpResponseRedirect(self.list_of(request))
            elif what == "ask" and question.is_valid():
                ask(case_id=case.pk, question=question.cleaned_data["question"], user=user)
                messages.success(request, _("The question goes to the sender. The report waits for the answer."))
            else:
                return self._page(request, case, decision, question, may_decide=True)
        except AlreadyDecided as other:
            return self._too_late(request, other.case)
        except ValidationError as error:
            decision.add_error(None, error)
            return self._page(request, case, decision, question, may_decide=True)
        except ValueError:
            messages.error(request, _("The sender left no mail address, so there is nobody to ask."))
        return self.same_page(request)

    def _decide(self, request: HttpRequest, case: Case, form: DecideForm) -> None:
        user: Any = request.user
        points, municipality = _points(case), current(case.organisation, "municipality")
        decided = decide(
            case_id=case.pk,
            accepted=form.accepted,
            reason=form.cleaned_data["reason"],
            stated_by=StatedBy(
                form.cleaned_data["source_title"], form.cleaned_data["source_url"], form.cleaned_data["confidence"]
            ),
            user=user,
            is_right=form.is_right,
        )
        text = _("Report %(number)d: %(state)s.") % {"number": decided.pk, "state": decided.state_text}
        told = _("The sender gets one mail.") if decided.sender_email else ""
        messages.success(request, f"{text} {told}".strip())
        if _points(case) < points:
            gone = _("The point on the map was that of the earlier address and is gone: set the new one with %(name)s.")
            messages.warning(request, gone % {"name": case.organisation.name})
        if "town" in form.accepted and "municipality" not in form.accepted:
            _tell_municipality(request, case, municipality)

    def _too_late(self, request: HttpRequest, case: Case) -> HttpResponse:
        messages.error(
            request,
            _("Nothing of yours is saved: %(who)s decided this report meanwhile (%(state)s).")
            % {"who": case.decided_by or _("somebody else"), "state": case.state_text},
        )
        return self.same_page(request)

    def _page(
        self, request: HttpRequest, case: Case, decision: DecideForm, question: AskForm, may_decide: bool
    ) -> HttpResponse:
        claim = claim_of(case)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "original": case,
            "title": _("Report %(number)d about %(name)s") % {"number": case.pk, "name": case.organisation.name},
            "case": case,
            "claim": claim,
            "keepers": keepers(case) if claim else (),
            "revoking": RevokeForm(),
            "rows": _rows(case, decision),
            "flags": [LABELS[flag] for flag in case.flags if flag in LABELS],
            "troubles": letters.troubles_of(f"case:{case.pk}:", f"claim:{case.pk}:"),
            "events": case.events.select_related("user"),
            "decision": decision,
            "question": question,
            "may_decide": may_decide and not case.is_decided,
            "back": self.list_of(request),
            "media": self.media + decision.media,
        }
        status = 422 if decision.errors or question.errors else 200
        return TemplateResponse(request, "companies/admin/case.html", context, status=status)


def _tell_municipality(request: HttpRequest, case: Case, before: str) -> None:
    """What became of the municipality where the town alone was taken over; ``before`` is its slug of then."""
    now, town = current(case.organisation, "municipality"), current(case.organisation, "town")
    names = {"municipality": shown_value("municipality", now), "town": town, "name": case.organisation.name}
    if now != before:
        messages.info(request, _("The municipality is %(municipality)s now, as %(town)s lies there.") % names)
    elif now and town and ((lies_in := municipality_of(town)) is None or lies_in.slug != now):
        stays = _("The municipality stays %(municipality)s. Look with %(name)s whether %(town)s lies in it.")
        messages.warning(request, stays % names)


def _points(case: Case) -> int:
    return case.organisation.sites.filter(latitude__isnull=False).count()


def _rows(case: Case, form: DecideForm) -> list[dict[str, Any]]:
    rows = []
    for value in case.values.all():
        now = current(case.organisation, value.field)
        kept_back = not value.old and bool(now) and is_kept_back(case.organisation, value.field)
        rows.append(
            {
                "label": field_label(value.field),
                "old": shown_value(value.field, value.old),
                "new": shown_value(value.field, value.new),
                "now": shown_value(value.field, now),
                "changed_meanwhile": now != value.old and not case.is_decided and not kept_back,
                "kept_back": kept_back and not case.is_decided,
                "accepted": value.accepted,
                "choice": form[f"value_{value.field}"] if f"value_{value.field}" in form.fields else None,
            }
        )
    return rows
