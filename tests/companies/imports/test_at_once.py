"""Two people apply lists in the same second, on a real PostgreSQL: nothing is doubled, and the second is told."""

import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Count
from django.utils import translation

from companies.models import Activity, Organisation, Site, Statement
from imports import actions
from imports.models import Import
from imports.reasons import StepNotPossible
from imports.work import work_on, work_to_the_end
from tests.companies.imports.conftest import make_chain
from tests.companies.imports.lists import counts, no_listing_differs
from tests.companies.vouchers import vouchers

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a real PostgreSQL (DATABASE_URL)"),
]
MANY = 300


@pytest.fixture
def chain(db: None) -> None:
    """For each test, since these commit."""
    make_chain()


@pytest.fixture
def brought(chain: None, settings, tmp_path: Path) -> Callable[..., Import]:
    """A list whose preview is ready."""
    settings.MEDIA_ROOT, settings.IMPORT_CHUNK_ROWS = tmp_path, 50

    def run(content: str, source: str, kind: str = "companies") -> Import:
        file = ContentFile(content.encode())
        job = actions.upload(kind=kind, file=file, file_name="list.csv", source=source, start=False)
        work_on(job.pk)
        actions.plan(job=job, start=False)
        work_on(job.pk)
        job.refresh_from_db()
        return job

    return run


def at_once(*jobs: Import) -> list[str]:
    """Apply all of them in the same moment, each in a thread of its own; what those who were refused were told."""
    start, refused = threading.Barrier(len(jobs)), []

    def go(job: Import) -> None:
        try:
            with translation.override("en"):
                start.wait(10)
                try:
                    actions.apply(job=job, start=False)
                except StepNotPossible as told:
                    refused.append(str(told))
                else:
                    work_to_the_end(job.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    for job in jobs:
        job.refresh_from_db()
    return refused


def names(columns: str, line: str) -> str:
    return f"{columns}\n" + "\n".join(line.format(n=number) for number in range(1, MANY + 1)) + "\n"


def test_two_lists_with_the_same_new_organisations_make_each_once(brought: Callable[..., Import]) -> None:
    one = brought(names("naam;schakel;gemeente", "Metaal {n};refining;Rotterdam"), "DCMR")
    other = brought(names("gemeente;schakel;naam", "Rotterdam;production;METAAL {n} B.V."), "TNO")
    assert counts(one) == counts(other) == {"created": MANY}
    assert at_once(one, other) == []
    assert {one.state, other.state} == {"applied"}
    assert sorted([counts(one), counts(other)], key=str) == [{"created": MANY}, {"updated": MANY}]
    assert Organisation.objects.count() == Site.objects.count() == MANY
    assert Activity.objects.count() == 2 * MANY
    assert no_listing_differs()
    assert not Import.objects.filter(has_turn=True).exists()


def test_the_same_file_at_once_is_applied_once_and_the_second_is_told(brought: Callable[..., Import]) -> None:
    content = names("naam;schakel;gemeente", "Metaal {n};refining;Rotterdam")
    jobs = [brought(content, "DCMR") for _number in range(2)]
    (told,) = at_once(*jobs)
    first, second = sorted(jobs, key=lambda job: job.state)
    assert told.startswith(f"The same list is being applied already, as import {first.pk}.")
    assert (first.state, second.state) == ("applied", "planned")
    assert Organisation.objects.count() == MANY
    known = len(vouchers())
    actions.apply(job=second, start=False)
    work_to_the_end(second.pk)
    second.refresh_from_db()
    assert counts(second) == {"unchanged": MANY}, "afterwards it may be applied, and says the same"
    assert len(vouchers()) == known
    assert no_listing_differs()


def test_a_list_of_organisations_and_one_of_their_sites_double_nothing(brought: Callable[..., Import]) -> None:
    at_once(brought(names("naam;schakel;kvk", "Metaal {n};refining;{n:08}"), "DCMR"))
    assert not Site.objects.exists()
    same = names("naam;kvk;gemeente;straat;postcode", "Metaal {n};{n:08};Rotterdam;Kade {n};3011 AA")
    of_sites = brought(same, "KvK", "sites")
    header, *lines = same.splitlines()
    of_organisations = brought("\n".join([header, *random.Random(7).sample(lines, MANY)]), "TNO")
    assert counts(of_sites) == counts(of_organisations) == {"updated": MANY}
    assert at_once(of_sites, of_organisations) == []
    assert {of_sites.state, of_organisations.state} == {"applied"}
    assert Organisation.objects.count() == Site.objects.filter(is_main=True).count() == Site.objects.count() == MANY
    assert len(vouchers("address")) == MANY, "who came first vouches for it"
    said = Statement.objects.filter(said__has_key="address").values_list("source__key").annotate(Count("pk"))
    assert set(said) == {("kvk", MANY), ("tno", MANY)}
    assert no_listing_differs()
