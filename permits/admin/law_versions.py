"""A version of the law data in the admin: what is in it, what the checks find, what differs, and its next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import display

from companies.models import Municipality
from permits.admin.base import STATE_TONES
from permits.admin.fields import CheckedJSONField
from permits.admin.law_steps import STEPS
from permits.enums import LawState
from permits.law.actions import NotReady, findings_of
from permits.law.columns import SECTIONS
from permits.law.comparing import compare
from permits.law.findings import Finding, blocking
from permits.law.storing import as_document
from permits.law.wording import label_of, section_name
from permits.models import LawVersion, MunicipalAuthorities
from publication.admin import CuratedAdmin
from publication.admin.history import HistoryAdmin

MODELS: dict[str, Any] = {
    **{name: section.model for name, section in SECTIONS.items()},
    "municipalities": MunicipalAuthorities,
}
EDITABLE = ("label", "in_force_from", "terms_version", "note_nl", "note_en", "laws")


@admin.register(LawVersion)
class LawVersionAdmin(HistoryAdmin, CuratedAdmin):
    confirmed_actions = STEPS
    change_form_outer_before_template = "admin/permits/law_version.html"
    list_display = ["number", "label", "state_badge", "in_force_from", "checked_by", "published_by", "updated_at"]
    list_filter = ["state"]
    list_select_related = ["checked_by", "published_by"]
    fieldsets = [
        (None, {"fields": [("number", "state"), ("label", "in_force_from"), "terms_version"]}),
        (gettext_lazy("What is new"), {"fields": ["note_nl", "note_en"]}),
        (gettext_lazy("Laws"), {"fields": ["laws"], "classes": ["collapse"]}),
        (
            gettext_lazy("Administration"),
            {
                "fields": [
                    "copied_from",
                    ("checked_by", "checked_at"),
                    ("published_by", "published_at"),
                    "digest",
                ]
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """In a draft the head can be changed; what the steps write never can."""
        editable = EDITABLE if obj is None or obj.is_draft else ()
        return [field.name for field in LawVersion._meta.fields if field.name not in (*editable, "id")]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "laws":
            return db_field.formfield(form_class=CheckedJSONField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A version is a copy of another one, never empty."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and obj.is_draft

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Steps are taken on the version's own page, where its findings stand."""
        return {}

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:pk>/compare/", self.admin_site.admin_view(self.compare_view), name="permits_lawversion_compare"
        )
        return [own, *super().get_urls()]

    def run_confirmed(self, request: HttpRequest, action: Any, records: Any, form: Any) -> None:
        """What a step refuses is told above the page, where the findings stand too."""
        try:
            super().run_confirmed(request, action, records, form)
        except NotReady as error:
            count = len(error.findings)
            text = ngettext(
                "This version cannot be used yet: %(count)d point holds it back. It stands below, with its row.",
                "This version cannot be used yet: %(count)d points hold it back. They stand below, each with its row.",
                count,
            )
            messages.error(request, text % {"count": count})
        except ValidationError as error:
            for text in error.messages[:20]:
                messages.error(request, text)

    def record_actions(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        actions = super().record_actions(request, record)
        for draft in record.copies.filter(state__in=[LawState.DRAFT, LawState.CHECKED]):
            title = _("To draft %(number)d (%(label)s)") % {"number": draft.number, "label": draft.label}
            actions.append({"title": title, "url": reverse("admin:permits_lawversion_change", args=[draft.pk])})
        other = previous(record)
        if other is not None:
            address = reverse("admin:permits_lawversion_compare", args=[record.pk])
            title = _("What is different from version %(number)d") % {"number": other.number}
            actions.append({"title": title, "url": f"{address}?with={other.pk}"})
        return actions

    def record_notes(self, request: HttpRequest, record: Any) -> Sequence[dict[str, Any]]:
        if record.is_draft:
            return []
        text = _("This version is “%(state)s”: its rows can be read, not changed.")
        return [{"level": "info", "text": text % {"state": record.get_state_display()}}]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        record = kwargs.get("obj")
        if record is not None and record.pk:
            context["law_contents"] = contents(record)
            if not record.is_draft:
                context |= {"show_save": False, "show_save_and_continue": False}
            if record.state in (LawState.DRAFT, LawState.CHECKED):
                findings = findings_of(record)
                context["law_checked"] = True
                context["law_findings"] = [told(finding, record) for finding in findings]
                context["law_blocks"] = len(blocking(findings))
        return super().render_change_form(request, context, *args, **kwargs)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What differs from another version, per row and field, in words; it prints well."""
        version = get_object_or_404(LawVersion, pk=pk)
        if not self.has_view_permission(request, version):
            raise Http404
        asked = request.GET.get("with", "")
        other = LawVersion.objects.filter(pk=asked).first() if asked.isdecimal() else previous(version)
        places = dict(Municipality.objects.values_list("cbs_code", "name"))
        sections = compare(as_document(other), as_document(version), places) if other is not None else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version %(version)s: what is different") % {"version": version},
            "opts": self.model._meta,
            "version": version,
            "other": other,
            "others": LawVersion.objects.exclude(pk=version.pk),
            "sections": sections,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/permits/law_compare.html", context)

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_TONES)
    def state_badge(self, version: LawVersion) -> tuple[str, str]:
        in_force = LawVersion.objects.in_force().first() if version.state == LawState.PUBLISHED else None
        text = _("in force") if in_force == version else version.get_state_display()
        return version.state, str(text)


def previous(version: LawVersion) -> LawVersion | None:
    """What a version is compared with: the one that it was copied from, else the one before it."""
    return version.copied_from or LawVersion.objects.filter(number__lt=version.number).first()


def contents(version: LawVersion) -> list[dict[str, Any]]:
    """How many rows each section has, and where they are edited."""
    return [
        {
            "title": section_name(name),
            "count": model._default_manager.filter(version=version).count(),
            "url": f"{reverse(f'admin:permits_{model._meta.model_name}_changelist')}?law_version={version.pk}",
        }
        for name, model in MODELS.items()
    ]


def told(finding: Finding, version: LawVersion) -> dict[str, Any]:
    """A finding with the address of the row that it is about."""
    return {
        "blocks": finding.blocks,
        "section": section_name(finding.section),
        "row": "" if finding.section == "version" else finding.row,
        "member": _member_words(finding),
        "reason": str(finding.reason),
        "url": _row_address(finding, version),
    }


def _member_words(finding: Finding) -> str:
    """``legalBasis`` as “legal basis”, with the path inside it: ``if.all.0`` as “condition: all.0”."""
    member, _dot, inside = finding.member.partition(".")
    words = label_of(finding.section, member) if member else ""
    return f"{words}: {inside}" if inside else words


def _row_address(finding: Finding, version: LawVersion) -> str:
    model = MODELS.get(finding.section)
    if model is None or not finding.row:
        return ""
    name = "municipality__cbs_code" if finding.section == "municipalities" else "slug"
    pk = model._default_manager.filter(version=version, **{name: finding.row}).values_list("pk", flat=True).first()
    return reverse(f"admin:permits_{model._meta.model_name}_change", args=[pk]) if pk else ""
