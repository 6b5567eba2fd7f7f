"""Permit types, competence rules, and the rows of the planner, in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from permits.admin.base import LawRowAdmin, LawRowForm
from permits.admin.fields import BothLanguagesField, OptionsField, WordsField
from permits.law.authority_checks import ADVISER_KINDS
from permits.law.row_checks import term_problems, unknown_words
from permits.models import Authority, CompetenceRule, Dependency, PermitType, Question, RouteRule, WorkedCase
from permits.routes.wording import GROUPS, group
from publication.naming import own_name
from valuechains.models import Stage

BASIS = (gettext_lazy("Where it stands"), {"fields": ["legal_basis", "source_nl", "source_en", "confidence"]})


class PermitTypeForm(LawRowForm):
    def clean(self) -> Any:
        cleaned = super().clean()
        for text in term_problems(cleaned.get("term_rule") or "", cleaned.get("term_params") or {}):
            self.add_error("term_params", str(text))
        stages = set(Stage.objects.values_list("slug", flat=True))
        self._refuse("stages", unknown_words(cleaned.get("stages") or [], stages), stages)
        if self.law_version is not None:
            authorities = Authority.objects.filter(version=self.law_version).values_list("slug", flat=True)
            known = {*authorities, *ADVISER_KINDS}
            self._refuse("advisers", unknown_words(cleaned.get("advisers") or [], known), known)
        return cleaned

    def clean_term_params(self) -> Any:
        params = self.cleaned_data["term_params"]
        if params is not None and not isinstance(params, dict):
            raise forms.ValidationError(_("The parameters are an object, such as {“weeks”: 4}."))
        return params or {}

    def _refuse(self, name: str, unknown: list[str], known: set[str]) -> None:
        if unknown:
            message = _("Unknown: %(words)s; known are: %(known)s.")
            self.add_error(name, message % {"words": ", ".join(unknown), "known": ", ".join(sorted(known))})


@admin.register(PermitType)
class PermitTypeAdmin(LawRowAdmin):
    form = PermitTypeForm
    list_display = ["shown_name", "category", "procedure", "authority_kind", "authority", "confidence", "version_badge"]
    list_filter = [*LawRowAdmin.list_filter, "category", "procedure", "confidence"]
    list_select_related = ["version", "authority"]
    search_fields = ["slug", "name_nl", "name_en", "summary_nl", "summary_en"]
    json_fields = ("term_params",)
    list_fields = {
        "requirements": BothLanguagesField,
        "documents": BothLanguagesField,
        "unverified": BothLanguagesField,
        "exceptions": BothLanguagesField,
        "advisers": WordsField,
        "stages": WordsField,
    }
    fieldsets = [
        (None, {"fields": [("version", "slug"), ("name_nl", "name_en"), ("category", "order")]}),
        (
            gettext_lazy("What and when"),
            {"fields": ["summary_nl", "summary_en", "trigger_nl", "trigger_en", "notes_nl", "notes_en", "stages"]},
        ),
        (
            gettext_lazy("Who decides"),
            {"fields": [("authority_kind", "authority"), ("executing_kind", "executing"), "exceptions", "advisers"]},
        ),
        (
            gettext_lazy("Procedure and terms"),
            {
                "fields": [
                    ("procedure", "remedy"),
                    "alternative_procedure",
                    ("alternative_when_nl", "alternative_when_en"),
                    ("term_rule", "term_params"),
                    "term_text_nl",
                    "term_text_en",
                    "coordination_nl",
                    "coordination_en",
                ]
            },
        ),
        (
            gettext_lazy("What to do, meet and hand in"),
            {"fields": ["first_step_nl", "first_step_en", "requirements", "documents", "documents_confidence"]},
        ),
        (BASIS[0], {"fields": [*BASIS[1]["fields"], "unverified"]}),
    ]


class ConditionForm(LawRowForm):
    conditions = {"condition": "if"}


@admin.register(CompetenceRule)
class CompetenceRuleAdmin(LawRowAdmin):
    form = ConditionForm
    list_display = ["slug", "order", "shown_when", "authority_kind", "authority", "procedure", "version_badge"]
    list_select_related = ["version", "authority"]
    search_fields = ["slug", "when_nl", "when_en"]
    json_fields = ("condition",)

    @admin.display(description=gettext_lazy("situation"), ordering="when_nl")
    def shown_when(self, rule: CompetenceRule) -> str:
        return own_name(rule, "when")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A box for each permit type: some thirty, without a script, and in the reader's language."""
        if db_field.name == "permit_types":
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    fieldsets = [
        (None, {"fields": [("version", "slug", "order"), "when_nl", "when_en", "condition", "permit_types"]}),
        (
            gettext_lazy("Outcome"),
            {
                "fields": [
                    ("authority_kind", "authority"),
                    ("executing_kind", "executing"),
                    "procedure",
                    ("procedure_note_nl", "procedure_note_en"),
                ]
            },
        ),
        BASIS,
    ]


