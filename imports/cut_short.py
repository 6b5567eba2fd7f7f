"""An import that ends while it is being applied: what it did not come to is told as not done, row by row."""

from typing import Any

from django.db.models import Count

from imports.enums import ChunkState, ImportState, RowOutcome
from imports.importers import rejected
from imports.ledger import store
from imports.models import Import, ImportChunk, ImportRow
from imports.reasons import NOT_REACHED, Issue

#: What the preview said would happen, and did not.
PLANNED = [RowOutcome.CREATED, RowOutcome.UPDATED, RowOutcome.REVIEW]


def left_undone(job: Import) -> dict[str, Any]:
    """Say of the rows in parts that were not applied that they were not; the new counts, as values for ``move``.

    Call it in the transaction in which the import ends, before that. A part that somebody is writing now is waited for;
    parts are held first and the import after them, in the order in which workers take them. The rows can be downloaded
    and sent again with the rejected ones; who takes the import up again overwrites what this says.
    """
    if job.state != ImportState.APPLYING:
        return {}
    undone = ImportChunk.objects.select_for_update().of(job.pk).exclude(state=ChunkState.DONE).order_by("-pk")
    for chunk in undone:
        rows = chunk.rows(job.mapping)
        numbers = [row.number for row in rows]
        planned = ImportRow.objects.filter(job=job, number__in=numbers, outcome__in=PLANNED)
        issue = Issue("", "", NOT_REACHED)
        planned.update(outcome=RowOutcome.REJECTED, issues=[issue.as_json()], changes={}, record_id=None)
        if job.at_once:  # there was no preview that named the rows
            named = set(job.rows.filter(number__in=numbers).values_list("number", flat=True))
            unnamed = [row for row in rows if row.number not in named]
            store(job.pk, [rejected(row, [issue], job.importer.row_label(row)) for row in unnamed])
    found = dict(job.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {"counts": {outcome.value: found.get(outcome.value, 0) for outcome in RowOutcome}}
