"""What every record's admin has in common."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.db import models, transaction
from django.db.models import Model, QuerySet
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from publication.admin import conflict
from publication.admin.asked import AskedListMixin, SoundChangeList
from publication.admin.choosing import ChoosingMixin
from publication.admin.confirm import ConfirmedActionsMixin
from publication.admin.fields import TextField, refuse_unseen
from publication.admin.lines import LinesMixin
from publication.admin.rows import CuratedFormSet
from publication.models import Listing
from publication.naming import own_name
from publication.publishing import publishing


def _without(lines: Sequence[Any], beginnings: tuple[str, ...]) -> list[Any]:
    """A tree of lines without those that begin so."""
    kept = []
    for line in lines:
        if isinstance(line, list):
            kept.append(_without(line, beginnings))
        elif not str(line).startswith(beginnings):
            kept.append(line)
    return kept


class PrefetchingChangeList(SoundChangeList):
    """Fetches what the columns of a list need for all its rows at once."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet:
        return super().get_queryset(*args, **kwargs).prefetch_related(*self.model_admin.list_prefetch_related)


class _Texts:
    """Texts of which every character can be seen, in boxes of four lines: who writes more draws them larger."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.TextField) and not db_field.choices:
            kwargs.setdefault("form_class", TextField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, forms.CharField):
            field.validators.append(refuse_unseen)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        return field


class CuratedAdmin(LinesMixin, ConfirmedActionsMixin, AskedListMixin, ChoosingMixin, _Texts, ModelAdmin):
    """A change is one transaction, listings follow at its end, and nobody overwrites what they have not seen.

    A form that changes nothing writes nothing, so that history tells real changes only.
    """

    list_per_page = 50
    list_prefetch_related: Sequence[str] = ()
    list_filter_submit = True
    compressed_fields = False
    warn_unsaved_form = True
    change_form_before_template = "admin/seen_state.html"
    change_form_outer_before_template = "admin/record_panel.html"

    class Media:
        css = {"all": ["admin-loket/admin.css"]}

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._in_one_go(super().changeform_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._in_one_go(super().changelist_view, request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._in_one_go(super().delete_view, request, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with a record, without its listings: those are made of it, and nobody knows them by that name."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        names = [model._meta for model in apps.get_models() if issubclass(model, Listing)]
        hidden = tuple(f"{capfirst(str(name.verbose_name))}: " for name in names)
        counts = {name: number for name, number in counts.items() if name not in {n.verbose_name_plural for n in names}}
        return _without(shown, hidden), counts, lacking, protected

    @admin.display(description=gettext_lazy("name"), ordering="name_nl")
    def shown_name(self, record: Any) -> str:
        """For lists: the name in the language of who works."""
        return own_name(record)

    @admin.display(description=gettext_lazy("title"), ordering="title_nl")
    def shown_title(self, record: Any) -> str:
        return own_name(record, "title")

    @staticmethod
    def _in_one_go(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with publishing():
            return view(request, *args, **kwargs)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PrefetchingChangeList]:
        return PrefetchingChangeList

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return record
        # Of two who save at once the second waits here, and then meets what the first has written.
        type(record)._default_manager.select_for_update().filter(pk=record.pk).values_list("pk").first()
        return super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None or not change:
            return form
        return type(form.__name__, (_ConflictCheck, form), {"model_admin": self, "request": request})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        record = kwargs.get("obj")
        if record is not None and record.pk:
            # Who changes one record is not adding a row of them; the bar has room for what is meant.
            context["show_save_and_add_another"] = False
            if self.has_change_permission(request, record):
                context["seen_state"] = conflict.pack(self.state_of(record))
            context["record_actions"] = self.record_actions(request, record)
            context["record_notes"] = self.record_notes(request, record)
        return super().render_change_form(request, context, *args, **kwargs)

    def record_notes(self, request: HttpRequest, record: Any) -> Sequence[dict[str, Any]]:
        """What staff should know of this record before editing it: ``text`` and a ``level``."""
        return []

    def state_of(self, record: Model) -> dict[str, dict[str, str]]:
        """What the record and its inline rows are in the database now."""
        state = conflict.state_of(conflict.fetched(self.model._default_manager.filter(pk=record.pk)))
        for inline in self.inlines:
            key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            queryset = inline.model._default_manager.filter(**{key.name: record.pk})
            state |= conflict.state_of(conflict.fetched(queryset.order_by("pk"), without=key.name), without=key.name)
        return state


class _ConflictCheck(forms.ModelForm):
    """Mixed into the form of a change; see ``publication.admin.conflict``."""

    model_admin: Any
    request: HttpRequest

    def clean(self) -> Any:
        cleaned = super().clean()
        seen = conflict.unpack(self.data.get(conflict.FIELD, ""))
        if seen is None:
            raise forms.ValidationError(
                _("The page was not complete when it was sent. Check your entries and save again."), code="incomplete"
            )
        found = conflict.differences(seen, self.model_admin.state_of(self.instance))
        if found:
            lead = _(
                "Somebody changed this record while you were editing it. Nothing is saved yet and your entries still "
                "stand below; saving again puts them in the place of these changes:"
            )
            raise forms.ValidationError([lead, *map(str, found)], code="changed_meanwhile")
        return cleaned


class _Inline(ChoosingMixin, _Texts):
    formset = CuratedFormSet
    extra = 0
    show_change_link = False


class CuratedStackedInline(_Inline, StackedInline):
    template_before = "admin/inline_row_errors.html"


class CuratedTabularInline(_Inline, TabularInline):
    pass
