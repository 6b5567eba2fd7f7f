"""The first two steps of a worker: read the header and propose its mapping, then split the rows into chunks."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import dropwhile, islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from imports.configuration import configured
from imports.enums import ImportState
from imports.header import find_header
from imports.importers import Importer
from imports.mapping import known_names, propose
from imports.models import ColumnChoice, Import, ImportChunk
from imports.models.chunk import Packed
from imports.readers import TableRow, read_table
from imports.reasons import ImportRefused
from imports.titles import LOOKED_AT
from imports.turns import one_at_a_time

SAMPLE_ROWS = 5
HEADER_LENGTH = 200


class LostClaim(Exception):
    """Somebody else took this work over, or it is not wanted any more; whatever was written is rolled back."""


def read_header(job: Import) -> tuple[ImportState, dict[str, Any]]:
    """Read the header and a few rows; the state that follows, with the proposed mapping and what else is to be kept.

    ``ImportRefused`` for a file without header or rows. Reading takes as long as the file likes: nothing is written
    here, and nobody who writes should wait for it.
    """
    rows = _rows(job)
    start = list(islice(rows, LOOKED_AT + SAMPLE_ROWS))
    if not start:
        raise ImportRefused(gettext_noop("The file is empty."))
    remembered = ColumnChoice.objects.of(job.kind, job.source)
    found = find_header(start, known_names(job.importer) | {title: key for title, key in remembered.items() if key})
    sample = [cells for number, cells in start if number > found.last_row][:SAMPLE_ROWS]
    if not sample:
        raise ImportRefused(gettext_noop("The file has a header, but no rows."))
    header = found.titles
    proposal = propose(job.importer, header, remembered)
    state = ImportState.MAPPED if proposal.is_complete else ImportState.NEEDS_MAPPING
    short = [[cell[:HEADER_LENGTH] for cell in cells] for cells in sample]
    return state, {"header": header, "header_row": found.last_row, "sample": short, "mapping": proposal.mapping}


def _rows(job: Import) -> Iterator[TableRow]:
    names = known_names(job.importer)
    return read_table(job.path, file_format=job.file_format, delimiter=job.delimiter, names=names)


def split_into_chunks(job: Import) -> int:
    """Store the rows as chunks of work; their number. Begins anew when an earlier try was lost half-way."""
    ImportChunk.objects.of(job.pk).delete()
    rows = _rows(job)
    below = dropwhile(lambda row: row[0] <= job.header_row, rows)
    splitter = Splitter(job.importer, job.mapping)
    number = 0
    for number, (wave, part) in enumerate(splitter.chunks(below), start=1):
        _store(job, number, wave, part)
    _go_on(job, splitter.row_count)
    return number


def _go_on(job: Import, rows: int) -> None:
    """To the preview, or to be written at once."""
    if not job.at_once:
        if not job.move(ImportState.PLANNING, claim=job.claim, row_count=rows):
            raise LostClaim
        return
    if not job.file_is_the_same:
        raise ImportRefused(gettext_noop("The file changed while it was being read. Upload it again."))
    with one_at_a_time(job), transaction.atomic():
        if not job.move(ImportState.APPLYING, claim=job.claim, row_count=rows, apply_started_at=timezone.now()):
            raise LostClaim


def _store(job: Import, number: int, wave: int, rows: Packed) -> None:
    numbers = [row[0] for row in rows]
    with transaction.atomic():
        still_mine = Import.objects.filter(pk=job.pk, claim=job.claim, state=ImportState.SPLITTING)
        if not still_mine.update(heartbeat=timezone.now()):
            raise LostClaim
        ImportChunk.objects.create(
            job=job, number=number, wave=wave, first_row=min(numbers), last_row=max(numbers),
            row_count=len(rows), packed=ImportChunk.pack(rows),
        )  # fmt: skip


class Splitter:
    """Parts rows into chunks so that no two chunks of a wave speak of the same record."""

    def __init__(self, importer: Importer, mapping: list[str]) -> None:
        self._importer = importer
        self._places = [(index, key) for index, key in enumerate(mapping) if key]
        self._order = sorted(key for _index, key in self._places)
        self._leaders: dict[bytes, int] = {}
        self._identical: dict[bytes, int] = {}
        self.row_count = 0

    def chunks(self, rows: Iterator[TableRow]) -> Iterator[tuple[int, Packed]]:
        """``(wave, rows)``; rows that return to a record of an earlier chunk come last, in the second wave."""
        size = configured("IMPORT_CHUNK_ROWS")
        part: Packed = []
        here: set[bytes] = set()
        late: dict[bytes, Packed] = {}
        for number, raw in rows:
            self.row_count += 1
            group, row = self._look_at(number, raw)
            if row[3] and group not in here:
                late.setdefault(group, []).append(row)
                continue
            here.add(group)
            part.append(row)
            if len(part) >= size:
                yield 1, part
                part, here = [], set()
        if part:
            yield 1, part
        for part in _filled(late.values(), size):
            yield 2, part

    def _look_at(self, number: int, raw: list[str]) -> tuple[bytes, tuple[int, list[str], int, int]]:
        cells = {key: raw[index].strip() for index, key in self._places if index < len(raw)}
        group = _short(self._importer.group(cells))
        whole = "\x1f".join([f"{key}={cells[key]}" for key in self._order if key in cells])
        duplicate_of = self._first(self._identical, _short(whole), number)
        follows = self._first(self._leaders, group, number)
        return group, (number, raw, duplicate_of, follows)

    @staticmethod
    def _first(seen: dict[bytes, int], key: bytes, number: int) -> int:
        """The row that had ``key`` first, or 0 when this one does."""
        first = seen.setdefault(key, number)
        return 0 if first == number else first


def _short(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _filled(groups: Iterable[Packed], size: int) -> Iterator[Packed]:
    part: Packed = []
    for group in groups:
        part.extend(group)
        if len(part) >= size:
            yield part
            part = []
    if part:
        yield part
