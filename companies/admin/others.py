"""Which other organisation is meant: by web name, number, KvK number or name; where several fit, staff choose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from companies.merging.actions import find_organisation
from companies.models import Organisation
from companies.names import normal_name

__all__ = ["OtherForm"]

#: More are counted, not listed: who sees so many types on.
LISTED = 10


class OtherForm(forms.Form):
    """``cleaned_data["other"]`` is an organisation. Part of a name never decides by itself: then ``candidates`` are
    the choices of a second field, which counts as long as what was typed still finds what it chose."""

    other = forms.CharField(
        label=gettext_lazy("which other organisation"), max_length=200, widget=UnfoldAdminTextInputWidget(),
        help_text=gettext_lazy("Its name, or part of it; its KvK number, its web name or its number here does too."),
    )  # fmt: skip

    def __init__(self, *args: Any, but: int, **kwargs: Any) -> None:
        """``but`` is the number of the one that is not offered: it is the one that another is asked for."""
        super().__init__(*args, **kwargs)
        self._but = but
        self.candidates: list[Organisation] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if text := str(cleaned.get("other", "")).strip():
            try:
                cleaned["other"] = _exactly(text) or self._one_of(_partly(text).exclude(pk=self._but), text)
            except ValidationError as error:
                self.add_error("other", error)
        return cleaned

    def _one_of(self, found: QuerySet[Organisation], text: str) -> Organisation:
        self.candidates = list(found.prefetch_related("sites")[:LISTED])
        if not self.candidates:
            raise ValidationError(_("There is no organisation “%(key)s”.") % {"key": text[:60]})
        self.fields["meant"] = forms.ChoiceField(
            label=_("Do you mean one of these?"),
            choices=[(one.slug, _told(one)) for one in self.candidates],
            widget=forms.RadioSelect,
        )
        chosen = self.data.get("meant")
        for one in self.candidates:
            if one.slug == chosen:
                return one
        number = len(self.candidates) if len(self.candidates) < LISTED else found.count()
        if number > LISTED:
            several = _("%(number)d organisations have this in their name; these are the first %(listed)d.")
            raise ValidationError(several % {"number": number, "listed": LISTED})
        raise ValidationError(_("No organisation has this name alone. Choose the one that you mean."))


def _exactly(text: str) -> Organisation | None:
    """A number or web name before a name; a name only when one organisation alone has it, legal form aside."""
    by_number = Organisation.objects.filter(kvk_number=text).first()
    if found := by_number or find_organisation(text):
        return found
    key = normal_name(text)
    if not key:
        return None
    named = Organisation.objects.filter(Q(name_key=key) | Q(other_names__name_key=key)).distinct()[:2]
    return named[0] if len(named) == 1 else None


def _partly(text: str) -> QuerySet[Organisation]:
    key = normal_name(text)
    if not key:
        return Organisation.objects.none()
    has_it = Q(name_key__contains=key) | Q(other_names__name_key__contains=key)
    return Organisation.objects.filter(has_it).distinct().order_by("name", "pk")


def _told(organisation: Organisation) -> str:
    """Name, town and KvK number: what tells namesakes apart."""
    towns = dict.fromkeys(site.town for site in organisation.sites.all() if site.town)
    return " · ".join(part for part in (organisation.name, *list(towns)[:2], organisation.kvk_number) if part)
