"""Forms of organisations, with a note of the source under every value that has one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from companies.admin.pins import PinsMixin
from companies.admin.sources import add_source_notes
from companies.models import Organisation
from companies.subjects import ORGANISATION_FIELDS
from valuechains.enums import Confidence
from valuechains.models import Source


class OrganisationForm(PinsMixin):
    change_source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        label=_("Source of this change"),
        help_text=_(
            "Who or what says so? It becomes the source of every value you add or change now. Without it the values "
            "keep their earlier source, unconfirmed."
        ),
    )
    change_confidence = forms.ChoiceField(
        choices=Confidence.choices,
        required=False,
        initial=Confidence.MEDIUM,
        label=_("Confidence"),
        widget=UnfoldAdminSelectWidget(),
    )

    class Meta:
        model = Organisation
        fields = list(ORGANISATION_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_source_notes(self, ORGANISATION_FIELDS, self.instance)

    def clean_kvk_number(self) -> str | None:
        """An empty number is unknown, not the number "" that only one organisation could have."""
        return self.cleaned_data.get("kvk_number") or None

    def clean_rsin(self) -> str | None:
        return self.cleaned_data.get("rsin") or None

    @property
    def changed_subjects(self) -> set[str]:
        """Values with a source that this form changes; on a new organisation those that are filled in."""
        changed = (name for name in self.changed_data if name in ORGANISATION_FIELDS)
        return {ORGANISATION_FIELDS[name] for name in changed if self.instance.pk or self.cleaned_data.get(name)}
