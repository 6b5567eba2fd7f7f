"""Who vouched for values when they stood there before: what is restored comes with its own sources.

A later source vouches for the later value; under an older one its name would be untrue.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from companies.models import Organisation, Provenance
from companies.vouches import spread
from companies.vouching import Vouching
from valuechains.models import Source

__all__ = ["vouch_as_then"]


def vouch_as_then(*, organisation: Organisation, subjects: Collection[str], version: Any, user: Any) -> None:
    """These values get the sources that they had while ``version`` of the organisation, or of a part of it, stood
    there. Nobody confirmed them. Inside a ``publishing()`` block."""
    if not subjects:
        return
    vouching = Vouching(organisation)
    vouching.keep(lambda subject: subject not in subjects)
    rows = _rows_then(organisation, version)
    known = set(Source.objects.filter(pk__in={row.source_id for row in rows}).values_list("pk", flat=True))
    for row in rows:
        for subject, one in spread(row.vouches_for).items():
            if subject in subjects and row.source_id in known:
                vouching.put(subject, row.source_id, one.confirmed(None, None))
    vouching.save(by=user)


def _rows_then(organisation: Organisation, version: Any) -> list[Any]:
    """The last state of each row before the next version. A row is written after what it vouches for; what came with
    the next version by the same door belongs to that."""
    history = Provenance.history.filter(organisation_id=organisation.pk).order_by("history_date", "history_id")
    later = Q(history_date__gt=version.history_date) | Q(
        history_date=version.history_date, history_id__gt=version.history_id
    )
    following = type(version).objects.filter(later, id=version.id).order_by("history_date", "history_id").first()
    if following is not None:
        history = history.filter(history_date__lt=following.history_date)
        if following.door_reference:
            history = history.exclude(door=following.door, door_reference=following.door_reference)
    last = {row.id: row for row in history}
    return [row for row in last.values() if row.history_type != "-"]
