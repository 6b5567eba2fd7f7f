"""What the tests of lists ask of an import."""

from collections.abc import Callable

from django.utils import translation

from imports.models import Import, ImportRow
from publication.rebuild import compare

Take = Callable[..., Import]
HEADER = "naam;schakel;gemeente"


def counts(job: Import) -> dict[str, int]:
    return {outcome: number for outcome, number in job.counts.items() if number}


def row(job: Import, number: int = 2) -> ImportRow:
    return job.rows.get(number=number)


def reasons(job: Import, number: int = 2) -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(issue.column, issue.text()) for issue in row(job, number).issue_list]


def no_listing_differs() -> bool:
    return not [difference for kind in ("companies", "sites") for difference in compare(kind)]
