"""Sources, and how often each is relied on."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter

from publication.admin import CuratedAdmin
from publication.admin.history import HistoryAdmin
from valuechains.models import Source


def used_count() -> Any:
    """How many values name the source, over all that may name one: other apps' links included."""
    total: Any = 0
    relations: Iterable[Any] = Source._meta.related_objects
    for relation in relations:
        model = relation.field.remote_field.through if relation.many_to_many else relation.related_model
        key = relation.field.m2m_reverse_field_name() if relation.many_to_many else relation.field.name
        total = total + Coalesce(Subquery(_count(model, key), output_field=IntegerField()), 0)
    return total


def _count(model: type[Model], key: str) -> QuerySet:
    """A row names the source once, but where its model says how often (``TIMES_NAMED``)."""
    rows = model._default_manager.filter(**{key: OuterRef("pk")}).order_by()
    return rows.values(key).annotate(number=getattr(model, "TIMES_NAMED", Count("pk"))).values("number")


class UsedFilter(DropdownFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("names a value")), ("no", _("not used"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "yes":
                return queryset.filter(used__gt=0)
            case "no":
                return queryset.filter(used=0)
        return queryset


@admin.register(Source)
class SourceAdmin(HistoryAdmin, CuratedAdmin):
    list_display = ["title", "kind", "slug", "shown_used"]
    list_filter = [("kind", ChoicesDropdownFilter), UsedFilter]
    search_fields = ["title", "slug", "url"]
    search_help_text = _("Title, short name or web address")
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["shown_used"]
    fieldsets = [
        (None, {"fields": ["title", "url", "kind", "note_nl", "note_en"]}),
        (_("Administration"), {"fields": ["slug", "shown_used"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        queryset = super().get_queryset(request)
        # Searching for a source in a form needs no counts.
        is_autocomplete = request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"
        return queryset if is_autocomplete else queryset.annotate(used=used_count())

    @admin.display(description=_("values that name it"), ordering="used")
    def shown_used(self, source: Any) -> int:
        return getattr(source, "used", 0)
