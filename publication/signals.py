"""Every change of a watched row touches the listings it shows in, within the same transaction."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from publication.publishers import ShownIn
from publication.publishing import touch, touch_shown

if TYPE_CHECKING:
    from publication.publishers import Publisher

# Receivers are weakly held by Django's signals; this list keeps them alive.
_receivers: list[Callable[..., None]] = []


def connect(publisher: "Publisher") -> None:
    _connect(publisher.kind, publisher.records().model, lambda record: [record.pk])
    for watch in publisher.watches():
        _connect(publisher.kind, watch.model, watch.affected)


def _connect(kind: str, model: type[models.Model], affected: Callable[[Any], Iterable[int]]) -> None:
    def row_changed(sender: Any, instance: Any, raw: bool = False, created: bool = False, **kwargs: Any) -> None:
        if not raw:
            shown_in = affected.for_new_rows() if created and isinstance(affected, ShownIn) else affected
            touch_shown(kind, shown_in, instance)

    def row_goes(sender: Any, instance: Any, **kwargs: Any) -> None:
        # Links of other records to this one are gone once it is deleted: who they are is asked before.
        instance.__dict__.setdefault("_shown_in", {})[affected] = set(affected(instance))

    def row_gone(sender: Any, instance: Any, **kwargs: Any) -> None:
        known: set[int] = instance.__dict__.get("_shown_in", {}).pop(affected, set())
        touch(kind, known | set(affected(instance)))

    def links_changed(
        sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
    ) -> None:
        if not action.startswith("post_"):
            return
        if not reverse:
            touch(kind, affected(instance))
        elif pk_set:
            touch(kind, {pk for one in model._default_manager.filter(pk__in=pk_set) for pk in affected(one)})

    _receivers.extend((row_changed, row_goes, row_gone, links_changed))
    post_save.connect(row_changed, sender=model)
    pre_delete.connect(row_goes, sender=model)
    post_delete.connect(row_gone, sender=model)
    for field in model._meta.many_to_many:
        m2m_changed.connect(links_changed, sender=field.remote_field.through)
