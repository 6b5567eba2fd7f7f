"""An import that ends while it is being applied: what it did not come to is told as not done, row by row."""

from typing import Any

from django.db.models import Count

from imports.enums import ChunkState, ImportState, RowOutcome
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
        numbers = [row.number for row in chunk.rows(job.mapping)]
        planned = ImportRow.objects.filter(job=job, number__in=numbers, outcome__in=PLANNED)
        issues = [Issue("", "", NOT_REACHED).as_json()]
        planned.update(outcome=RowOutcome.REJECTED, issues=issues, changes={}, record_id=None)
    found = dict(job.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {"counts": {outcome.value: found.get(outcome.value, 0) for outcome in RowOutcome}}
