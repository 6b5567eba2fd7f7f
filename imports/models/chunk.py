"""A part of an import that one worker handles in one transaction."""

import zlib
from collections.abc import Sequence

import orjson
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imports.enums import ChunkState
from imports.models.job import Import, stale_before
from imports.rows import Row

Packed = list[tuple[int, list[str], int, int]]


class ChunkQuerySet(models.QuerySet["ImportChunk"]):
    def of(self, import_id: int) -> "ChunkQuerySet":
        return self.filter(job_id=import_id)

    def open(self) -> "ChunkQuerySet":
        return self.filter(state__in=[ChunkState.WAITING, ChunkState.RUNNING])

    def claimable(self) -> "ChunkQuerySet":
        """Waiting chunks, and running ones whose worker has been silent for too long; in order."""
        gone = Q(state=ChunkState.RUNNING, heartbeat__lt=stale_before())
        return self.filter(Q(state=ChunkState.WAITING) | gone).order_by("wave", "number")


class ImportChunk(models.Model):
    """Rows of a list, kept as they came, so that any worker on any host can take them up.

    Rows about one record stand in one chunk. Where a later part of the file returns to a record of an earlier chunk,
    the row waits for the second ``wave``, which starts when the first is done: the end state does not depend on how
    many workers there are.
    """

    job = models.ForeignKey(Import, models.CASCADE, related_name="chunks", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("number"))
    wave = models.PositiveSmallIntegerField(_("wave"), default=1)
    first_row = models.PositiveIntegerField(_("first row"))
    last_row = models.PositiveIntegerField(_("last row"))
    row_count = models.PositiveIntegerField(_("rows"))
    packed = models.BinaryField(_("rows as given"))
    state = models.CharField(_("state"), max_length=10, choices=ChunkState, default=ChunkState.WAITING)
    claim = models.CharField(max_length=32, blank=True, editable=False)
    heartbeat = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    counts = models.JSONField(_("counts"), default=dict, blank=True)

    objects = ChunkQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of an import")
        verbose_name_plural = _("parts of an import")
        constraints = [
            models.UniqueConstraint(
                fields=["job", "number"],
                name="import_chunk_number_once",
                violation_error_message=_("This import has a part with this number."),
            ),
            models.CheckConstraint(
                name="import_chunk_state_known",
                condition=Q(state__in=ChunkState.values),
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                name="import_chunk_rows_in_order",
                condition=Q(first_row__lte=models.F("last_row")),
                violation_error_message=_("The first row comes before the last."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.number}"

    @staticmethod
    def pack(rows: Packed) -> bytes:
        return zlib.compress(orjson.dumps(rows), 1)

    def rows(self, mapping: Sequence[str]) -> list[Row]:
        """The rows, their cells put under the fields of ``mapping``."""
        places = [(index, key) for index, key in enumerate(mapping) if key]
        return [
            Row(
                number=number,
                raw=raw,
                cells={key: raw[index] for index, key in places if index < len(raw)},
                duplicate_of=duplicate_of or None,
                follows=follows or None,
            )
            for number, raw, duplicate_of, follows in orjson.loads(zlib.decompress(self.packed))
        ]
