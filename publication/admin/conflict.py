"""Two people at one record: the second is told what changed meanwhile, before anything is overwritten.

The form carries, signed, what the record and its inline rows were when it was drawn. When it comes back, that is
compared with what they are now.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from django.core import signing
from django.db import models
from django.utils.translation import gettext as _

from publication.admin.display import content_fields, label_of, shown_values

FIELD = "seen_state"
SALT = "publication.admin.seen_state"

Row = Mapping[str, str]
State = Mapping[str, Row]


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """A value that another person changed: where, from what, to what."""

    what: str
    seen: str
    now: str

    def __str__(self) -> str:
        return _("%(what)s: was “%(seen)s”, is now “%(now)s”") % {
            "what": self.what,
            "seen": self.seen or "–",
            "now": self.now or "–",
        }


def state_of(records: Iterable[models.Model], without: str = "") -> dict[str, dict[str, str]]:
    """All values of these records as text, by record and field label; ``without`` names a field to leave out."""
    return {_key(record): _row(record, without) for record in records}


def pack(state: State) -> str:
    return signing.dumps(state, salt=SALT, compress=True)


def unpack(text: str) -> State | None:
    """The state that a form carries, or nothing when it is missing or not ours."""
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None


def differences(seen: State, now: State) -> list[Difference]:
    found = []
    for key in [*seen, *(key for key in now if key not in seen)]:
        before, after = seen.get(key), now.get(key)
        if before is None:
            found.append(Difference(key, "", _("added")))
        elif after is None:
            found.append(Difference(key, "", _("deleted")))
        else:
            found += [
                Difference(f"{key}, {label}", before.get(label, ""), after.get(label, ""))
                for label in dict.fromkeys([*after, *before])
                if before.get(label, "") != after.get(label, "")
            ]
    return found


def _key(record: models.Model) -> str:
    return f"{record._meta.verbose_name} {record.pk}"


def _row(record: models.Model, without: str) -> dict[str, str]:
    fields = (field for field in content_fields(type(record)) if field.name != without)
    row = {label: text for field in fields for label, text in shown_values(field, record).items()}
    for field in record._meta.many_to_many:
        row[label_of(field)] = ", ".join(sorted(str(one) for one in getattr(record, field.name).all()))
    return row


def fetched(queryset: models.QuerySet, without: str = "") -> list[Any]:
    """The rows with all that their text needs, in a constant number of queries."""
    opts = queryset.model._meta
    keys = [field.name for field in opts.concrete_fields if isinstance(field, models.ForeignKey)]
    queryset = queryset.select_related(*(key for key in keys if key != without))
    return list(queryset.prefetch_related(*(field.name for field in opts.many_to_many)))
