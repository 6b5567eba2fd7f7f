"""The inbox, and one inquiry with its conversation."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from desk.actions.correcting import correct
from desk.actions.talking import take
from desk.admin.filters import PileFilter
from desk.admin.step_page import conversation, step_page
from desk.admin.steps import STEPS
from desk.enums import MailKind, MailState
from desk.figures import figures
from desk.models import Inquiry
from desk.people import officers
from desk.views.inquiry import download
from publication.admin import ConfirmedAction, CuratedAdmin
from publication.admin.history import HistoryAdmin
from valuechains.models import Material

TOLD = ["reference", "received_at", "shown_origin", "shown_state"]


@admin.register(Inquiry)
class InquiryAdmin(HistoryAdmin, CuratedAdmin):
    change_form_outer_before_template = "desk/admin/panel.html"
    list_before_template = "desk/admin/above_list.html"
    list_display = ["reference", "shown_who", "service", "state_badge", "assignee", "priority", "due_badge"]
    list_filter = [
        PileFilter,
        ("state", ChoicesDropdownFilter),
        ("service", ChoicesDropdownFilter),
        ("priority", ChoicesDropdownFilter),
        ("assignee", RelatedDropdownFilter),
        ("is_example", admin.BooleanFieldListFilter),
    ]
    list_select_related = ["assignee"]
    search_fields = ["reference", "organisation_name", "name", "email", "question"]
    search_help_text = gettext_lazy("Reference, name, organisation, address or words of the question")
    autocomplete_fields = ["municipality", "organisation"]
    readonly_fields = TOLD
    fieldsets = [
        (gettext_lazy("Who does what"), {"fields": ["assignee", "priority", "answer_due"]}),
        (gettext_lazy("What it is about"), {"fields": ["service", "stages", "materials", "municipality"]}),
        (gettext_lazy("In the register"), {"fields": ["organisation", "trajectory"]}),
        (
            gettext_lazy("Who asks: for the desk alone"),
            {"fields": ["name", "organisation_name", "email", "email_fails", "language"], "classes": ["internal"]},
        ),
        (gettext_lazy("Administration"), {"fields": [*TOLD, "is_example"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and obj.anonymised_at:
            return [*TOLD, "name", "organisation_name", "email", "email_fails", "language", "is_example"]
        return [*TOLD, "is_example"]

    def get_ordering(self, request: HttpRequest) -> Any:
        """What is open stands first, by the day on which it is due."""
        return [F("closed_at").asc(nulls_first=True), "answer_due", "pk"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes: the lists are short, and the search field for many choices is no list to a screen reader."""
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        if db_field.name == "materials" and (get_language() or "").startswith("en"):
            kwargs["queryset"] = Material.objects.order_by("name_en")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "assignee":
            kwargs["queryset"] = officers()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not form.changed_data:
            return
        if correct(inquiry=obj, email_before=str(form.initial.get("email", obj.email))):
            text = _(
                "The private link is a new one, and the last mail is sent to the new address. The old link is closed."
            )
            messages.info(request, text)

    @property
    def confirmed_actions(self) -> list[ConfirmedAction]:  # type: ignore[override]
        def run(records: QuerySet, request: HttpRequest, form: Any) -> int:
            return take(inquiries=records, user=request.user)

        return [
            ConfirmedAction(
                name="take_up",
                title=gettext_lazy("Take them up"),
                explanation=gettext_lazy("You become the assignee of these questions."),
                run=run,
            )
        ]

    def record_actions(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        if not self.has_change_permission(request, record):
            return []
        return [
            {"title": step.title, "url": reverse("admin:desk_inquiry_step", args=[record.pk, step.name])}
            for step in STEPS
            if step.is_for(record, request.user)
        ]

    def record_notes(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        notes = []
        if record.email_fails:
            text = _("Mail to this inquirer does not arrive. Correct the address: the last mail is then sent to it.")
            notes.append({"text": text, "level": "warning"})
        if record.mails.filter(kind=MailKind.HAND_OVER, state=MailState.REFUSED).exists():
            text = _("The address at a partner was refused. Hand over to this partner again, at the right address.")
            notes.append({"text": text, "level": "warning"})
        if record.is_example:
            notes.append({"text": _("An example: nobody asked this, and no mail leaves."), "level": "info"})
        if record.trajectory_id and request.user.has_perm("permits.view_trajectory"):
            notes.append({"text": _("Became a trajectory:"), "link": record.trajectory, "level": "info"})
        if record.merged_into_id:
            notes.append({"text": _("Merged into %(other)s.") % {"other": record.merged_into}, "level": "info"})
        if record.anonymised_at:
            notes.append({"text": _("Made anonymous after the retention period."), "level": "info"})
        return notes

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        record = kwargs.get("obj")
        if record is not None and record.pk:
            context |= conversation(record)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("figures/", view(self.figures_view), name="desk_inquiry_figures"),
            path("<path:object_id>/step/<slug:name>/", view(self.step_view), name="desk_inquiry_step"),
            path("<path:object_id>/file/<int:pk>/", view(self.file_view), name="desk_inquiry_file"),
        ]
        return [*own, *super().get_urls()]

    def step_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        return step_page(self, request, object_id, name)

    def file_view(self, request: HttpRequest, object_id: str, pk: int) -> Any:
        record = self.get_object(request, object_id)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return download(record.attachments.filter(pk=min(pk, 2**63 - 1)).first() if record is not None else None)

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": Inquiry._meta,
            "title": _("Figures of the desk"),
            **figures(),
        }
        return TemplateResponse(request, "desk/admin/figures.html", context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().history_view(request, object_id, {**(extra_context or {}), "never_restored": True})

    def history_form_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Looked at, never restored: what was said and mailed cannot be taken back."""
        if request.method == "POST":
            raise PermissionDenied
        response: Any = super().history_form_view(request, *args, **kwargs)
        if getattr(response, "context_data", None) is not None:
            response.context_data["may_restore"] = False
        return response

    @admin.display(description=gettext_lazy("who asks"), ordering="organisation_name")
    def shown_who(self, inquiry: Inquiry) -> str:
        return inquiry.organisation_name or inquiry.name or _("removed")

    @admin.display(description=gettext_lazy("came from"))
    def shown_origin(self, inquiry: Inquiry) -> str:
        """The page as a link, for a plan is looked at before it is answered; and the box of the matrix."""
        path = inquiry.origin_path
        page = format_html('<a class="record-link" href="{}">{}</a>', path, path) if path else ""
        cell = " × ".join(str(part) for part in (inquiry.origin_stage, inquiry.origin_material) if part)
        told = format_html_join("; ", "{}", ((part,) for part in (page, cell) if part))
        return told or inquiry.get_channel_display()

    @admin.display(description=gettext_lazy("state"))
    def shown_state(self, inquiry: Inquiry) -> str:
        closer = f" ({inquiry.get_closed_by_display()})" if inquiry.closed_by else ""
        return inquiry.get_state_display() + closer

    @display(
        description=gettext_lazy("state"),
        ordering="state",
        label={"new": "warning", "open": "warning", "answered": "success", "handed-over": "info", "closed": "default"},
    )
    def state_badge(self, inquiry: Inquiry) -> tuple[str, str]:
        return inquiry.state, inquiry.get_state_display()

    @display(
        description=gettext_lazy("first answer by"),
        ordering="answer_due",
        label={"late": "danger", "in-time": "info", "": "default"},
    )
    def due_badge(self, inquiry: Inquiry) -> tuple[str, Any]:
        waits = inquiry.is_open and inquiry.first_answered_at is None
        return ("late" if inquiry.is_overdue else "in-time" if waits else ""), inquiry.answer_due
