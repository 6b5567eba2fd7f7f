"""Lists of one kind are written in turns: what one brings is there when the next one looks what is known.

So two lists with the same new records, applied at the same time, make each record once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_noop

from imports.enums import WRITING, ImportState
from imports.models import Import
from imports.queueing import wake
from imports.reasons import StepNotPossible

__all__ = ["ahead_of", "hold_turn", "one_at_a_time", "take_turn", "wake_next"]


@contextmanager
def one_at_a_time(job: Import) -> Iterator[None]:
    """Of the same list of the same source one is applied at a time: the second is told which one is first. Inside, in a
    transaction, the import goes to be applied."""
    try:
        yield
    except IntegrityError:
        first = Import.objects.same_content(job).filter(source=job.source, state=ImportState.APPLYING).first()
        raise StepNotPossible(
            gettext_noop(
                "The same list is being applied already, as import %(first)d. "
                "Wait until that is done, and look here again at what is still to do."
            ),
            first=first.pk if first else 0,
        ) from None


def take_turn(job: Import) -> bool:
    """Whether this import may write now. Waits for parts that an earlier one is still writing, but not for its end."""
    if job.has_turn:
        return True
    try:
        with transaction.atomic():
            _lock(job.kind, shared=False)
            if Import.objects.filter(kind=job.kind, has_turn=True).exclude(pk=job.pk).exists():
                return False
            mine = Import.objects.filter(pk=job.pk, state=job.state)
            job.has_turn = bool(mine.update(has_turn=True))
    except IntegrityError:
        return False
    return job.has_turn


def hold_turn(job: Import) -> bool:
    """In the transaction of a part: nobody else gets the turn before it ends. False when it is not ours any more."""
    _lock(job.kind, shared=True)
    return Import.objects.filter(pk=job.pk, has_turn=True).exists()


def ahead_of(job: Import) -> Import | None:
    """The import that this one waits for."""
    if job.has_turn or job.state not in WRITING:
        return None
    return Import.objects.filter(kind=job.kind, has_turn=True).exclude(pk=job.pk).first()


def wake_next(job: Import) -> None:
    """The turn is free: the import that has waited longest goes on."""
    waiting = Import.objects.filter(kind=job.kind, state__in=WRITING, has_turn=False).exclude(pk=job.pk)
    following = waiting.order_by("heartbeat", "pk").values_list("pk", flat=True).first()
    if following is not None:
        wake(following)


def _lock(kind: str, *, shared: bool) -> None:
    """Until the end of the transaction. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [f"imports of {kind}"])
