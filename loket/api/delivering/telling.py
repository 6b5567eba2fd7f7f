"""What is told of an import to the person whose key brought it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from imports.enums import ImportState, RowOutcome
from imports.models import Import, ImportChunk, ImportRow
from imports.reports import Telling
from loket.api.delivering.serializers import OUTCOMES
from loket.settings.api import BASE_PATH

COUNTED = (ImportState.PLANNING, ImportState.APPLYING)


def jobs_as_json(jobs: Iterable[Import]) -> list[dict[str, Any]]:
    """With one query for those that are being worked on, however many there are."""
    listed = list(jobs)
    busy = [job.pk for job in listed if job.state in COUNTED]
    now: dict[int, Counter[str]] = defaultdict(Counter)
    if busy:
        for job_id, counts in ImportChunk.objects.filter(job_id__in=busy).values_list("job_id", "counts"):
            now[job_id].update(counts)
    return [_job(job, now[job.pk] if job.pk in busy else job.counts) for job in listed]


def _job(job: Import, counts: Any) -> dict[str, Any]:
    told = {name: int(counts.get(outcome, 0)) for outcome, name in OUTCOMES.items()}
    return {
        "id": job.pk,
        "url": address_of(job),
        "kind": job.kind,
        "source": job.source,
        "fileName": job.file_name,
        "size": job.size,
        "sha256": job.sha256,
        "state": job.state,
        "rows": job.row_count,
        "done": sum(told.values()),
        "counts": told,
        "error": job.error_text or None,
        "broughtAt": job.created_at,
        "appliedAt": job.ended_at if job.state == ImportState.APPLIED else None,
    }


def address_of(job: Import) -> str:
    return f"{BASE_PATH}/imports/{job.pk}"


def rows_as_json(job: Import, rows: Iterable[ImportRow], *, sees_register: bool) -> list[dict[str, Any]]:
    """Row by row. Why a row waits or what was remarked may name what is in the register and not public: who may not
    see the register hears in full only what is wrong with their own values."""
    telling = Telling(job)
    return [_row(row, telling, sees_register) for row in rows]


def _row(row: ImportRow, telling: Telling, sees_register: bool) -> dict[str, Any]:
    if sees_register or row.outcome == RowOutcome.REJECTED:
        told = [
            dict(zip(("column", "value", "reason", "suggestion"), one, strict=False))
            for one in telling.issues(row.issues)
        ]
    elif row.outcome == RowOutcome.REVIEW:
        told = [{"column": "", "value": "", "reason": _("waits for a decision of the loket"), "suggestion": ""}]
    else:
        told = []
    return {"row": row.number, "outcome": OUTCOMES[row.outcome], "issues": told}
