"""Texts that answers begin with."""

from django.contrib import admin
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from desk.models import AnswerTemplate
from publication.admin import CuratedAdmin
from publication.admin.history import HistoryAdmin


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(HistoryAdmin, CuratedAdmin):
    list_display = ["name", "language", "service", "is_active"]
    list_filter = [("language", ChoicesDropdownFilter), ("service", ChoicesDropdownFilter), "is_active"]
    search_fields = ["name", "text"]
    fields = ["name", "language", "service", "text", "is_active"]