class QuestionForm(LawRowForm):
    conditions = {"ask_if": "askIf"}


@admin.register(Question)
class QuestionAdmin(LawRowAdmin):
    form = QuestionForm
    list_display = ["slug", "order", "shown_text", "shown_group", "kind", "version_badge"]
    list_filter = [*LawRowAdmin.list_filter, "group", "kind"]
    search_fields = ["slug", "text_nl", "text_en"]
    json_fields = ("ask_if",)
    list_fields = {"options": OptionsField}
    fieldsets = [
        (None, {"fields": [("version", "slug", "order"), ("group", "kind"), "text_nl", "text_en"]}),
        (gettext_lazy("Help"), {"fields": ["why_nl", "why_en", "definition_nl", "definition_en"]}),
        (
            gettext_lazy("Answers"),
            {"fields": ["options", ("unit", "minimum", "maximum"), "allows_unknown", "ask_if"]},
        ),
        BASIS,
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "group":
            kwargs["widget"] = UnfoldAdminSelectWidget(choices=[(code, name) for code, name in GROUPS.items()])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("question"), ordering="text_nl")
    def shown_text(self, question: Question) -> str:
        return own_name(question, "text")

    @admin.display(description=gettext_lazy("group"), ordering="group")
    def shown_group(self, question: Question) -> str:
        return group(question.group)


@admin.register(RouteRule)
class RouteRuleAdmin(LawRowAdmin):
    form = ConditionForm
    list_display = ["slug", "order", "permit_type", "need", "shown_because", "version_badge"]
    list_select_related = ["version", "permit_type"]
    list_filter = [*LawRowAdmin.list_filter, "need"]
    search_fields = ["slug", "because_nl", "because_en", "permit_type__name_nl"]
    json_fields = ("condition", "sets")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("version", "slug", "order"),
                    ("permit_type", "need"),
                    "condition",
                    "because_nl",
                    "because_en",
                    "sets",
                ]
            },
        ),
        BASIS,
    ]

    @admin.display(description=gettext_lazy("reason"), ordering="because_nl")
    def shown_because(self, rule: RouteRule) -> str:
        return own_name(rule, "because")


@admin.register(Dependency)
class DependencyAdmin(LawRowAdmin):
    list_display = ["slug", "before", "after", "kind", "version_badge"]
    list_select_related = ["version", "before", "after"]
    list_filter = [*LawRowAdmin.list_filter, "kind"]
    search_fields = ["slug", "because_nl", "because_en"]
    fieldsets = [
        (None, {"fields": [("version", "slug", "order"), ("before", "after"), "kind", "because_nl", "because_en"]}),
        BASIS,
    ]


@admin.register(WorkedCase)
class WorkedCaseAdmin(LawRowAdmin):
    list_display = ["slug", "shown_title", "version_badge"]
    search_fields = ["slug", "title_nl", "title_en"]
    json_fields = data_fields = ("answers", "expected")
    fieldsets = [
        (None, {"fields": [("version", "slug", "order"), ("title_nl", "title_en"), "story_nl", "story_en"]}),
        (gettext_lazy("What goes in and what must come out"), {"fields": ["answers", "expected"]}),
    ]
