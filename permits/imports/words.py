"""What a row of a list of trajectories brings, as a person reads it."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from imports.importers import Teller
from permits.models import PermitType
from permits.trajectories import EventKind


class Words(Teller):
    """Permit types and events by their names, days as they are written; one query at most."""

    def words(self, field: str, value: Any) -> str:
        if isinstance(value, str):
            if field == "permit_type":
                return self._permit_types.get(value, value)
            if field == "event":
                return str(dict(EventKind.choices).get(value, value))
            if field == "day":
                return date_format(datetime.date.fromisoformat(value), "j F Y")
        return super().words(field, value)

    @cached_property
    def _permit_types(self) -> dict[str, str]:
        """The newest version of the law has the last word."""
        spoken = "en" if (get_language() or "nl").startswith("en") else "nl"
        return dict(PermitType.objects.order_by("version").values_list("slug", f"name_{spoken}"))
