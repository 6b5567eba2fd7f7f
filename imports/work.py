"""The work on an import, step by step; any number of workers may call it for the same import at once.

Each step is claimed with a random text written by a conditional update, does its writing in one transaction that first
makes sure the claim still holds, and is therefore safe to run twice, and to lose half-way.
"""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from imports.configuration import configured
from imports.cut_short import left_undone
from imports.enums import WRITING, ChunkState, ImportState
from imports.models import Import, ImportChunk
from imports.models.job import stale_before
from imports.notices import note_end
from imports.planning import handle_chunk, total_counts
from imports.queueing import wake
from imports.reading import LostClaim, read_header, split_into_chunks
from imports.reasons import ImportRefused
from imports.second_hands import second_hands
from imports.turns import ahead_of, take_turn, wake_next
from imports.undoing import undo_all
from imports.vanishing import propose_vanished

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
IN_PARTS = (ImportState.SPLITTING, ImportState.PLANNING, ImportState.APPLYING)
PAUSE = 0.2


def work_on(import_id: int) -> None:
    """Do all there is to do for this import, until it waits for a person or has ended."""
    while step(import_id):
        pass


def work_to_the_end(import_id: int) -> None:
    """Do the work here, also that of the list which is ahead; returns when there is nothing left for anybody to do."""
    with second_hands(partial(step, import_id)) if has_parts(import_id) else nullcontext():
        while True:
            work_on(import_id)
            job = Import.objects.filter(pk=import_id).first()
            if job is None or not job.is_working:
                return
            ahead = ahead_of(job)
            if ahead is not None:
                work_on(ahead.pk)
            time.sleep(PAUSE)


def has_parts(import_id: int) -> bool:
    """Whether there are pieces of work, or will be soon, that several can take."""
    return Import.objects.filter(pk=import_id, state__in=IN_PARTS).exists()


def step(import_id: int) -> bool:
    """One piece of work; False when there is none for us."""
    job = Import.objects.filter(pk=import_id).first()
    if job is None or not job.is_working:
        return False
    if job.state in {ImportState.UPLOADED, ImportState.READING}:
        return _claimed(job, ImportState.READING, _read)
    if job.state == ImportState.SPLITTING:
        return _claimed(job, ImportState.SPLITTING, _split_and_share)
    if job.state in WRITING and not take_turn(job):
        return False
    if job.state == ImportState.TAKING_BACK:
        return _claimed(job, ImportState.TAKING_BACK, undo_all)
    return _chunk_step(job)


def sweep() -> int:
    """Wake workers for everything left lying; the number of imports."""
    left = list(Import.objects.left_lying().values_list("pk", flat=True))
    for import_id in left:
        wake(import_id)
    return len(left)


def _claimed(job: Import, state: ImportState, work: Callable[[Import], None]) -> bool:
    """Run a step that one worker at a time may do for an import."""
    claim = secrets.token_hex(16)
    now = timezone.now()
    mine = Import.objects.filter(pk=job.pk, state=job.state)
    if job.heartbeat is None or job.state != state:
        mine = mine.filter(heartbeat__isnull=True) if job.heartbeat is None else mine.filter(heartbeat=job.heartbeat)
    else:
        mine = mine.filter(heartbeat__lt=stale_before(now))
    if not mine.update(state=state, claim=claim, heartbeat=now):
        return False
    job.refresh_from_db()
    try:
        work(job)
    except LostClaim:
        return False
    except ImportRefused as refused:
        fail(job, refused)
        return False
    except Exception:
        logger.exception("import %s failed while %s", job.pk, state)
        fail(job, _unexpected())
        return False
    return True


def _read(job: Import) -> None:
    """Of a delivered list nobody is there to look at the columns: when all are known it is checked at once, else
    somebody is called."""
    state, read = read_header(job)
    with transaction.atomic():
        if not job.move(state, claim=job.claim, **read):
            raise LostClaim
        if job.deliverer_id is None:
            return
        if job.state == ImportState.MAPPED:
            job.move(ImportState.SPLITTING, heartbeat=None, error=None)
        else:
            note_end(job)


