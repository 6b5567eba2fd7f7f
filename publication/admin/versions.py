"""Versions of a record compared, and made into the record again."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from publication.admin.display import content_fields, label_of, shown_value
from publication.enums import Visibility

# An earlier version brings back content. Who may see it, and who vouched for it, is decided anew.
KEPT = frozenset({"visibility", "embargo_until", "verified_at", "verified_by", "confirmed_at"})


def is_kept(name: str) -> bool:
    """What a record shows (``shows_…``) is decided anew too."""
    return name in KEPT or name.startswith("shows_")


TOGETHER = datetime.timedelta(seconds=10)

Change = dict[str, str]


def tell_changes(versions: Sequence[Any], *, look_back: bool = True) -> None:
    """Give each version (newest first) ``changes``: what is other than in the one ``before``, if that is known."""
    fetch_links(versions)
    for newer, older in zip(versions, [*versions[1:], None], strict=False):
        if older is None and look_back and versions:
            older = newer.prev_record
        newer.before = older
        newer.changes = (
            [_change(field, old, new) for field, old, new in changes_between(older, newer)]
            if older is not None and newer.history_type == "~"
            else []
        )


def fetch_links(versions: Sequence[Any]) -> None:
    """What many versions linked, with one query for each field; simple_history's links cannot be prefetched."""
    for kind in {type(version) for version in versions}:
        same = {version.pk: version for version in versions if type(version) is kind}
        for field in _links(kind):
            name = field.m2m_reverse_field_name()
            found: dict[Any, list[tuple[Any, str]]] = {pk: [] for pk in same}
            rows = getattr(kind, field.name).model._default_manager.filter(history__in=list(same)).select_related(name)
            for row in rows:
                found[row.history_id].append((getattr(row, f"{name}_id"), str(getattr(row, name))))
            for pk, version in same.items():
                version.__dict__.setdefault("_fetched_links", {})[field.name] = found[pk]


def changes_between(older: Any, newer: Any) -> Iterator[tuple[models.Field, str, str]]:
    """The fields that differ, with both values as text; many-to-many links included where history keeps them."""
    for field in _tracked(newer):
        before, after = getattr(older, field.attname), getattr(newer, field.attname)
        if before != after:
            yield field, shown_value(field, older), shown_value(field, newer)
    for field in _links(type(newer)):
        before, after = _link_text(older, field), _link_text(newer, field)
        if before != after:
            yield field, before, after


def compare(version: Any, current: Any | None) -> list[dict[str, Any]]:
    """All values of a version beside what they are now."""
    rows = []
    for field in _tracked(version):
        then = shown_value(field, version)
        now = shown_value(field, current) if current is not None else ""
        rows.append(
            {"label": label_of(field), "then": then, "now": now, "differs": then != now, "kept": is_kept(field.name)}
        )
    for field in _links(type(version)):
        then, now = _link_text(version, field), _link_text(current, field) if current is not None else ""
        rows.append({"label": label_of(field), "then": then, "now": now, "differs": then != now, "kept": False})
    return rows


def restored(version: Any, current: Any | None) -> Any:
    """The record as it was in ``version``, not saved yet. A deleted one comes back internal and unverified; a model
    with ``come_back`` sees to the rest of that itself."""
    record = version.instance
    record._state.adding = current is None
    for name in filter(is_kept, [field.name for field in record._meta.concrete_fields]):
        if current is not None:
            setattr(record, name, getattr(current, name))
        elif name in KEPT:
            setattr(record, name, Visibility.INTERNAL if name == "visibility" else None)
    if current is None and hasattr(record, "come_back"):
        record.come_back()
    return record


def restore_children(histories: Iterable[Any], deletion: Any, user: Any, reason: str) -> tuple[int, list[str]]:
    """Bring back what was deleted along with a record; gives how many, and the names of those that cannot come back.

    Deletions of one go carry moments a few seconds apart at most: children are recorded just before their parent.
    """
    window = (deletion.history_date - TOGETHER, deletion.history_date + TOGETHER)
    count, lost = 0, []
    for history in histories:
        for row in history.filter(history_type="-", history_date__range=window).order_by("history_id"):
            child = restored(row, None)
            child._history_user, child._change_reason = user, reason
            try:
                child.full_clean(exclude=["id"])
            except (ValidationError, ObjectDoesNotExist):
                lost.append(f"{child._meta.verbose_name} {row.id}")
                continue
            child.save(force_insert=True)
            _link_again(child, row)
            count += 1
    return count, lost


def _link_again(child: Any, deletion: Any) -> None:
    """A version of a deletion links nothing any more: the one before it does."""
    history = type(deletion)
    if not _links(history):
        return
    earlier = history.objects.filter(id=deletion.id, history_id__lt=deletion.history_id)
    last = earlier.exclude(history_type="-").order_by("-history_id").first()
    for name, pks in links_of(history, last).items():
        getattr(child, name).set(pks)


def links_of(history: type[models.Model], version: Any | None = None) -> dict[str, list[Any]]:
    """The many-to-many fields that a history keeps; with ``version``, the ids it linked."""
    return {
        field.name: [] if version is None else [pk for pk, _text in _linked(version, field)]
        for field in _links(history)
    }


def _tracked(version: Any) -> list[models.Field]:
    kept = {field.name for field in version.tracked_fields}
    return [field for field in content_fields(version.instance_type) if field.name in kept]


def _links(history: type[models.Model]) -> list[Any]:
    return list(getattr(history, "_history_m2m_fields", ()))


def _linked(version: Any, field: Any) -> list[tuple[Any, str]]:
    fetched: dict[str, list[tuple[Any, str]]] = version.__dict__.get("_fetched_links", {})
    if field.name in fetched:
        return fetched[field.name]
    manager = getattr(version, field.name)
    if not hasattr(version, "history_id"):
        return [(one.pk, str(one)) for one in manager.all()]
    name = field.m2m_reverse_field_name()
    return [(getattr(one, f"{name}_id"), str(getattr(one, name))) for one in manager.all()]


def _link_text(version: Any, field: Any) -> str:
    return ", ".join(sorted(text for _pk, text in _linked(version, field)))


def _change(field: Any, old: str, new: str) -> Change:
    return {"label": label_of(field), "old": old, "new": new}
