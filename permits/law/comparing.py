"""What differs between two versions of the law data, by section, row and field, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from permits.law.document import FILES, Document, Row, key_of
from permits.law.wording import DocumentWords, label_of, section_name

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One field: the lines that went and those that came."""

    label: str
    before: Sequence[str]
    after: Sequence[str]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, removed or changed; only a changed one has ``changes``."""

    kind: str
    slug: str
    title: str
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True)
class SectionChange:
    section: str
    title: str
    rows: Sequence[RowChange]


def compare(older: Document, newer: Document, places: Mapping[str, str] | None = None) -> list[SectionChange]:
    """The sections in which something differs; none when the versions say the same."""
    before, after = DocumentWords(older, places), DocumentWords(newer, places)
    head = _changes("version", older["version"], newer["version"], before, after)
    found = [_section(section, before, after) for section in FILES if section != "version"]
    changed = [one for one in found if one.rows]
    if head:
        row = RowChange(CHANGED, "version", str(newer["version"]["label"]), head)
        changed.insert(0, SectionChange("version", section_name("version"), [row]))
    return changed


def _section(section: str, before: DocumentWords, after: DocumentWords) -> SectionChange:
    old = {key_of(section, row): row for row in before.document[section]}
    new = {key_of(section, row): row for row in after.document[section]}
    rows = [RowChange(ADDED, key, after.title(section, row)) for key, row in new.items() if key not in old]
    rows += [RowChange(REMOVED, key, before.title(section, row)) for key, row in old.items() if key not in new]
    for key, row in new.items():
        if key in old and (changes := _changes(section, old[key], row, before, after)):
            rows.append(RowChange(CHANGED, key, after.title(section, row), changes))
    return SectionChange(section, section_name(section), rows)


def _changes(section: str, old: Row, new: Row, before: DocumentWords, after: DocumentWords) -> list[Change]:
    changes = []
    for member in dict.fromkeys((*old, *new)):
        was, now = old.get(member), new.get(member)
        if was == now:
            continue
        if _is_text(was, now):
            changes += _text_changes(label_of(section, member), was, now)
        else:
            changes.append(_change(section, member, (before, was), (after, now)))
    return changes


def _is_text(*values: Any) -> bool:
    return any(isinstance(value, Mapping) and set(value) == {"nl", "en"} for value in values)


def _text_changes(label: str, was: Any, now: Any) -> list[Change]:
    changes = []
    for language, name in (("nl", _("Dutch")), ("en", _("English"))):
        old, new = (was or {}).get(language), (now or {}).get(language)
        if old != new:
            changes.append(Change(f"{label} ({name})", [old] if old else [], [new] if new else []))
    return changes


def _has_parts(value: Any) -> bool:
    """Of several lines those that stayed are not told again."""
    return isinstance(value, (list, Mapping))


def _change(section: str, member: str, old: tuple[DocumentWords, Any], new: tuple[DocumentWords, Any]) -> Change:
    before, after = (words.lines(section, member, value) for words, value in (old, new))
    if before == after:
        # The same in this language: then the other one, or the order, is what differs.
        return Change(label_of(section, member), [_("other wording or order")], [_("other wording or order")])
    if _has_parts(old[1]) and _has_parts(new[1]) and set(before) != set(after):
        return Change(
            label_of(section, member),
            [line for line in before if line not in after],
            [line for line in after if line not in before],
        )
    return Change(label_of(section, member), before, after)
