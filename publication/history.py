"""Remember through which door a change comes in, so that history can tell it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from publication.enums import Door
from publication.models import DoorHistory

_door: ContextVar[tuple[str, str] | None] = ContextVar("change_door", default=None)


@contextmanager
def change_door(door: Door, reference: str = "") -> Iterator[None]:
    """All history rows written inside tell this door, with a reference such as the number of the import."""
    token = _door.set((door, reference))
    try:
        yield
    finally:
        _door.reset(token)


def current_door() -> tuple[str, str]:
    """The door of the change under way: as set, else by the address that is served, else a command.

    A page that is neither of the API nor of the admin is one for everybody, whoever is signed in.
    """
    if (door := _door.get()) is not None:
        return door
    request = getattr(HistoricalRecords.context, "request", None)
    if request is None:
        return Door.COMMAND, ""
    if request.path.startswith("/api/"):
        return Door.API, ""
    return (Door.ADMIN if request.path.startswith(reverse("admin:index")) else Door.PAGE), ""


def record_door(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    if isinstance(history_instance, DoorHistory):
        history_instance.door, history_instance.door_reference = current_door()


def connect() -> None:
    pre_create_historical_record.connect(record_door, dispatch_uid="publication.record_door")


def record_many(
    model: type[models.Model], pks: Iterable[int], *, change: str, door: Door, reference: str, user_id: int | None
) -> None:
    """History rows of records as they stand now, with one statement; ``change`` is ``+``, ``~`` or ``-``.

    For bulk writes, which send no signals: after inserting or updating, before deleting.
    """
    numbers = list(pks)
    if not numbers:
        return
    quote = connection.ops.quote_name
    history = model.history.model  # type: ignore[attr-defined]
    columns = ", ".join(quote(str(field.column)) for field in history.tracked_fields)
    told = {
        "history_date": timezone.now(), "history_change_reason": None, "history_type": change,
        "history_user": user_id, "door": door, "door_reference": reference,
    }  # fmt: skip
    names = ", ".join(quote(str(history._meta.get_field(name).column)) for name in told)
    marks = ", ".join(["%s"] * len(told))
    values = [
        history._meta.get_field(name).get_db_prep_save(value, connection) if value is not None else None
        for name, value in told.items()
    ]
    key = quote(str(model._meta.pk.column))
    many, sought = _these(numbers)
    # Names come from models, never from a visitor.
    statement = (
        f"INSERT INTO {quote(history._meta.db_table)} ({columns}, {names}) "  # noqa: S608
        f"SELECT {columns}, {marks} FROM {quote(model._meta.db_table)} WHERE {key} {many} ORDER BY {key}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *sought])


def _these(numbers: list[int]) -> tuple[str, list[Any]]:
    """The condition for keys: of new records they mostly follow one another, and need not be sought one by one."""
    first, last = min(numbers), max(numbers)
    if last - first + 1 == len(set(numbers)):
        return "BETWEEN %s AND %s", [first, last]
    if connection.vendor == "postgresql":
        return "= ANY(%s::bigint[])", ["{" + ",".join(map(str, numbers)) + "}"]
    return "IN (SELECT value FROM json_each(%s))", [str(numbers)]
