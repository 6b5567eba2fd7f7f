"""Organisations that rows may be about: loaded in a handful of queries for a whole chunk, and found by their keys."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from companies.matching.subject import NOWHERE, Place, same_place, town_of
from companies.models import Activity, ActivityMaterial, Municipality, Organisation, Provenance, Site
from companies.names import normal_name
from companies.vouches import is_confirmed
from imports.rows import Row

Source = str


@dataclass(slots=True, eq=False)
class Record:
    """An organisation with what hangs on it, as it will stand after the rows handled so far."""

    organisation: Organisation
    site: Site | None = None
    activities: dict[str, Activity] = field(default_factory=dict)
    materials: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: What each source vouches for, as its row of provenance keeps it (``companies.vouches``), and that row.
    vouchers: dict[Source, dict[str, Any]] = field(default_factory=dict)
    voucher_rows: dict[Source, int] = field(default_factory=dict)
    # What the writer has to do.
    changed_fields: set[str] = field(default_factory=set)
    changed_site_fields: set[str] = field(default_factory=set)
    changed_activities: set[str] = field(default_factory=set)
    new_materials: set[tuple[str, str]] = field(default_factory=set)
    changed_vouchers: set[Source] = field(default_factory=set)
    #: What the list newly says: the fields of each value.
    said: dict[str, Any] = field(default_factory=dict)
    #: How rows that call it otherwise were recognised, by their number.
    alike: dict[int, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.organisation.id is None  # "pk" asks the model first which field that is

    @property
    def municipality(self) -> Municipality | None:
        return self.site.municipality if self.site else None

    @property
    def where(self) -> Place:
        return _where(self.site.municipality, self.site.town) if self.site else NOWHERE

    def is_verified(self, subject: str) -> bool:
        """Whether somebody has confirmed this value: with the organisation as a whole, or by itself."""
        if self.organisation.verified_at is not None:
            return True
        return any(subject in ones and is_confirmed(ones[subject]) for ones in self.vouchers.values())


class Known:
    """The records that the rows of a chunk may be about. Rows add new ones as they go."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.by_kvk: dict[str, Record] = {}
        self.by_rsin: dict[str, Record] = {}
        self.by_slug: dict[str, Record] = {}
        self.by_pk: dict[int, Record] = {}
        self.by_name: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        organisation = record.organisation
        if organisation.kvk_number:
            self.by_kvk[organisation.kvk_number] = record
        if organisation.rsin:
            self.by_rsin[organisation.rsin] = record
        if organisation.pk is not None:
            self.by_pk[organisation.pk] = record
        if organisation.slug:
            self.by_slug[organisation.slug] = record
        self.by_name[normal_name(organisation.name)].append(record)

    def strong(self, values: Mapping[str, Any]) -> list[Record]:
        """By KvK number and RSIN, else by slug; two when the numbers are of different organisations."""
        kvk, rsin = self.by_kvk.get(values.get("kvk_number", "")), self.by_rsin.get(values.get("rsin", ""))
        numbered = [one for one in (kvk, rsin) if one is not None]
        if numbered:
            return numbered[:1] if len(numbered) == 1 or kvk is rsin else numbered
        slug = values.get("slug")
        return [self.by_slug[slug]] if slug in self.by_slug else []

    def named(self, row: Row) -> list[Record]:
        """By name and municipality, or town; several when these do not decide."""
        named = [one for one in self.by_name.get(normal_name(row.values["name"]), []) if _may_have(one, row)]
        where = _where(row.values.get("municipality"), row.values.get("town", ""))
        if not named or where == NOWHERE:
            return named
        told = [(one, same_place(where, one.where)) for one in named]
        return [one for one, is_here in told if is_here] or [one for one, is_here in told if is_here is None]


def _where(municipality: Municipality | None, town: str) -> Place:
    return Place(municipality.slug if municipality else "", town_of(town))


def _may_have(record: Record, row: Row) -> bool:
    """Other numbers are other organisations."""
    organisation = record.organisation
    own = {"kvk_number": organisation.kvk_number, "rsin": organisation.rsin}
    return not any(number and row.values.get(key, number) != number for key, number in own.items())


def load(
    rows: Sequence[Row], municipalities: dict[int, Municipality], *, also: Collection[int] = (), lock: bool = False
) -> Known:
    """All records that any of the rows could mean; five queries, whatever their number.

    ``also`` are numbers of others to have at hand. ``lock`` keeps others from changing them until the end of the
    transaction.
    """
    kvk = {row.values["kvk_number"] for row in rows if "kvk_number" in row.values}
    slugs = {row.values["slug"] for row in rows if "slug" in row.values}
    names = {normal_name(row.values["name"]) for row in rows}
    rsin = {row.values["rsin"] for row in rows if "rsin" in row.values}
    found = Organisation.objects.filter(
        Q(kvk_number__among=kvk)
        | Q(rsin__among=rsin)
        | Q(slug__among=slugs)
        | Q(name_key__among=names)
        | Q(pk__among=also)
    )
    if lock:
        found = found.select_for_update(of=("self",))
    records = {one.pk: Record(one) for one in found.order_by("pk")}
    if records:
        _load_parts(records, municipalities)
    return Known(records.values())


def _load_parts(records: dict[int, Record], municipalities: dict[int, Municipality]) -> None:
    pks = list(records)
    for site in Site.objects.filter(organisation_id__among=pks, is_main=True).order_by("pk"):
        records[site.organisation_id].site = site
        if site.municipality_id is not None:
            site.municipality = municipalities[site.municipality_id]
    activities = {}
    for activity in Activity.objects.filter(organisation_id__among=pks).select_related("stage").order_by("pk"):
        records[activity.organisation_id].activities[activity.stage.slug] = activity
        activities[activity.pk] = activity
    links = ActivityMaterial.objects.filter(activity_id__among=activities).order_by("pk")
    for activity_id, material in links.values_list("activity_id", "material__slug"):
        activity = activities[activity_id]
        records[activity.organisation_id].materials[activity.stage.slug].add(material)
    vouchers = Provenance.objects.filter(organisation_id__among=pks).order_by("pk")
    for pk, organisation, source, kept in vouchers.values_list("pk", "organisation_id", "source__slug", "vouches_for"):
        records[organisation].vouchers[source] = kept
        records[organisation].voucher_rows[source] = pk
