"""Whose value wins when a list says something else than the register: pinned, then by priority, then the later one."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext_noop

from companies.imports.changes import Change
from companies.imports.known import Record
from companies.list_sources.saying import Value, by_subject, current, told
from companies.models import ListSource, Pin, Statement
from companies.models.list_sources import USUAL_PRIORITY
from companies.subjects import SUBJECT_OF
from imports.reasons import Issue, shown
from imports.rows import ImportContext

__all__ = ["Weigher", "without"]

PINNED = gettext_noop("stays “%(old)s”: staff pinned this value")
OUTWEIGHED = gettext_noop("stays “%(old)s”: what %(source)s says goes before this list")


class Weigher:
    """Knows what sources say about the given organisations; three queries, whatever their number."""

    def __init__(self, pks: Collection[int], context: ImportContext) -> None:
        self._sources: dict[int, ListSource] = {one.pk: one for one in ListSource.objects.all()}
        own = ListSource.objects.of(context.source) if self._sources else None
        self._own = own
        self._named = bool(context.source)
        self._standing: dict[int, dict[int, dict[str, Value]]] = defaultdict(dict)
        self._pins: set[tuple[int, str]] = set()
        if not pks:
            return
        rows = Statement.objects.filter(organisation_id__among=pks).order_by()
        for organisation, source, said in rows.values_list("organisation_id", "source_id", "said"):
            self._standing[organisation][source] = said
        self._pins = set(Pin.objects.filter(organisation_id__among=pks).values_list("organisation_id", "subject"))

    def weigh(
        self, record: Record, values: dict[str, Any], changes: Iterable[Change], taken: Collection[str] = ()
    ) -> tuple[list[Change], list[Issue], dict[str, list[Any]]]:
        """The changes that the list may make, why it may not make the others, and what it newly says of those.

        ``values`` are those of the row and of its place; of the fields ``taken`` a person decided that the list is
        right.
        """
        said = by_subject(values.items()) if self._named else {}
        kept: list[Change] = []
        issues: list[Issue] = []
        outweighed: set[str] = set()
        if record.is_new:  # nobody has said anything of it yet
            record.said |= said
            return list(changes), issues, {}
        for change in changes:
            issue = None if change.field in taken else self._objection(record, change)
            if issue is None:
                kept.append(change)
            else:
                issues.append(issue)
                outweighed.add(SUBJECT_OF[change.field])
        news: dict[str, list[Any]] = {"said": [[], []]}
        before = self._own_words(record)
        for subject, value in said.items():
            if before.get(subject) == value:
                continue
            record.said[subject] = value
            if subject in outweighed:
                news["said"][0] += [told(before[subject])] if subject in before else []
                news["said"][1].append(told(value))
        return kept, issues, news if news["said"][1] else {}

    def _objection(self, record: Record, change: Change) -> Issue | None:
        subject = SUBJECT_OF.get(change.field)
        if subject is None:
            return None
        pk, old = record.organisation.pk, {"old": shown("" if change.old is None else change.old)}
        if (pk, subject) in self._pins:
            return Issue(change.key, str(change.new), PINNED, params=old)
        if change.old in (None, ""):
            return None
        owner = self._owner(record, subject, change.field)
        if owner is None or owner.priority_for(subject) <= self._weight(subject):
            return None
        return Issue(change.key, str(change.new), OUTWEIGHED, params={**old, "source": shown(owner.name)})

    def _owner(self, record: Record, subject: str, name: str) -> ListSource | None:
        """The weightiest other source that says what stands in the register now."""
        found = [
            self._sources[source]
            for source, said in self._standing[record.organisation.pk].items()
            if name in (value := said.get(subject, {}))
            and value == current(record.organisation, record.site, value)
            and not self._sources[source].is_hidden
            and (self._own is None or source != self._own.pk)
        ]
        return max(found, key=lambda source: (source.priority_for(subject), -source.pk), default=None)

    def _weight(self, subject: str) -> int:
        return self._own.priority_for(subject) if self._own else USUAL_PRIORITY

    def _own_words(self, record: Record) -> dict[str, Value]:
        """What this source has said of the record before."""
        if self._own is None:
            return {}
        return self._standing.get(record.organisation.pk, {}).get(self._own.pk, {})


def without(values: dict[str, Any], outweighed: Collection[Issue]) -> dict[str, Any]:
    """The row but for what it may not change: of that the list is no source."""
    gone = {issue.column for issue in outweighed}
    return {name: value for name, value in values.items() if name not in gone} if gone else values
