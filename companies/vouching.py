"""Which sources vouch for the values of an organisation: read value by value, and written with history.

``vouchers_of`` is for looking. :class:`Vouching` is for changing, within the transaction of what changes with it: it
holds the organisation, so that two who change different values of one row do not lose each other's work.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from companies.models import Organisation, Provenance
from companies.vouches import Vouch, confidence_name, packed, spread
from publication.history import current_door
from valuechains.models import Source

__all__ = ["Voucher", "Vouching", "confirm", "vouchers_in", "vouchers_of"]


@dataclass(frozen=True, slots=True)
class Voucher:
    """One value, and a source that states it. ``verified_by`` is nobody when who confirmed it has left."""

    subject: str
    source: Source
    vouch: Vouch
    row: Provenance
    verified_by: Any = None

    @property
    def verified_at(self) -> datetime | None:
        return self.vouch.verified_at

    @property
    def confidence_name(self) -> str:
        return confidence_name(self.vouch.confidence)


def vouchers_of(organisation: Organisation) -> list[Voucher]:
    """In the order of values, those of one value by source; two queries at most."""
    return vouchers_in(organisation.provenance.select_related("source"))


def vouchers_in(rows: Iterable[Provenance]) -> list[Voucher]:
    found = [(subject, row, one) for row in rows for subject, one in spread(row.vouches_for).items()]
    numbers = {one.verified_by for _subject, _row, one in found if one.verified_by is not None}
    people = get_user_model().objects.in_bulk(numbers) if numbers else {}
    found.sort(key=lambda told: (told[0], told[1].source.slug))
    return [
        Voucher(subject, row.source, one, row, people.get(one.verified_by) if one.verified_by is not None else None)
        for subject, row, one in found
    ]


class Vouching:
    """What all sources vouch for of one organisation, to be changed and then written with ``save``."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        Organisation.objects.select_for_update().filter(pk=organisation.pk).values_list("pk").first()
        self._rows = {row.source_id: row for row in Provenance.objects.filter(organisation=organisation)}
        self._by_source = {source: spread(row.vouches_for) for source, row in self._rows.items()}

    def knows(self, source_id: int) -> bool:
        return source_id in self._rows

    def get(self, subject: str, source_id: int) -> Vouch | None:
        return self._by_source.get(source_id, {}).get(subject)

    def put(self, subject: str, source_id: int, vouch: Vouch) -> None:
        self._by_source.setdefault(source_id, {})[subject] = vouch

    def drop(self, subject: str, source_id: int) -> None:
        self._by_source.get(source_id, {}).pop(subject, None)

    def keep(self, is_kept: Callable[[str], bool]) -> None:
        """Whatever the source: values of which this is not true go."""
        for source, ones in self._by_source.items():
            self._by_source[source] = {subject: one for subject, one in ones.items() if is_kept(subject)}

    def withdraw(self, subjects: Collection[str]) -> None:
        """These values are confirmed no more."""
        for ones in self._by_source.values():
            ones.update({subject: ones[subject].confirmed(None, None) for subject in ones.keys() & subjects})

    def save(self, by: Any = None) -> None:
        """Write the rows that differ, each with history; ``by`` is who changed them."""
        for source, ones in self._by_source.items():
            row, kept = self._rows.get(source), packed(ones)
            if row is None:
                row = self._rows[source] = Provenance(organisation=self._organisation, source_id=source)
            elif kept == row.vouches_for:
                continue
            row.vouches_for = kept
            if by is not None:
                row._history_user = by  # type: ignore[attr-defined]
            if kept:
                row.save()
            elif row.pk is not None:
                row.delete()
        self._rows = {source: row for source, row in self._rows.items() if row.pk is not None}


def confirm(rows: Iterable[Provenance], moment: datetime | None, user: Any, *, by: Any) -> None:
    """Set who confirmed all these values, and keep that in their history; what stands so already is left. Two queries,
    whatever the number of rows; the caller holds their organisations."""
    changed, number = [], user.pk if user else None
    for row in rows:
        ones = spread(row.vouches_for)
        kept = packed({subject: one.confirmed(moment, number) for subject, one in ones.items()})
        if kept != row.vouches_for:
            row.vouches_for = kept
            changed.append(row)
    Provenance.objects.bulk_update(changed, ["vouches_for"])
    door, reference = current_door()
    Provenance.history.bulk_history_create(
        changed, update=True, default_user=by, custom_historical_attrs={"door": door, "door_reference": reference}
    )
