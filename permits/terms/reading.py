"""Read the committed data of the terms: the calendar and the laws. Files only, read once."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "terms"


def read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def law_rows() -> tuple[dict[str, Any], ...]:
    return tuple(read("laws.json")["laws"])


@cache
def calendar_data() -> dict[str, Any]:
    data = read("calendar.json")
    dates = [date.fromisoformat(row["date"]) for row in data["days"]]
    if dates != sorted(set(dates)) or not all(data["firstYear"] <= day.year <= data["lastYear"] for day in dates):
        raise ValueError("fixtures/terms/calendar.json: days must be in order, each once, within the years named")
    return data
