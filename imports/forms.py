"""What people fill in: the upload, and which column is which field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from imports.configuration import configured
from imports.enums import RowOutcome, RowUndo
from imports.importers import Importer
from imports.models import Import
from imports.models.row import NOTED
from imports.reasons import shown


class UploadForm(forms.Form):
    """A list and where it comes from. The importer of its kind adds its own options."""

    kind = forms.ChoiceField(label=gettext_lazy("What the list is about"), widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("List (CSV or XLSX)"),
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who gave the list, for example “DCMR, November 2026”. Shown beside what it brings."),
        widget=UnfoldAdminTextInputWidget,
    )

    replaces = forms.BooleanField(
        label=gettext_lazy("This list replaces the one before of this source"),
        required=False,
        help_text=gettext_lazy(
            "What stood on the list before and no longer does is proposed as ceased, for you to decide. Nothing is "
            "removed."
        ),
        widget=UnfoldBooleanWidget,
    )

    def __init__(self, *args: Any, importers: Sequence[Importer], chosen: str = "", **kwargs: Any) -> None:
        """``importers`` are those that the person may use; of the kind ``chosen`` the options are asked."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.kind, one.label) for one in importers]  # type: ignore[attr-defined]
        self.importer = next((one for one in importers if one.kind == chosen), importers[0])
        self.initial["kind"] = self.importer.kind
        if not self.importer.can_replace:
            del self.fields["replaces"]
        self._options = {f"{self.importer.kind}-{option.key}": option for option in self.importer.options}
        for name, option in self._options.items():
            self.fields[name] = forms.ChoiceField(
                label=capfirst(str(option.label)),
                choices=option.choices,
                initial=option.default,
                widget=UnfoldAdminSelectWidget,
            )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > configured("IMPORT_MAX_BYTES"):
            most = configured("IMPORT_MAX_BYTES") // 1024**2
            raise forms.ValidationError(_("The file is larger than %(most)d MB; split the list.") % {"most": most})
        return file

    def options(self) -> dict[str, str]:
        return {option.key: self.cleaned_data[name] for name, option in self._options.items()}


class MappingForm(forms.Form):
    """One choice per column of the file."""

    def __init__(self, job: Import, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("leave out")), *field_choices(job.importer)]
        for index, title in enumerate(job.header):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=title or _("column %(number)d") % {"number": index + 1},
                choices=choices,
                required=False,
                initial=job.mapping[index] if index < len(job.mapping) else "",
                widget=UnfoldAdminSelectWidget,
            )
        self.job = job

    def mapping(self) -> list[str]:
        return [self.cleaned_data[f"column-{index}"] for index in range(len(self.job.header))]

    def lines(self) -> list[dict[str, Any]]:
        """Each column with its field and the first values that stand in it."""
        return [
            {
                "field": self[f"column-{index}"],
                "examples": [shown(row[index])[:60] for row in self.job.sample if index < len(row) and row[index]][:3],
            }
            for index in range(len(self.job.header))
        ]


def field_choices(importer: Importer) -> list[tuple[str, str]]:
    return [(column.key, f"{column.label} *" if column.required else str(column.label)) for column in importer.columns]


class RowFilter(forms.Form):
    """Which rows to show. What is not known is refused with a message; nothing is a 500."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            *RowOutcome.choices,
            (NOTED, gettext_lazy("taken in, with something to look at")),
            *RowUndo.choices,
        ],
        widget=UnfoldAdminSelectWidget,
    )
    text = forms.CharField(
        label=gettext_lazy("Text in the line"), required=False, max_length=200, widget=UnfoldAdminTextInputWidget
    )


class UndoForm(forms.Form):
    """Whether what others changed since is set back too."""

    changed_too = forms.BooleanField(
        label=gettext_lazy("Also the records that somebody else changed since: those changes are lost"),
        required=False,
        widget=UnfoldBooleanWidget,
    )
