"""Inline rows that name their sources."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publication.admin import CuratedStackedInline, share_choices
from valuechains.admin.widgets import KnownSelectMultiple
from valuechains.models import Source


class SourcedRowForm(forms.ModelForm):
    """Takes its present sources from what was fetched for all rows at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "sources" in self.fields:
            self.initial["sources"] = list(self.instance.sources.all())


class SourcedInline(CuratedStackedInline):
    form: type[forms.ModelForm] = SourcedRowForm
    autocomplete_fields = ["sources"]
    keys: Sequence[str] = ("material",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*self.keys).prefetch_related("sources")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "sources":
            kwargs["widget"] = KnownSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("sources")
        if field is not None and obj is not None:
            link = f"{self.model._meta.get_field('sources').related_query_name()}__{self.parent_link}"
            known = Source.objects.filter(**{link: obj}).distinct().values_list("pk", "title")
            field.widget.widget.known = {str(pk): title for pk, title in known}
        for key in self.keys:
            if key != self.parent_link:
                related = self.model._meta.get_field(key).related_model
                share_choices(formset, key, related._default_manager.all(), empty=_("Select value"))
        return formset

    @property
    def parent_link(self) -> str:
        """The name of the foreign key from a row to the record it belongs to."""
        return self.fk_name or self.parent_model._meta.model_name
