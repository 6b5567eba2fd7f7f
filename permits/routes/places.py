"""Names of the municipalities. The law data knows them by their code; files only, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "reference" / "municipalities.json"


@cache
def names() -> Mapping[str, str]:
    """The usual name of each code: Den Haag rather than 's-Gravenhage."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return {row["cbs_code"]: row["name"] for row in rows}


@cache
def other_names() -> Mapping[str, str]:
    """Codes by every name in lower case."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        name.casefold(): row["cbs_code"]
        for row in rows
        for name in (row["name"], row["official_name"], row["slug"], *row["also_known_as"])
    }