def _split_and_share(job: Import) -> None:
    chunks = split_into_chunks(job)
    if chunks > 1:
        wake(job.pk, min(chunks, configured("IMPORT_WAKE_MESSAGES")) - 1)


def _chunk_step(job: Import) -> bool:
    chunk = claim_chunk(job)
    if chunk is None:
        return _finish(job)
    if chunk.attempts > 2 * MOST_ATTEMPTS:  # it takes its workers down with it
        _release(chunk, ChunkState.FAILED)
        fail(job, _unexpected(chunk))
        return False
    try:
        handle_chunk(job, chunk)
    except LostClaim:
        return True
    except KeyboardInterrupt:  # it may be a part of a list that others are at: they need not wait for a sign of life
        _release(chunk, ChunkState.WAITING)
        raise
    except ImportRefused as refused:
        _release(chunk, ChunkState.FAILED)
        fail(job, refused)
        return False
    except Exception:
        logger.exception("part %s of import %s failed, attempt %s", chunk.number, job.pk, chunk.attempts)
        if chunk.attempts >= MOST_ATTEMPTS:
            _release(chunk, ChunkState.FAILED)
            fail(job, _unexpected(chunk))
            return False
        _release(chunk, ChunkState.WAITING)
    return True


def claim_chunk(job: Import) -> ImportChunk | None:
    """Take the next chunk, or None when nothing is free. The second wave is free when the first is done."""
    with transaction.atomic():
        chunks = ImportChunk.objects.of(job.pk).claimable().defer("packed")
        if connection.features.has_select_for_update_skip_locked:
            chunks = chunks.select_for_update(skip_locked=True, of=("self",))
        chunk = chunks.first()
        if chunk is None:
            return None
        if chunk.wave > 1 and ImportChunk.objects.of(job.pk).open().filter(wave__lt=chunk.wave).exists():
            return None
        now, claim = timezone.now(), secrets.token_hex(16)
        taken = ImportChunk.objects.filter(pk=chunk.pk, state=chunk.state, claim=chunk.claim)
        if not taken.update(state=ChunkState.RUNNING, claim=claim, heartbeat=now, attempts=F("attempts") + 1):
            return None
        Import.objects.filter(pk=job.pk).update(heartbeat=now)
    return ImportChunk.objects.get(pk=chunk.pk)


def fail(job: Import, refused: ImportRefused) -> None:
    error = {"reason": refused.text, "params": dict(refused.params)}
    job.refresh_from_db()
    with transaction.atomic():
        if job.move(ImportState.FAILED, error=error, ended_at=timezone.now(), **left_undone(job)):
            note_end(job)
            wake_next(job)


def _release(chunk: ImportChunk, state: ChunkState) -> None:
    ImportChunk.objects.filter(pk=chunk.pk, claim=chunk.claim, state=ChunkState.RUNNING).update(state=state, claim="")


def _finish(job: Import) -> bool:
    """End the phase when its last chunk is done; exactly one worker does so."""
    if ImportChunk.objects.of(job.pk).exclude(state=ChunkState.DONE).exists():
        return False
    applied = job.state == ImportState.APPLYING
    with transaction.atomic():
        values: dict[str, Any] = {"ended_at": timezone.now()} if applied else {}
        if applied and job.replaces:
            values["vanished"] = propose_vanished(job)
        state = ImportState.APPLIED if applied else ImportState.PLANNED
        if job.move(state, counts=total_counts(job.pk), **values):
            note_end(job)
            wake_next(job)
    return False


def _unexpected(chunk: ImportChunk | None = None) -> ImportRefused:
    if chunk is None:
        return ImportRefused(gettext_noop("Something went wrong while reading the list; the fault has been logged."))
    return ImportRefused(
        gettext_noop("Something went wrong in rows %(first)d to %(last)d; the fault has been logged."),
        first=chunk.first_row, last=chunk.last_row,
    )  # fmt: skip
