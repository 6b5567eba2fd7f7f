"""What an app registers to have its records imported, and the register itself."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, gettext_noop

from imports.cleaners import Cleaner, Vocabularies, text
from imports.enums import RowOutcome
from imports.reasons import BadValue, Issue
from imports.rows import ImportContext, Outcome, Reversal, Row
from imports.vocabulary import Vocabulary

Text = str | Promise


@dataclass(frozen=True)
class Column:
    """One field that a list may bring. ``key`` is the header of our own layout, ``aliases`` are others that mean it."""

    key: str
    label: Text
    aliases: tuple[str, ...] = ()
    required: bool = False
    clean: Cleaner = field(default_factory=text)
    help: Text = ""


@dataclass(frozen=True)
class Option:
    """Something to choose once for a whole list, such as the visibility of what it brings."""

    key: str
    label: Text
    choices: Sequence[tuple[str, Text]]
    default: str


class Teller:
    """Says values of changes in words. Importers whose changes hold codes give one that knows their names."""

    def words(self, field: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, list):
            return "; ".join(self.words(field, item) for item in value)
        return str(value)


class Importer(ABC):
    """Knows one kind of record: its columns, how to recognise a known one, and how to write many at once.

    ``plan`` and ``apply`` get the rows of one chunk and use a number of queries that does not depend on how many
    there are. ``apply`` runs in the transaction of the chunk, right after a fresh ``plan``, and sets ``record_id``.
    """

    kind: ClassVar[str]
    label: ClassVar[Text]
    columns: ClassVar[Sequence[Column]]
    options: ClassVar[Sequence[Option]] = ()
    #: Whether several rows may speak of one record; otherwise a second one is rejected.
    rows_may_share_a_record: ClassVar[bool] = False
    #: What somebody must be allowed to do to bring such lists and to see them, as ``app.codename``; empty: whoever may
    #: import at all.
    needs: ClassVar[str] = ""
    #: Whether partners may deliver such lists through the API, for the team to look at and apply.
    from_outside: ClassVar[bool] = False
    #: Whether a list may say that it replaces the one before of its source: then ``vanished`` is there.
    can_replace: ClassVar[bool] = False
    #: Why an applied list of this kind cannot be taken back; empty for one that can.
    cannot_undo: ClassVar[Text] = gettext_lazy("Lists of this kind cannot be taken back.")

    def is_for(self, user: Any) -> bool:
        return not self.needs or bool(user.has_perm(self.needs))

    def may_be_delivered_by(self, user: Any) -> bool:
        """Through the API: by who may bring such lists in the admin, and by partners when the kind is for them."""
        if user.has_perm("imports.add_import") and self.is_for(user):
            return True
        return self.from_outside and bool(user.has_perm("imports.deliver_import"))

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The closed lists that ``choice`` cleaners look in; asked once per chunk."""
        return {}

    @abstractmethod
    def group(self, cells: Mapping[str, str]) -> str:
        """What rows of one file about the same record have in common: they are handled together, in order."""

    def check(self, row: Row) -> Iterable[Issue]:
        """What is wrong with values that are right by themselves but not together."""
        return ()

    @abstractmethod
    def plan(self, rows: Sequence[Row], context: ImportContext) -> list[Outcome]:
        """Match rows with what is known and say what each would change; writes nothing."""

    @abstractmethod
    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        """Write the created and updated ones with bulk operations."""

    def remember(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        """Keep of all rows of a chunk that is being applied what later lists, or people, have to know."""
        return

    def also(self, import_id: int) -> Sequence[tuple[str, int, str]]:
        """What else people want to know beside the counts: what, how many, and the address of more (or empty)."""
        return ()

    def vanished(self, record_ids: Collection[int], context: ImportContext) -> int:
        """Propose to people that these ceased: they stood on the list before, and not on this one. Gives how many."""
        return 0

    def plan_undo(self, record_ids: Sequence[int], context: ImportContext, *, changed_too: bool) -> list[Reversal]:
        """What would become of each record if the import were taken back; writes nothing, queries are constant.

        A record that somebody else changed since is left, and says so, unless ``changed_too``.
        """
        raise NotImplementedError

    def undo(self, reversals: Sequence[Reversal], context: ImportContext) -> None:
        """Remove what the import made and set back what it changed, right after a fresh ``plan_undo``, in its
        transaction; the ``left`` of one that turns out not to be possible is set."""
        raise NotImplementedError

    def after_undo(self, context: ImportContext) -> None:  # noqa: B027 - most have nothing to do
        """When all records are done: remove what was made for the import alone."""

    def row_label(self, row: Row) -> str:
        """What to call a row that is not matched with a record: its first cell that holds anything."""
        return next((cell for cell in row.cells.values() if cell.strip()), "")

    def field_label(self, key: str) -> str:
        """What people call a field of a change; the key itself when it is no column."""
        column = self.column(key)
        return str(column.label) if column else key

    def teller(self) -> "Teller":
        """How to tell values of changes in the language of this moment; one for many rows."""
        return Teller()

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    def default_options(self, given: Mapping[str, str]) -> dict[str, str]:
        """Each option as given, or its default; an unknown option or value raises ``ValueError``."""
        known = {option.key: option for option in self.options}
        for key, value in given.items():
            if key not in known or value not in dict(known[key].choices):
                raise ValueError(f"{key}={value}")
        return {key: given.get(key, option.default) for key, option in known.items()}


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Make a kind of record importable; called from ``AppConfig.ready``."""
    keys = [column.key for column in importer.columns]
    if len(set(keys)) != len(keys):
        raise ValueError(f"importer {importer.kind} names a column twice")
    _importers[importer.kind] = importer


def unregister(kind: str) -> None:
    _importers.pop(kind, None)


def importer_for(kind: str) -> Importer:
    """Raises ``KeyError`` for a kind that no app registered."""
    return _importers[kind]


def importers() -> list[Importer]:
    return [_importers[kind] for kind in sorted(_importers)]


def importers_for(user: Any) -> list[Importer]:
    """Those that this person may use."""
    return [one for one in importers() if one.is_for(user)]


#: What stands in a cell to say that there is nothing to say, and what a workbook puts where it cannot find or reckon.
SAYS_NOTHING = frozenset({
    "-", "--", "–", "—", "n.v.t.", "n.v.t", "nvt", "n/a", "n.a.",
    "#n/b", "#n/a", "#verw!", "#ref!", "#waarde!", "#value!", "#naam?", "#name?", "#deel/0!", "#div/0!",
    "#getal!", "#num!", "#leeg!", "#null!",
})  # fmt: skip


def clean_rows(importer: Importer, rows: Sequence[Row], known: Vocabularies) -> None:
    """Fill ``values`` and ``issues`` of each row, column by column: what stands in many rows is cleaned once.

    So a cleaned value may be shared by rows; nobody changes it afterwards.
    """
    mapped = {key for row in rows for key in row.cells}
    for column in importer.columns:
        if column.key in mapped:
            _clean_column(column, rows, known)
        elif column.required:
            for row in rows:
                row.issues.append(missing(column))
    for row in rows:
        if not row.issues:
            row.issues.extend(importer.check(row))


def _clean_column(column: Column, rows: Sequence[Row], known: Vocabularies) -> None:
    key, clean = column.key, column.clean
    cleaned: dict[str, Any] = {}
    for row in rows:
        cell = row.cells.get(key, "").strip()
        if not cell or cell.casefold() in SAYS_NOTHING:
            if column.required:
                row.issues.append(missing(column))
            continue
        value = cleaned.get(cell)
        if value is None:
            try:
                value = clean(cell, known)
            except BadValue as bad:
                value = bad
            cleaned[cell] = value
        if isinstance(value, BadValue):
            row.issues.append(Issue(key, cell, value.text, value.suggestion, value.params))
        elif value is not None:
            row.values[key] = value


def missing(column: Column) -> Issue:
    return Issue(column.key, "", gettext_noop("is required and empty"))


def rejected(row: Row, issues: Sequence[Issue], label: str = "") -> Outcome:
    return Outcome(row=row, kind=RowOutcome.REJECTED, issues=list(issues), label=label)


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field by field, what ``new`` would change of ``old``: ``{field: [old, new]}``."""
    return {key: [old.get(key), value] for key, value in new.items() if old.get(key) != value}
