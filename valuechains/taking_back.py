"""Take a short list back: what it made goes, what it changed is as it was before, record by record."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from imports.reasons import Issue
from imports.rows import ImportContext, Reversal
from publication.enums import Door
from publication.history import change_door
from publication.publishing import publishing
from publication.rewinding import Touched, points_at, relations_to, set_back, touched
from valuechains.models import Source

__all__ = ["CHANGED", "CLASHES", "GONE", "UNKNOWN", "USED", "OneByOne", "reference_of", "remove_unused_sources"]

CHANGED = gettext_noop("was changed since by somebody else")
USED = gettext_noop("was made by this list, and others hang something on it since")
GONE = gettext_noop("is gone: somebody deleted it, or merged it into another")
UNKNOWN = gettext_noop("what stood there before is not known")
CLASHES = gettext_noop("cannot be set back: it would clash with what is in the register now")


def reference_of(context: ImportContext) -> str:
    """How the history of the way back names itself."""
    return f"undo {context.import_id}"


def remove_unused_sources(import_id: int) -> None:
    """Sources that the list made for itself go, when nothing names them any more."""
    made = Source.history.filter(door=Door.IMPORT, door_reference=str(import_id), history_type="+")
    for source in Source.objects.filter(pk__in=made.values("id")):
        if not any(points_at(relation, [source.pk]) for relation in relations_to(Source)):
            source.delete()


class OneByOne:
    """For an importer whose lists are short and whose history tells all. ``touches`` names the models that it writes:
    first that of the record, with ``id``; then what hangs on it, with the field that points at the record."""

    cannot_undo: ClassVar[str | Promise] = ""
    touches: ClassVar[Sequence[tuple[type[Model], str]]]

    def plan_undo(self, record_ids: Sequence[int], context: ImportContext, *, changed_too: bool) -> list[Reversal]:
        rows = self._touched(record_ids, context)
        root = self.touches[0][0]
        there = {one.pk: str(one) for one in root._base_manager.filter(pk__in=record_ids)}
        used = self._used(rows)
        return [
            Reversal(
                pk,
                there.get(pk, str(pk)),
                removes=_made(rows[pk], root),
                left=_objection(rows[pk], root, is_there=pk in there, is_used=pk in used, changed_too=changed_too),
                payload=rows[pk],
            )
            for pk in sorted(rows)
        ]

    def undo(self, reversals: Sequence[Reversal], context: ImportContext) -> None:
        user = get_user_model().objects.filter(pk=context.user_id).first() if context.user_id else None
        with publishing(), change_door(Door.IMPORT, reference_of(context)):
            for one in reversals:
                try:
                    with transaction.atomic():
                        set_back(one.payload, user)
                except (IntegrityError, ProtectedError):
                    one.left = Issue("", "", CLASHES)

    def after_undo(self, context: ImportContext) -> None:
        remove_unused_sources(context.import_id)

    def _touched(self, pks: Sequence[int], context: ImportContext) -> dict[int, list[Touched]]:
        found: dict[int, list[Touched]] = defaultdict(list)
        for model, owner in self.touches:
            links = {f"{owner}__in": list(pks)}
            for one in touched(model, links, Door.IMPORT, str(context.import_id), lock=context.applying):
                values: Any = one.left or one.before
                found[values[owner]].append(one)
        return found

    def _used(self, rows: dict[int, list[Touched]]) -> set[int]:
        """Records that the list made, and on which others hang something since."""
        root = self.touches[0][0]
        made = [pk for pk, its in rows.items() if _made(its, root)]
        known = {(row.model, row.pk) for its in rows.values() for row in its}
        used: set[int] = set()
        for relation in relations_to(root) if made else ():
            model, name = relation.related_model, relation.field.attname
            others = model._base_manager.filter(**{f"{name}__in": made}).values_list("pk", name)
            through = model._meta.auto_created is not False
            used |= {owner for pk, owner in others if not through and (model, pk) not in known}
        return used


def _made(rows: Collection[Touched], root: type[Model]) -> bool:
    return any(row.model is root and row.was_made for row in rows)


def _objection(
    rows: Collection[Touched], root: type[Model], *, is_there: bool, is_used: bool, changed_too: bool
) -> Issue | None:
    if not is_there and not _made(rows, root):
        return Issue("", "", GONE)
    if not all(row.is_known for row in rows):
        return Issue("", "", UNKNOWN)
    if is_there and not changed_too and (is_used or any(row.is_changed_since for row in rows)):
        return Issue("", "", USED if is_used else CHANGED)
    return None
