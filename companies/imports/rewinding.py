"""Rows as they stood before an import, as it left them, and as they stand now: told by their history."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models

from companies.imports.vouched_before import put_back, touched_vouches
from companies.models import Activity, ActivityMaterial, Organisation, Provenance, Site
from companies.names import normal_name
from publication import bulk
from publication.enums import Door
from publication.history import record_many
from publication.rewinding import STAMPS, Touched, Values, same, touched

#: Children after what they hang on: made in this order, removed in the other one.
WHOLE: tuple[type[models.Model], ...] = (Organisation, Site, Activity, ActivityMaterial)
#: Provenance goes value by value.
MODELS = (*WHOLE, Provenance)


@dataclass(slots=True)
class Trail:
    """All that an import touched of one organisation; ``foreign`` says that others hang something on it."""

    organisation_id: int
    rows: list[Touched] = field(default_factory=list)
    foreign: bool = False

    @property
    def own(self) -> Touched | None:
        return next((row for row in self.rows if row.model is Organisation), None)

    @property
    def was_made(self) -> bool:
        return self.own is not None and self.own.was_made

    @property
    def is_changed_since(self) -> bool:
        return self.foreign or any(row.is_changed_since for row in self.rows)

    @property
    def lives_on(self) -> bool:
        """Of an organisation that is gone: whether another took over some of it, as in a merge."""
        return any(row.now is not None for row in self.rows)

    @property
    def is_known(self) -> bool:
        return all(row.is_known for row in self.rows)


def trails(organisations: Collection[int], reference: str, *, lock: bool) -> dict[int, Trail]:
    """What the import with this number touched of these organisations; three queries a model.

    ``lock`` keeps others from changing these rows until the end of the transaction.
    """
    found: dict[int, Trail] = {}
    if lock:  # who changes what a source vouches for holds its organisation
        held = Organisation.objects.select_for_update().filter(pk__in=organisations).order_by("pk")
        list(held.values_list("pk"))
    owners = _owners(organisations)
    rows = (
        row
        for model in WHOLE
        for row in touched(model, _links(model, organisations, owners), Door.IMPORT, reference, lock=lock)
    )
    for row in (*rows, *touched_vouches(organisations, reference, lock=lock)):
        owner = _owner(row, owners)
        found.setdefault(owner, Trail(owner)).rows.append(row)
    return found


def _owners(organisations: Collection[int]) -> dict[int, int]:
    """The organisation of each activity, also of those that are gone."""
    rows = Activity.history.filter(organisation_id__in=organisations).order_by()
    return dict(rows.values_list("id", "organisation_id"))


def _links(model: type[models.Model], organisations: Collection[int], owners: Mapping[int, int]) -> dict[str, Any]:
    if model is ActivityMaterial:
        return {"activity_id__in": list(owners)}
    return {"id__in" if model is Organisation else "organisation_id__in": list(organisations)}


def _owner(touched: Touched, owners: Mapping[int, int]) -> int:
    values: Any = touched.left or touched.before
    if touched.model is Organisation:
        return touched.pk
    return owners[values["activity_id"]] if touched.model is ActivityMaterial else values["organisation_id"]


def rewind(rows: Collection[Touched], *, reference: str, user_id: int | None, now: Any) -> None:
    """Bring each row back to where it stood before: removed, changed or made again, with history. In bulk."""

    def tell(model: type[models.Model], pks: Collection[int], change: str) -> None:
        record_many(model, pks, change=change, door=Door.IMPORT, reference=reference, user_id=user_id)

    by_model: dict[type[models.Model], list[Touched]] = defaultdict(list)
    for row in rows:
        by_model[row.model].append(row)
    put_back(by_model[Provenance], partial(tell, Provenance))
    for model in reversed(WHOLE):
        gone = [row.pk for row in by_model[model] if row.before is None and row.now is not None]
        tell(model, gone, "-")
        bulk.delete_rows(model, gone)
    for model in WHOLE:
        kept = [row for row in by_model[model] if row.before is not None and not same(row.before, row.now)]
        history: Any = model.history  # type: ignore[attr-defined]
        names = [field.name for field in history.model.tracked_fields]
        names += ["name_key"] if model is Organisation else []
        for change, chosen in (
            ("~", [row for row in kept if row.now is not None]),
            ("+", [row for row in kept if row.now is None]),
        ):
            values = [_whole(model, row.before or {}, now) for row in chosen]
            (bulk.update_rows if change == "~" else bulk.insert_rows)(model, names, values)
            tell(model, [row.pk for row in chosen], change)


def _whole(model: type[models.Model], before: Values, now: Any) -> tuple[Any, ...]:
    """The values to write, the primary key first; what follows from others is worked out anew."""
    values = [now if name in STAMPS else value for name, value in before.items()]
    return (*values, normal_name(before["name"])) if model is Organisation else tuple(values)
