"""A list that replaces the one before of its source: what vanished from it is proposed as ceased, and not removed."""

from django.utils.translation import gettext_noop

from imports.enums import RowOutcome
from imports.importers import Importer
from imports.models import ColumnChoice, Import, ImportRow
from imports.reasons import ImportRefused
from imports.vocabulary import plain

__all__ = ["check_replaces", "propose_vanished"]

NOT_TAKEN = (RowOutcome.REJECTED, RowOutcome.REVIEW)


def check_replaces(importer: Importer, source: str) -> None:
    """``ImportRefused`` for a kind that cannot, and for a list that does not say whose it is."""
    if not importer.can_replace:
        raise ImportRefused(gettext_noop("Lists of this kind cannot replace each other."))
    if not ColumnChoice.source_key(source):
        raise ImportRefused(gettext_noop("Name the source, so that its list before can be found."))


def propose_vanished(job: Import) -> int:
    """At the end of applying, in its transaction; gives how many are proposed.

    A row that was not taken in is still on the list: a record of that name has not vanished.
    """
    before = Import.objects.before(job)
    if not before:
        return 0
    here = set(job.rows.filter(record_id__isnull=False).values_list("record_id", flat=True))
    known = ImportRow.objects.filter(job__in=before, record_id__isnull=False).exclude(outcome__in=NOT_TAKEN)
    gone = {pk: plain(label) for pk, label in known.values_list("record_id", "label") if pk not in here}
    if gone:
        left = {plain(label) for label in job.rows.filter(outcome__in=NOT_TAKEN).values_list("label", flat=True)}
        gone = {pk: label for pk, label in gone.items() if label not in left}
    return job.importer.vanished([pk for pk in gone if pk is not None], job.context) if gone else 0
