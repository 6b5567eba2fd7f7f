"""What became of one row of a list."""

from typing import Any

import orjson
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imports.enums import RowOutcome, RowUndo
from imports.models.job import Import
from imports.reasons import IS_A_TOTAL, Issue

#: Taken in, but with something to look at.
NOTED = "noted"


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def with_outcome(self, outcome: str) -> "ImportRowQuerySet":
        """Rows with this outcome, with a note, or with this end of taking them back; all of them without one."""
        if outcome in RowUndo.values:
            return self.filter(undo=outcome)
        if outcome == NOTED:
            return self.exclude(issues=[]).exclude(outcome__in=[RowOutcome.REJECTED, RowOutcome.REVIEW])
        return self.filter(outcome=outcome) if outcome else self

    def to_correct(self) -> "ImportRowQuerySet":
        """Rejected rows that their sender can mend and send again: a total row is none of them."""
        return self.filter(outcome=RowOutcome.REJECTED).exclude(issues__0__reason=IS_A_TOTAL)

    def written(self) -> "ImportRowQuerySet":
        """Rows that changed a record."""
        return self.filter(outcome__in=[RowOutcome.CREATED, RowOutcome.UPDATED], record_id__isnull=False)

    def with_text(self, text: str) -> "ImportRowQuerySet":
        """Rows that have ``text`` somewhere in the line as given."""
        return self.filter(line__icontains=text) if text else self

    def in_order(self) -> "ImportRowQuerySet":
        return self.order_by("number")


class ImportRow(models.Model):
    """The line as given, and its outcome: of the preview first, of the real work after applying."""

    job = models.ForeignKey(
        Import, models.CASCADE, related_name="rows", verbose_name=_("import"),
        db_index=False,  # the constraint has one that begins with it
    )  # fmt: skip
    number = models.PositiveIntegerField(_("row"), help_text=_("As a spreadsheet counts: the header is row 1."))
    line = models.TextField(_("line as given"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome)
    label = models.CharField(_("record"), max_length=200, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    issues = models.JSONField(_("issues"), default=list, blank=True)
    undo = models.CharField(_("taken back"), max_length=10, choices=RowUndo, blank=True, default="", db_default="")
    record_id = models.BigIntegerField(_("record number"), null=True, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        constraints = [
            models.UniqueConstraint(
                fields=["job", "number"],
                name="import_row_number_once",
                violation_error_message=_("This import has a row with this number."),
            ),
            models.CheckConstraint(
                name="import_row_outcome_known",
                condition=Q(outcome__in=RowOutcome.values),
                violation_error_message=_("This outcome does not exist."),
            ),
            models.CheckConstraint(
                name="import_row_refusal_says_why",
                condition=~Q(outcome__in=[RowOutcome.REJECTED, RowOutcome.REVIEW]) | ~Q(issues=[]),
                violation_error_message=_("A row that is not taken in says why."),
            ),
            models.CheckConstraint(
                name="import_row_undo_known",
                condition=Q(undo__in=["", *RowUndo.values]),
                violation_error_message=_("This outcome does not exist."),
            ),
        ]
        indexes = [models.Index(fields=["job", "outcome", "number"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.number}"

    @property
    def cells(self) -> list[str]:
        cells: list[str] = orjson.loads(self.line)
        return cells

    @property
    def issue_list(self) -> list[Issue]:
        return [Issue.from_json(stored) for stored in self.issues]

    @property
    def change_list(self) -> list[tuple[str, Any, Any]]:
        return [(field, old, new) for field, (old, new) in self.changes.items()]
