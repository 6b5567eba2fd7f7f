"""Processes that ``benchmarks.imports`` starts: ``python -m benchmarks.import_worker STEP …``; each prints JSON.

``list PATH ROWS`` writes a list; ``once PATH`` takes one in from upload to row report, as ``import_list --apply`` does;
``previewed PATH`` does so with a preview before it, as in the admin; ``upload PATH`` only stores it;
``work`` waits for a line on its input, then works until the import is applied or its preview is ready.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.development")
django.setup()

from django.core.files import File  # noqa: E402

from benchmarks.lists import write_list  # noqa: E402
from imports import actions  # noqa: E402
from imports.models import Import  # noqa: E402
from imports.reports import write_report  # noqa: E402
from imports.work import work_on, work_to_the_end  # noqa: E402


def upload(path: Path) -> Import:
    with path.open("rb") as file:
        job = actions.upload(kind="companies", file=File(file), file_name=path.name, source="Bench", start=False)
    work_on(job.pk)
    job.refresh_from_db()
    return job


def once(path: Path, *, previewed: bool = False) -> dict[str, object]:
    """Everything in this process, in turn; seconds by step."""
    seconds: dict[str, float] = {}

    def timed(name: str, start: float) -> None:
        seconds[name] = round(time.perf_counter() - start, 2)

    def done(step: Callable[..., None], name: str) -> None:
        part = time.perf_counter()
        step(job=job, start=False)
        (work_on if previewed else work_to_the_end)(job.pk)
        job.refresh_from_db()
        timed(name, part)

    start = time.perf_counter()
    job = upload(path)
    timed("read", start)
    if previewed:
        done(actions.plan, "check")
        if job.counts["created"] or job.counts["updated"]:
            done(actions.apply, "apply")
    else:
        done(actions.take_in, "check and apply")
    part = time.perf_counter()
    with path.with_suffix(".report.csv").open("w", encoding="utf-8", newline="") as report:
        write_report(job, report)
    timed("report", part)
    timed("all", start)
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": seconds,
        "processor": round(sum(usage.ru_utime + usage.ru_stime for usage in usages), 2),
        "counts": job.counts,
        "rows": job.row_count,
        "state": job.state,
        "peak_mb": round(sum(usage.ru_maxrss for usage in usages) / 1024),  # of both, what they share counted twice
    }


def work() -> dict[str, object]:
    job = Import.objects.latest("pk")
    print(json.dumps({"ready": job.pk}), flush=True)
    sys.stdin.readline()
    start = time.perf_counter()
    while job.is_working:
        work_on(job.pk)
        job.refresh_from_db()
        time.sleep(0.01)
    return {"state": job.state, "seconds": time.perf_counter() - start, "counts": job.counts}


def main(step: str, *arguments: str) -> None:
    if step == "list":
        write_list(Path(arguments[0]), int(arguments[1]))
        return
    if step in {"once", "previewed"}:
        print(json.dumps(once(Path(arguments[0]), previewed=step == "previewed")))
        return
    if step == "upload":
        upload(Path(arguments[0]))
        return
    if step in {"plan", "apply"}:
        getattr(actions, step)(job=Import.objects.latest("pk"), start=False)
        return
    print(json.dumps(work()))


if __name__ == "__main__":
    main(*sys.argv[1:])
