"""One chunk, in one transaction: clean, match and diff its rows; when applying, write them; keep the outcomes."""

import gc
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from imports.enums import ChunkState, ImportState, RowOutcome
from imports.importers import Importer, clean_rows, rejected
from imports.ledger import store
from imports.models import Import, ImportChunk
from imports.reading import LostClaim
from imports.reasons import IS_A_TOTAL, Issue
from imports.rows import ImportContext, Outcome, Row
from imports.turns import hold_turn
from imports.vocabulary import plain

NUMBERS = re.compile(r"^[€%\s\d.,+-]+$")
WRITES = frozenset({RowOutcome.CREATED, RowOutcome.UPDATED})


def handle_chunk(job: Import, chunk: ImportChunk) -> None:
    """Plan the chunk anew against the database of this moment; in the state ``applying`` also write it."""
    with without_collecting():
        _handle(job, chunk)


def _handle(job: Import, chunk: ImportChunk) -> None:
    """All that this makes is gone at its end, so that the collector, which looks again then, has little to look at."""
    importer = job.importer
    rows = chunk.rows(job.mapping)
    with transaction.atomic():
        _write_lazily()
        _hold(job, chunk)
        if job.state == ImportState.APPLYING and not hold_turn(job):
            raise LostClaim
        outcomes = plan_rows(importer, rows, job.context, columns=len(job.header))
        if job.state == ImportState.APPLYING:
            importer.apply([outcome for outcome in outcomes if outcome.kind in WRITES], job.context)
            importer.remember(outcomes, job.context)
        store(job.pk, outcomes)
        counts = Counter(str(outcome.kind) for outcome in outcomes)
        ImportChunk.objects.filter(pk=chunk.pk).update(state=ChunkState.DONE, claim="", counts=dict(counts))


def _hold(job: Import, chunk: ImportChunk) -> None:
    """Lock the chunk; it must still be ours, and the import still want it."""
    mine = ImportChunk.objects.select_for_update().filter(pk=chunk.pk, claim=chunk.claim, state=ChunkState.RUNNING)
    if not mine.values_list("pk", flat=True).first():
        raise LostClaim
    if not Import.objects.filter(pk=job.pk, state=job.state).exists():
        raise LostClaim


def _write_lazily() -> None:
    """Do not wait for the disk at the end of this transaction.

    A crash of the database may then take the last parts back, but with them that they were done: they are done again.
    The end of the phase waits for all before it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")


class _Collecting:
    """Whether the process looks for cycles; it does not while any thread is at work on a part."""

    lock = Lock()
    at_work = 0
    was_enabled = False


@contextmanager
def without_collecting() -> Iterator[None]:
    """A part makes many objects that live until its end: looking for cycles among them is lost time."""
    with _Collecting.lock:
        if not _Collecting.at_work:
            _Collecting.was_enabled = gc.isenabled()
            gc.disable()
        _Collecting.at_work += 1
    try:
        yield
    finally:
        with _Collecting.lock:
            _Collecting.at_work -= 1
            if not _Collecting.at_work and _Collecting.was_enabled:
                gc.enable()


def plan_rows(importer: Importer, rows: Sequence[Row], context: ImportContext, *, columns: int) -> list[Outcome]:
    """The outcome of each row, in the order of the file. Queries do not depend on the number of rows."""
    known = importer.vocabularies()
    outcomes: list[Outcome] = []
    good: list[Row] = []
    for row in rows:
        row.issues.extend(_row_issues(importer, row, columns))
        if not row.issues:
            good.append(row)
    clean_rows(importer, good, known)
    outcomes.extend(rejected(row, row.issues, importer.row_label(row)) for row in rows if row.issues)
    outcomes.extend(importer.plan([row for row in good if not row.issues], context))
    return sorted(outcomes, key=lambda outcome: outcome.row.number)


def _row_issues(importer: Importer, row: Row, columns: int) -> list[Issue]:
    if len(row.raw) > columns:
        reason = gettext_noop("has more cells than the header has columns")
        return [Issue("", row.raw[columns], reason)]
    if _is_total(row):
        return [Issue("", importer.row_label(row), IS_A_TOTAL)]
    if row.duplicate_of:
        return [Issue("", "", gettext_noop("is the same as row %(row)d"), params={"row": row.duplicate_of})]
    if row.follows and not importer.rows_may_share_a_record:
        reason = gettext_noop("is about the same record as row %(row)d, but says something else")
        return [Issue("", importer.row_label(row), reason, params={"row": row.follows})]
    return []


TOTALS = {"totaal", "subtotaal", "eindtotaal", "total", "subtotal", "grandtotal", "som"}


def _is_total(row: Row) -> bool:
    """A line that adds up the ones above it: the word alone, and beside it nothing but numbers."""
    filled = [cell.strip() for cell in row.raw if cell.strip()]
    return bool(filled) and plain(filled[0]) in TOTALS and all(NUMBERS.match(cell) for cell in filled[1:])


def total_counts(import_id: int) -> dict[str, int]:
    """Rows per outcome over the chunks that are done; every outcome is named."""
    total: Counter[str] = Counter()
    for counts in ImportChunk.objects.of(import_id).values_list("counts", flat=True):
        total.update(counts)
    return {outcome.value: total[outcome.value] for outcome in RowOutcome}
