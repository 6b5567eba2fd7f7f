"""What one can do with an import. Admin, command and API call these alike; workers do the rest (``imports.work``)."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_noop

from imports.configuration import configured
from imports.cut_short import left_undone
from imports.enums import ChunkState, ImportState
from imports.importers import importer_for
from imports.mapping import check_mapping, remember
from imports.models import Import, ImportChunk, ImportRow
from imports.notices import tell_partner
from imports.queueing import wake
from imports.readers import sniff
from imports.reasons import ImportRefused, StepNotPossible, shown
from imports.storage import digest_of_file
from imports.turns import one_at_a_time, wake_next
from imports.vanishing import check_replaces

__all__ = ["apply", "cancel", "discard", "plan", "resume", "set_mapping", "take_in", "upload"]


def upload(
    *,
    kind: str,
    file: File,
    file_name: str,
    source: str = "",
    options: Mapping[str, str] | None = None,
    user_id: int | None = None,
    deliverer_id: int | None = None,
    replaces: bool = False,
    start: bool = True,
) -> Import:
    """Store a list and have it read. A file that is no table is refused here, and nothing of it is kept.

    A list that somebody delivers (``deliverer_id``) is checked at once when its columns are known; who applies it
    becomes its ``user``. ``start=False`` leaves the work to the caller (the command does it in its own process).
    """
    try:
        importer = importer_for(kind)
        chosen = importer.default_options(options or {})
    except KeyError:
        raise ImportRefused(gettext_noop("There is no import of “%(kind)s”."), kind=kind) from None
    except ValueError as error:
        raise ImportRefused(gettext_noop("The option %(option)s is not known."), option=str(error)) from None
    if replaces:
        check_replaces(importer, source)
    name = original_name(file_name)
    with NamedTemporaryFile(suffix=".upload") as draft:
        for chunk in file.chunks():
            draft.write(chunk)
        draft.flush()
        path = Path(draft.name)
        found = sniff(path, name)
        job = Import(
            kind=kind, source=shown(source).strip()[:200], file_name=name, file_format=found.file_format,
            delimiter=found.delimiter, sha256=digest_of_file(path), size=path.stat().st_size,
            options=chosen, user_id=user_id, deliverer_id=deliverer_id, replaces=replaces,
        )  # fmt: skip
        draft.seek(0)
        job.file.save(name, File(draft), save=False)
    try:
        with transaction.atomic():
            job.save()
            if start:
                wake(job.pk)
    except BaseException:
        job.file.delete(save=False)
        raise
    return job


def set_mapping(*, job: Import, mapping: Sequence[str], by_person: bool = True) -> None:
    """Say which column is which field; an import that was planned before has to be planned again.

    What a person chose is remembered for the next list of the source; what a command left out is no choice.
    """
    _require(job, ImportState.MAPPED, gettext_noop("The columns cannot be changed any more."))
    checked = check_mapping(job.importer, job.header, mapping)
    with transaction.atomic():
        _move(job, ImportState.MAPPED, mapping=checked, error=None)
        if by_person:
            remember(job, checked)
        _forget_rows(job)


def plan(*, job: Import, start: bool = True) -> None:
    """Check every row and work out what it would change."""
    _split(job, at_once=False, start=start)


def take_in(*, job: Import, start: bool = True) -> None:
    """Check every row and write it in the same go, for who brings a list without looking at a preview."""
    _split(job, at_once=True, start=start)


def _split(job: Import, *, at_once: bool, start: bool) -> None:
    _require(job, ImportState.SPLITTING, gettext_noop("This import cannot be checked now."))
    with transaction.atomic():
        _move(job, ImportState.SPLITTING, heartbeat=None, error=None, at_once=at_once)
        _forget_rows(job)
        if start:
            wake(job.pk)


def apply(*, job: Import, user_id: int | None = None, start: bool = True) -> None:
    """Write what the preview shows. Only a previewed import, and only if its file is still the one that was read."""
    _require(job, ImportState.APPLYING, gettext_noop("Only an import whose preview is ready can be applied."))
    if job.state != ImportState.PLANNED:
        raise StepNotPossible(gettext_noop("Only an import whose preview is ready can be applied."))
    if not job.file_is_the_same:
        reason = gettext_noop("The file changed after its preview. Upload it again.")
        job.move(ImportState.FAILED, error={"reason": reason, "params": {}}, ended_at=timezone.now())
        raise ImportRefused(reason)
    with one_at_a_time(job), transaction.atomic():
        values = {"user_id": user_id} if user_id is not None and job.user_id is None else {}
        _move(job, ImportState.APPLYING, heartbeat=None, apply_started_at=timezone.now(), **values)
        chunks = _queue_chunks(job)
        if start:
            wake(job.pk, max(1, min(chunks, configured("IMPORT_WAKE_MESSAGES"))))


def cancel(*, job: Import) -> None:
    """Stop; parts that were applied stay applied, and the report says which."""
    _require(job, ImportState.CANCELLED, gettext_noop("This import has ended already."))
    with transaction.atomic():
        _move(job, ImportState.CANCELLED, ended_at=timezone.now(), **left_undone(job))
        tell_partner(job)
        wake_next(job)


def resume(*, job: Import, start: bool = True) -> None:
    """Take up a failed import where it stopped."""
    if job.state != ImportState.FAILED:
        raise StepNotPossible(gettext_noop("Only a failed import can be taken up again."))
    applying = job.apply_started_at is not None
    with one_at_a_time(job), transaction.atomic():
        if job.undo_started_at is not None:
            _move(job, ImportState.TAKING_BACK, heartbeat=None, error=None, ended_at=None)
            if start:
                wake(job.pk)
            return
        if applying:
            _move(job, ImportState.APPLYING, heartbeat=None, error=None, ended_at=None)
            failed = ImportChunk.objects.of(job.pk).exclude(state=ChunkState.DONE)
            failed.update(state=ChunkState.WAITING, attempts=0, claim="")
        else:
            _move(job, ImportState.UPLOADED, heartbeat=None, error=None, ended_at=None)
            _forget_rows(job)
        if start:
            wake(job.pk)


def discard(*, job: Import) -> None:
    """Forget an import with its rows and its file."""
    file = job.file
    job.delete()
    file.delete(save=False)


def original_name(name: str) -> str:
    """What the sender called the file, as a text to show: the last part of a path, printable, at most 255 long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(char for char in last if char.isprintable()).strip()
    if len(text) <= 255:
        return text
    stem, dot, ending = text.rpartition(".")
    return f"{Truncator(stem).chars(240)}{dot}{ending[:10]}"


def _require(job: Import, state: ImportState, reason: str) -> None:
    job.refresh_from_db()
    if not job.may_become(state):
        raise StepNotPossible(reason)


def _move(job: Import, state: ImportState, **values: Any) -> None:
    if not job.move(state, **values):
        raise StepNotPossible(gettext_noop("Somebody else changed this import just now; look again."))


def _forget_rows(job: Import) -> None:
    ImportRow.objects.filter(job=job).delete()
    ImportChunk.objects.of(job.pk).delete()
    Import.objects.filter(pk=job.pk).update(counts={}, row_count=0)


def _queue_chunks(job: Import) -> int:
    chunks = ImportChunk.objects.of(job.pk)
    return chunks.update(state=ChunkState.WAITING, attempts=0, claim="", heartbeat=None, counts={})
