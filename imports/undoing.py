"""Take an applied import back: what it made is removed, what it changed is set back, part by part.

What somebody else changed since is left and told, unless the person who takes it back says otherwise. Each part is one
transaction that also says in the rows what became of them: whoever takes the work up goes on where it stopped.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from imports.enums import ImportState, RowOutcome, RowUndo
from imports.models import Import, ImportRow
from imports.notices import note_end
from imports.planning import without_collecting
from imports.queueing import wake
from imports.reading import LostClaim
from imports.reasons import Issue, StepNotPossible
from imports.rows import Reversal
from imports.turns import hold_turn, wake_next

__all__ = ["Preview", "may_be_taken_back", "preview", "take_back", "undo_all", "undo_counts"]

AT_ONCE = 500
#: So many records are looked at for a preview; of more only the number is told.
LOOKED_AT = 2_000
LISTED = 50


@dataclass(slots=True)
class Preview:
    """``records`` in all, of which ``looked_at`` were; ``left`` lists the first ones that others changed since."""

    records: int
    looked_at: int = 0
    removed: int = 0
    restored: int = 0
    left_count: int = 0
    left: list[Reversal] = field(default_factory=list)
    #: Rows about which nobody will be asked any more.
    waiting: int = 0

    @property
    def is_whole(self) -> bool:
        return self.looked_at == self.records


def may_be_taken_back(job: Import) -> bool:
    """Whether there is something to take back, and its importer can. What was cut short counts too, and so do rows that
    wait for a person: nobody is asked about a list that is taken back."""
    if not job.may_become(ImportState.TAKING_BACK) or job.apply_started_at is None or job.importer.cannot_undo:
        return False
    return job.rows.written().exclude(undo=RowUndo.TAKEN_BACK).exists() or (
        job.state != ImportState.TAKEN_BACK and _waiting(job).exists()
    )


def preview(job: Import, *, changed_too: bool = False) -> Preview:
    """What taking it back would do; writes nothing."""
    pending = _records(job)
    found = Preview(pending.count(), waiting=_waiting(job).count())
    pks = [pk for pk in pending[:LOOKED_AT] if pk is not None]
    for batch in _batches(pks):
        for one in job.importer.plan_undo(batch, job.context, changed_too=changed_too):
            found.looked_at += 1
            found.left_count += one.left is not None
            found.removed += one.left is None and one.removes
            found.restored += one.left is None and not one.removes
            if one.left is not None and len(found.left) < LISTED:
                found.left.append(one)
    return found


def take_back(*, job: Import, user_id: int | None = None, changed_too: bool = False, start: bool = True) -> None:
    """Begin to take an import back. ``StepNotPossible`` says why not; a second time takes up what was left."""
    job.refresh_from_db()
    if job.importer.cannot_undo:
        raise StepNotPossible(str(job.importer.cannot_undo))
    if not may_be_taken_back(job):
        raise StepNotPossible(gettext_noop("There is nothing of this import to take back."))
    with transaction.atomic():
        values: dict[str, Any] = {
            "undo_started_at": timezone.now(),
            "undo_user_id": user_id,
            "undo_changed_too": changed_too,
        }
        if not job.move(ImportState.TAKING_BACK, heartbeat=None, error=None, ended_at=None, **values):
            raise StepNotPossible(gettext_noop("Somebody else changed this import just now; look again."))
        job.rows.filter(undo=RowUndo.LEFT).update(undo="", issues=[])
        if start:
            wake(job.pk)


def undo_all(job: Import) -> None:
    """The work itself, by the one worker that claimed the import and has the turn of its kind."""
    while batch := [pk for pk in _records(job)[:AT_ONCE] if pk is not None]:
        with without_collecting(), transaction.atomic():
            mine = Import.objects.filter(pk=job.pk, claim=job.claim, state=ImportState.TAKING_BACK)
            if not hold_turn(job) or not mine.update(heartbeat=timezone.now()):
                raise LostClaim
            _undo(job, batch)
    with transaction.atomic():
        job.importer.after_undo(job.undo_context)
        if not job.move(ImportState.TAKEN_BACK, claim=job.claim, ended_at=timezone.now()):
            raise LostClaim
        note_end(job)
        wake_next(job)


def undo_counts(job: Import) -> dict[str, int]:
    """Rows by what became of them; every word is named."""
    found = Counter(job.rows.written().exclude(undo="").values_list("undo", flat=True))
    return {state.value: found[state.value] for state in RowUndo}


def _undo(job: Import, batch: Sequence[int]) -> None:
    context, importer = job.undo_context, job.importer
    reversals = importer.plan_undo(batch, context, changed_too=job.undo_changed_too)
    importer.undo([one for one in reversals if one.left is None], context)
    never = Issue("", "", gettext_noop("was never written: the import was cut short before this row"))
    left = dict.fromkeys(batch, never) | {one.record_id: one.left for one in reversals}
    done = [pk for pk, issue in left.items() if issue is None]
    rows = job.rows.written().filter(undo="", record_id__in=batch)
    rows.filter(record_id__in=done).update(undo=RowUndo.TAKEN_BACK)
    told = list(rows.exclude(record_id__in=done).only("pk", "record_id"))
    for row in told:
        issue = left[row.record_id]  # type: ignore[index]
        row.undo, row.issues = RowUndo.LEFT, [issue.as_json()] if issue else []
    ImportRow.objects.bulk_update(told, ["undo", "issues"], batch_size=AT_ONCE)


def _waiting(job: Import) -> "QuerySet[ImportRow]":
    return job.rows.filter(outcome=RowOutcome.REVIEW)


def _records(job: Import) -> "QuerySet[ImportRow, int | None]":
    """Numbers of the records that are still to do; before the work begins also those that were left before."""
    rows = job.rows.written()
    rows = rows.exclude(undo=RowUndo.TAKEN_BACK) if job.state != ImportState.TAKING_BACK else rows.filter(undo="")
    return rows.order_by("record_id").values_list("record_id", flat=True).distinct()


def _batches(pks: Sequence[int]) -> Iterator[list[int]]:
    iterator = iter(pks)
    while batch := list(islice(iterator, AT_ONCE)):
        yield batch
