"""The latest changes of several kinds of record together."""

from collections.abc import Iterable
from typing import Any

from django.db import models


def latest_changes(kinds: Iterable[type[models.Model]], most: int = 8) -> list[Any]:
    """History rows of these models, newest first: one query a kind."""
    rows: list[Any] = []
    for model in kinds:
        history = model.history  # type: ignore[attr-defined]
        rows += history.select_related("history_user").order_by("-history_date", "-history_id")[:most]
    return sorted(rows, key=lambda row: row.history_date, reverse=True)[:most]
