"""One row on its way: as given, cleaned, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imports.enums import RowOutcome
from imports.reasons import Issue

Changes = dict[str, list[Any]]


@dataclass(slots=True)
class Row:
    """A row of the file. ``cells`` holds the text of the mapped columns, ``values`` what cleaning made of them.

    An empty cell has no entry in ``values``: it says nothing, and never erases what is known.
    ``follows`` names the first row of the file that speaks of the same record, or is None for that row itself.
    """

    number: int
    raw: list[str]
    cells: Mapping[str, str]
    duplicate_of: int | None = None
    follows: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What becomes of a row. ``payload`` carries what ``apply`` needs and is not stored."""

    row: Row
    kind: RowOutcome
    label: str = ""
    changes: Changes = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    record_id: int | None = None
    payload: Any = None


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What an importer may know of the import that a row came with.

    ``applying`` says that the plan is written right after: what it matched should be locked until then.
    """

    import_id: int
    source: str
    file_name: str
    user_id: int | None
    options: Mapping[str, str]
    applying: bool = False


@dataclass(slots=True)
class Reversal:
    """What taking an import back does to one record: ``left`` says why nothing. ``payload`` is for the importer."""

    record_id: int
    label: str
    removes: bool = False
    left: Issue | None = None
    payload: Any = None
