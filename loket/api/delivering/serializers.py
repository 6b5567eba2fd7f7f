"""How imports look in the API, for its description."""

from typing import Any

from rest_framework import serializers

from imports.enums import ImportState, RowOutcome
from imports.importers import importers


class ImportUpload(serializers.Serializer):
    """A list to bring."""

    file = serializers.FileField(help_text="CSV or XLSX with a header; columns are recognised by name.")
    kind = serializers.ChoiceField(choices=[], help_text="What the list is about.")
    source = serializers.CharField(  # type: ignore[assignment]
        max_length=200, required=False, allow_blank=True, help_text="Who gave the list, and when."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Apps register their kinds when they are ready; who owns the key may bring some of them.
        self.fields["kind"].choices = [importer.kind for importer in importers()]  # type: ignore[attr-defined]


class ImportCounts(serializers.Serializer):
    """Rows by outcome: what would happen, and after applying what happened."""

    created = serializers.IntegerField(min_value=0)
    updated = serializers.IntegerField(min_value=0)
    unchanged = serializers.IntegerField(min_value=0)
    rejected = serializers.IntegerField(min_value=0)
    toReview = serializers.IntegerField(min_value=0, help_text="Rows that wait for a decision of staff.")


class ImportJob(serializers.Serializer):
    """A list that was brought, and how far it is."""

    id = serializers.IntegerField(min_value=1)
    url = serializers.CharField(help_text="Address of this import.")
    kind = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    fileName = serializers.CharField()
    size = serializers.IntegerField(min_value=0, help_text="Bytes.")
    sha256 = serializers.CharField()
    state = serializers.ChoiceField(
        choices=[state.value for state in ImportState],
        help_text="planned: checked, waits for staff to apply it. needs_mapping: staff match the columns first.",
    )
    rows = serializers.IntegerField(min_value=0, help_text="Rows in the file; 0 until it has been read.")
    done = serializers.IntegerField(min_value=0, help_text="Rows that the present step has dealt with.")
    counts = ImportCounts()
    error = serializers.CharField(allow_null=True, help_text="Why it failed.")
    broughtAt = serializers.DateTimeField()
    appliedAt = serializers.DateTimeField(allow_null=True)


class ImportIssue(serializers.Serializer):
    """What is wrong with a value."""

    column = serializers.CharField(help_text="Empty for the whole row.")
    value = serializers.CharField(help_text="As given.")
    reason = serializers.CharField()
    suggestion = serializers.CharField()


class ImportRowOutcome(serializers.Serializer):
    """What becomes of a row."""

    row = serializers.IntegerField(min_value=1, help_text="As a spreadsheet counts: the header is row 1.")
    outcome = serializers.ChoiceField(choices=["created", "updated", "unchanged", "rejected", "toReview"])
    issues = ImportIssue(many=True)


OUTCOMES = {outcome.value: outcome.value for outcome in RowOutcome} | {RowOutcome.REVIEW.value: "toReview"}
