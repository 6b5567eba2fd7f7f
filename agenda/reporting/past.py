"""Records as they were at the end of a day, read from their history."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Min
from django.utils import timezone

from agenda.models import Recommendation
from publication.enums import Visibility
from publication.publishers import all_publishers

Row = dict[str, Any]
_CHUNK = 2_000


@dataclasses.dataclass(frozen=True, slots=True)
class Moment:
    """The end of a day. ``is_internal`` sees everything of then; else what was public then and still is."""

    day: datetime.date
    is_internal: bool = False

    @property
    def until(self) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(self.day + datetime.timedelta(days=1), datetime.time.min))

    def rows(self, model: Any, *columns: str) -> dict[int, Row]:
        """By id, the last state before the end of the day of records of the model. Two queries at most."""
        wanted = ["id", "history_type", *columns]
        is_publishable = any(field.name == "visibility" for field in model._meta.get_fields())
        if is_publishable:
            wanted += ["visibility", "embargo_until"]
        history = model.history.filter(history_date__lt=self.until).order_by("history_date", "history_id")
        last: dict[int, Row] = {row["id"]: row for row in history.values(*wanted).iterator(_CHUNK)}
        there = {pk: row for pk, row in last.items() if row["history_type"] != "-"}
        if self.is_internal or not is_publishable:
            return there
        now = set(_listed(model))
        return {pk: row for pk, row in there.items() if pk in now and self._was_public(row)}

    def _was_public(self, row: Row) -> bool:
        if row["visibility"] == Visibility.EMBARGOED:
            return row["embargo_until"] is not None and row["embargo_until"] <= self.day
        return bool(row["visibility"] == Visibility.PUBLIC)


def _listed(model: type[models.Model]) -> Sequence[int]:
    """Ids of the records that are public now."""
    listing: Any = next(one.listing for one in all_publishers() if one.listing._meta.pk.related_model is model)
    return listing.objects.values_list("pk", flat=True)


def agenda_began() -> datetime.date | None:
    """The day of the first recommendation; of earlier days nothing is known."""
    first = Recommendation.history.aggregate(first=Min("history_date"))["first"]
    return timezone.localdate(first) if first else None
