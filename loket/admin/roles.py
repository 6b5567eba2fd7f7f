"""The roles, to look at: what each may do is decided in ``loket.roles``, who has it with the person."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin

from loket.roles import Role
from publication.admin.asked import AskedListMixin


class RoleAdmin(AskedListMixin, ModelAdmin):
    list_display = ["role", "explanation", "people"]
    list_display_links = None
    actions = None
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        active = Count("user", filter=Q(user__is_active=True))
        return super().get_queryset(request).filter(name__in=Role.values).annotate(active_people=active)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("role"), ordering="name")
    def role(self, group: Group) -> str:
        return str(Role(group.name).label)

    @admin.display(description=_("what they do"))
    def explanation(self, group: Group) -> str:
        return Role(group.name).explanation

    @admin.display(description=_("people"), ordering="active_people")
    def people(self, group: Any) -> str:
        count = group.active_people
        text = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
        return format_html('<a href="{}?role={}">{}</a>', reverse("admin:loket_user_changelist"), group.name, text)
