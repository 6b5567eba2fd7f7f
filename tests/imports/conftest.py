from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from imports import actions
from imports.importers import register, unregister
from imports.models import Import
from imports.work import work_on
from tests.imports.toy import People

Bring = Callable[..., Import]


@pytest.fixture(autouse=True)
def people() -> Iterator[None]:
    register(People())
    yield
    unregister("people")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def bring(db: None) -> Bring:
    """Upload a list and have it read; ``to`` says how far it goes."""

    def run(content: str | bytes, name: str = "people.csv", to: str = "planned", **options: object) -> Import:
        data = content.encode() if isinstance(content, str) else content
        job = actions.upload(kind="people", file=ContentFile(data), file_name=name, start=False, **options)
        work_on(job.pk)
        job.refresh_from_db()
        if to in {"planned", "applied"}:
            actions.plan(job=job, start=False)
            work_on(job.pk)
        if to == "applied":
            actions.apply(job=job, start=False)
            work_on(job.pk)
        job.refresh_from_db()
        return job

    return run
