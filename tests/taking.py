"""A list taken in as the team does it: uploaded, looked at, applied."""

from django.core.files.base import ContentFile
from django.utils import translation

from imports import actions
from imports.models import Import
from imports.reports import Telling
from imports.work import work_on


def take_list(
    kind: str, content: str | bytes, *, name: str = "list.csv", apply: bool = True, **options: object
) -> Import:
    """The import after its last step; one that failed on the way fails the test."""
    file = ContentFile(content.encode() if isinstance(content, str) else content)
    job = actions.upload(kind=kind, file=file, file_name=name, start=False, **options)
    work_on(job.pk)
    for step in (actions.plan, actions.apply)[: 1 + apply]:
        step(job=job, start=False)
        work_on(job.pk)
    job.refresh_from_db()
    assert job.state in {"planned", "applied"}, job.error_text
    return job


def told(job: Import, language: str, number: int = 2) -> set[tuple[str, str, str]]:
    """What a page says that row ``number`` changes: field, old and new value, in words. The order is the database's."""
    with translation.override(language):
        lines = Telling(job).changes(job.rows.get(number=number).changes)
    return {(line[0], line[4], line[5]) for line in lines}
