"""States and outcomes of an import, and the table of moves between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("waiting to be read")
    READING = "reading", _("being read")
    NEEDS_MAPPING = "needs_mapping", _("columns to be matched")
    MAPPED = "mapped", _("columns matched")
    SPLITTING = "splitting", _("being split into parts")
    PLANNING = "planning", _("being checked")
    PLANNED = "planned", _("ready to apply")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    TAKING_BACK = "taking_back", _("being taken back")
    TAKEN_BACK = "taken_back", _("taken back")


class FileFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"


class ChunkState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class RowOutcome(models.TextChoices):
    CREATED = "created", pgettext_lazy("import row", "created")
    UPDATED = "updated", pgettext_lazy("import row", "updated")
    UNCHANGED = "unchanged", pgettext_lazy("import row", "unchanged")
    REJECTED = "rejected", pgettext_lazy("import row", "rejected")
    REVIEW = "review", pgettext_lazy("import row", "to review")


class RowUndo(models.TextChoices):
    """What became of a row that was written, when its import was taken back."""

    TAKEN_BACK = "taken_back", pgettext_lazy("import row", "taken back")
    LEFT = "left", pgettext_lazy("import row", "left as it is")


#: The same before anything is written: what will happen.
WILL_BE = {
    RowOutcome.CREATED: pgettext_lazy("import row", "will be created"),
    RowOutcome.UPDATED: pgettext_lazy("import row", "will be updated"),
    RowOutcome.UNCHANGED: pgettext_lazy("import row", "stays as it is"),
    RowOutcome.REJECTED: pgettext_lazy("import row", "will not be taken in"),
    RowOutcome.REVIEW: pgettext_lazy("import row", "waits for your decision"),
}


def outcome_words(*, written: bool) -> dict[str, str]:
    """What to call each outcome, in the language of this moment, before and after the list was applied."""
    return {outcome.value: str(outcome.label if written else WILL_BE[outcome]) for outcome in RowOutcome}


S = ImportState
ENDED = frozenset({S.APPLIED, S.CANCELLED, S.TAKEN_BACK})
#: Changes records: lists of one kind do so in turns.
WRITING = frozenset({S.APPLYING, S.TAKING_BACK})
WORKING = frozenset({S.UPLOADED, S.READING, S.SPLITTING, S.PLANNING}) | WRITING
MOVES: dict[ImportState, frozenset[ImportState]] = {
    S.UPLOADED: frozenset({S.READING, S.FAILED, S.CANCELLED}),
    S.READING: frozenset({S.NEEDS_MAPPING, S.MAPPED, S.FAILED, S.CANCELLED}),
    S.NEEDS_MAPPING: frozenset({S.MAPPED, S.CANCELLED}),
    S.MAPPED: frozenset({S.MAPPED, S.SPLITTING, S.CANCELLED}),
    S.SPLITTING: frozenset({S.PLANNING, S.APPLYING, S.FAILED, S.CANCELLED}),
    S.PLANNING: frozenset({S.PLANNED, S.FAILED, S.CANCELLED}),
    S.PLANNED: frozenset({S.MAPPED, S.APPLYING, S.FAILED, S.CANCELLED}),
    S.APPLYING: frozenset({S.APPLIED, S.FAILED, S.CANCELLED}),
    S.APPLIED: frozenset({S.TAKING_BACK}),
    S.FAILED: frozenset({S.UPLOADED, S.MAPPED, S.APPLYING, S.TAKING_BACK, S.CANCELLED}),
    S.CANCELLED: frozenset({S.TAKING_BACK}),
    S.TAKING_BACK: frozenset({S.TAKEN_BACK, S.FAILED}),
    S.TAKEN_BACK: frozenset({S.TAKING_BACK}),
}
