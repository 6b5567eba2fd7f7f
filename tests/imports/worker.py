"""Run as a process of its own by ``test_killed_worker``: ``python -m tests.imports.worker start|work|state|alone``."""

import json
import os
import sys
import time
from collections.abc import Sequence

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.imports.worker_settings"
django.setup()

from django.core.files.base import ContentFile  # noqa: E402

from imports import actions  # noqa: E402
from imports.importers import register  # noqa: E402
from imports.models import Import, ImportChunk, ImportRow  # noqa: E402
from imports.rows import ImportContext, Outcome  # noqa: E402
from imports.work import work_on  # noqa: E402
from loket.celery import app  # noqa: E402
from loket.models import User  # noqa: E402
from tests.imports.toy import People, people_state  # noqa: E402

ROWS = 2_600


class SlowPeople(People):
    """Waits between writing and the end of the transaction, so that a kill falls there."""

    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        super().apply(outcomes, context)
        time.sleep(0.03)


def content() -> str:
    """New people, known ones that change, duplicates far apart, and bad rows."""
    lines = ["naam;voornaam;e-mail;taal"]
    for number in range(ROWS):
        name = f"p{number % 2_500}"
        mail = "no address" if number % 97 == 0 else f"{name}@example.org"
        lines.append(f"{name};Name {number};{mail};nl")
    return "\n".join(lines)


def start(*, wake: bool = True) -> Import:
    User.objects.bulk_create([User(username=f"p{number}", first_name="Old") for number in range(0, 2_500, 5)])
    job = actions.upload(kind="people", file=ContentFile(content().encode()), file_name="people.csv", start=False)
    work_on(job.pk)
    actions.plan(job=job, start=False)
    work_on(job.pk)
    actions.apply(job=job, start=wake)
    return job


def state() -> None:
    job = Import.objects.get()
    rows = list(ImportRow.objects.order_by("number").values_list("number", "outcome", "label", "changes", "issues"))
    chunks = sorted(set(ImportChunk.objects.values_list("state", flat=True)))
    print(
        json.dumps({"state": job.state, "counts": job.counts, "chunks": chunks, "people": people_state(), "rows": rows})
    )


def alone() -> None:
    """All of it in this process, undisturbed."""
    work_on(start(wake=False).pk)
    state()


if __name__ == "__main__":
    register(SlowPeople())
    if sys.argv[1] == "work":
        app.worker_main(["worker", "--pool=solo", "--loglevel=WARNING", "--without-gossip", "--without-mingle"])
    else:
        {"start": start, "state": state, "alone": alone}[sys.argv[1]]()
