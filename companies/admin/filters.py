"""List filters that answer the questions of the team."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import CheckboxFilter, DropdownFilter

from companies.attention import ATTENTION
from companies.enums import ActivityStatus
from companies.models import Activity, ActivityMaterial, Municipality, Provenance, Site
from valuechains.models import Material, Source, Stage


class AttentionFilter(CheckboxFilter):
    """What waits for a person. Several together narrow: without location and not verified yet."""

    title = _("needs attention")
    parameter_name = "attention"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _narrow) in ATTENTION.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        for name in self.value() or []:
            if name in ATTENTION:
                queryset = ATTENTION[name][1](queryset)
        return queryset


class _RelatedFilter(DropdownFilter):
    """A dropdown over something that an organisation is linked to; values are slugs."""

    def options(self) -> Any:
        raise NotImplementedError

    def links(self, slug: str) -> Any:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [(one.slug, str(one)) for one in self.options()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        slug = self.value()
        return queryset.filter(Exists(self.links(slug))) if slug else queryset


class StageFilter(_RelatedFilter):
    title = _("stage")
    parameter_name = "stage"

    def options(self) -> Any:
        return Stage.objects.all()

    def links(self, slug: str) -> Any:
        return Activity.objects.filter(organisation=OuterRef("pk"), stage__slug=slug)


class MaterialFilter(_RelatedFilter):
    title = _("material")
    parameter_name = "material"

    def options(self) -> Any:
        return Material.objects.all()

    def links(self, slug: str) -> Any:
        return ActivityMaterial.objects.filter(activity__organisation=OuterRef("pk"), material__slug=slug)


class MunicipalityFilter(_RelatedFilter):
    title = _("municipality")
    parameter_name = "municipality"

    def options(self) -> Any:
        return Municipality.objects.all()

    def links(self, slug: str) -> Any:
        return Site.objects.filter(organisation=OuterRef("pk"), municipality__slug=slug)


class ListFilter(_RelatedFilter):
    """The list or report by which an organisation came in: the source of its place in the chain."""

    title = _("came in by")
    parameter_name = "source"

    def options(self) -> Any:
        lists = Provenance.objects.filter(vouches_for__has_key_beginning="stage:", source=OuterRef("pk"))
        return Source.objects.filter(Exists(lists)).order_by("title")

    def links(self, slug: str) -> Any:
        own = Provenance.objects.filter(organisation=OuterRef("pk"), source__slug=slug)
        return own.filter(vouches_for__has_key_beginning="stage:")


class ActivityStatusFilter(DropdownFilter):
    title = _("how far with its work")
    parameter_name = "activity_status"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return list(ActivityStatus.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        status = self.value()
        if not status:
            return queryset
        return queryset.filter(Exists(Activity.objects.filter(organisation=OuterRef("pk"), status=status)))
