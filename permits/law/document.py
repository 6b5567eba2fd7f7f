"""The law as one document: read from its files, put into one form, and told apart by a fingerprint.

A document is a JSON object: ``version`` and the sections of :data:`SECTIONS`. Texts are ``{"nl", "en"}``. A legal basis
is a list of ``{"law", "article"}``: ``law`` is the key of a row in ``laws``, ``article`` is written the same in every
language: ``10.24(1)(b)`` for paragraph 1 under b, ``annex V, D2`` for an annex, ``§3.3.6`` for a section.
No database and no clock here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Document = dict[str, Any]
Row = dict[str, Any]

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "law"
FILES: Mapping[str, str] = {
    "version": "version",
    "laws": "laws",
    "authorities": "authorities",
    "municipalities": "municipalities",
    "permitTypes": "permit-types",
    "competence": "competence",
    "questions": "questions",
    "rules": "rules",
    "dependencies": "dependencies",
    "cases": "cases",
}
SECTIONS = tuple(name for name in FILES if name != "version")

# The members of every row with the value that an absent one gets; REQUIRED stands for "must be there".
REQUIRED: Any = object()
_CITED: Row = {"legalBasis": (), "source": None, "confidence": REQUIRED}
MEMBERS: Mapping[str, Row] = {
    "laws": {"key": REQUIRED, "name": REQUIRED, "text": None, "source": None},
    "authorities": {
        "slug": REQUIRED,
        "name": REQUIRED,
        "shortName": REQUIRED,
        "kind": REQUIRED,
        "role": REQUIRED,
        "competences": (),
        "website": None,
        "isEmpty": False,
        "note": None,
        **_CITED,
    },
    "municipalities": {
        "municipality": REQUIRED,
        "environmentService": REQUIRED,
        "waterBoards": (),
        "safetyRegion": REQUIRED,
        "confidence": REQUIRED,
        "source": REQUIRED,
    },
    "permitTypes": {
        "slug": REQUIRED,
        "order": 0,
        "name": REQUIRED,
        "category": REQUIRED,
        "summary": REQUIRED,
        "trigger": REQUIRED,
        "authority": REQUIRED,
        "exceptions": (),
        "executing": None,
        "advisers": (),
        "procedure": REQUIRED,
        "alternativeProcedure": None,
        "term": REQUIRED,
        "remedy": "unknown",
        "requirements": (),
        "documents": (),
        "documentsConfidence": None,
        "firstStep": REQUIRED,
        "unverified": (),
        "coordination": None,
        "notes": None,
        "stages": (),
        **_CITED,
    },
    "competence": {
        "slug": REQUIRED,
        "order": 0,
        "when": REQUIRED,
        "if": None,
        "permitTypes": (),
        "authority": None,
        "executing": None,
        "procedure": None,
        "procedureNote": None,
        **_CITED,
    },
    "questions": {
        "slug": REQUIRED,
        "order": 0,
        "group": REQUIRED,
        "kind": REQUIRED,
        "unit": None,
        "minimum": None,
        "maximum": None,
        "text": REQUIRED,
        "why": REQUIRED,
        "definition": None,
        "options": (),
        "allowsUnknown": True,
        "askIf": None,
        **_CITED,
    },
    "rules": {
        "slug": REQUIRED,
        "order": 0,
        "permitType": REQUIRED,
        "need": REQUIRED,
        "if": None,
        "because": REQUIRED,
        "set": None,
        **_CITED,
    },
    "dependencies": {
        "slug": REQUIRED,
        "before": REQUIRED,
        "after": REQUIRED,
        "kind": REQUIRED,
        "because": REQUIRED,
        **_CITED,
    },
    "cases": {"slug": REQUIRED, "title": REQUIRED, "story": REQUIRED, "answers": REQUIRED, "expected": REQUIRED},
}
VERSION_MEMBERS = ("number", "label", "inForceFrom", "termsVersion", "note")
# These sections belong to the planner, which may give its rows members of its own.
OPEN_SECTIONS = frozenset({"questions", "rules", "dependencies", "cases"})
KEYS: Mapping[str, str] = {"laws": "key", "municipalities": "municipality"}


class LawDocumentError(ValueError):
    """The document cannot be read; the message names the section, the row and the member."""


def read_files(folder: Path = FOLDER) -> Document:
    """The document of a folder of JSON files; a section without a file is empty."""
    return normalised({section: _read(folder / f"{name}.json") for section, name in FILES.items()})


def _read(path: Path) -> Any:
    if not path.exists():
        return []
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise LawDocumentError(f"{path.name}: {error}") from error


def key_of(section: str, row: Mapping[str, Any]) -> str:
    """What names a row within its section."""
    return str(row.get(KEYS.get(section, "slug"), ""))


def normalised(document: Mapping[str, Any]) -> Document:
    """The document with every member in place, absent ones filled in; LawDocumentError tells what is wrong."""
    version = document.get("version")
    if not isinstance(version, Mapping) or set(version) != set(VERSION_MEMBERS):
        raise LawDocumentError(f"version: an object with {', '.join(VERSION_MEMBERS)} is expected")
    result: Document = {"version": {name: version[name] for name in VERSION_MEMBERS}}
    for section in SECTIONS:
        rows = [_row(section, row) for row in document.get(section) or []]
        _refuse_doubles(section, rows)
        result[section] = _in_order(section, rows)
    return result


def _in_order(section: str, rows: list[Row]) -> list[Row]:
    if "order" not in MEMBERS[section]:
        return rows
    return sorted(rows, key=lambda row: (row["order"], row["slug"]))


def _row(section: str, row: Any) -> Row:
    if not isinstance(row, Mapping):
        raise LawDocumentError(f"{section}: every row is an object")
    members = MEMBERS[section]
    where = f"{section}.{key_of(section, row) or '?'}"
    if missing := [name for name, default in members.items() if default is REQUIRED and name not in row]:
        raise LawDocumentError(f"{where}: {', '.join(missing)} is missing")
    others = [name for name in row if name not in members]
    if others and section not in OPEN_SECTIONS:
        raise LawDocumentError(f"{where}: {', '.join(others)} is unknown")
    filled = {name: _value(name, row.get(name, default)) for name, default in members.items()}
    return filled | {name: row[name] for name in sorted(others)}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if name == "source" and isinstance(value, str):
        return {"nl": value, "en": value}
    if name in ("minimum", "maximum"):
        return whole(value)
    if name in ("authority", "executing") and isinstance(value, Mapping):
        return {"kind": value.get("kind"), "authority": value.get("authority")}
    if name == "term":
        return {"rule": value.get("rule"), "params": value.get("params") or {}, "text": value.get("text")}
    if name == "waterBoards":
        return [_area(area) for area in value]
    return value


def _area(area: Row) -> Row:
    return {
        **{name: area.get(name) for name in ("authority", "share", "where", "confidence")},
        "source": _value("source", area.get("source")),
    }


def whole(value: Any) -> Any:
    """A number without a fraction when it has none, so that 10 and 10.0 are written alike."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _refuse_doubles(section: str, rows: Sequence[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        key = key_of(section, row)
        if key in seen:
            raise LawDocumentError(f"{section}.{key}: this row stands there twice")
        seen.add(key)


def digest(document: Mapping[str, Any]) -> str:
    """A fingerprint of the whole content, apart from the order in which objects write their members."""
    plain = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
