"""Write many records with a number of queries that does not depend on how many: rows, history, listings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from secrets import token_hex
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from companies.imports.changes import PLACE_FIELDS
from companies.imports.known import Record
from companies.list_sources.visibility import remember_hidden, visibility_of_new
from companies.models import ActivityMaterial, Organisation, OrganisationAlias, Provenance
from companies.models.organisations import RESERVED_SLUGS
from companies.names import normal_name
from imports.rows import ImportContext
from publication import bulk
from publication.enums import Door
from publication.history import change_door, record_many
from publication.publishing import publishing, touch, touch_watching
from valuechains.enums import SourceKind
from valuechains.models import Material, Source

SUFFIXES = 20
#: What listings of other kinds, those of all its sites too, show of an organisation.
SHOWN_ELSEWHERE = {"name", "kind", "website"}


def write(records: Sequence[Record], context: ImportContext, list_source: str) -> None:
    """All in one transaction; the listings of what changed are rebuilt in it."""
    journal = Journal(context)
    with publishing(records_are_locked=True):
        _organisations(records, context, journal)
        _sites(records, journal)
        _activities(records, journal)
        _provenance(records, context, list_source, journal)
        touch("companies", [record.organisation.pk for record in records])
        touch("sites", [record.site.pk for record in records if record.site])


class Journal:
    """Writes history rows in bulk; they name the import and the person who brought it."""

    def __init__(self, context: ImportContext) -> None:
        self._reference = str(context.import_id)
        self._user_id = context.user_id

    def add(self, model: type[Model], pks: Iterable[int], change: str) -> None:
        record_many(
            model, pks, change=change, door=Door.IMPORT, reference=self._reference, user_id=self._user_id
        )  # fmt: skip


def _save(journal: Journal, new: Sequence[Any], changed: Sequence[Any], fields: Iterable[str]) -> None:
    for objects in (new, changed):
        if not objects:
            continue
        model = type(objects[0])
        if objects is new:
            bulk.insert(new)
        else:
            names = ["id", *sorted(fields)]
            attributes = attrgetter(*(model._meta.get_field(name).attname for name in names))
            now = timezone.now()
            bulk.update_rows(model, [*names, "updated_at"], [(*attributes(one), now) for one in changed])
        journal.add(model, [one.pk for one in objects], "+" if objects is new else "~")


def _organisations(records: Sequence[Record], context: ImportContext, journal: Journal) -> None:
    new = [record.organisation for record in records if record.is_new]
    changed = [record for record in records if not record.is_new and record.changed_fields]
    visibility = visibility_of_new(context)
    for organisation in new:
        organisation.visibility = visibility
    give_slugs(new)
    fields = {name for record in changed for name in record.changed_fields}
    if "name" in fields:
        fields.add("name_key")
        for record in changed:
            record.organisation.name_key = normal_name(record.organisation.name)
    _save(journal, new, [record.organisation for record in changed], fields)
    remember_hidden(new, context)
    for record in changed:
        if SHOWN_ELSEWHERE & record.changed_fields:
            touch_watching(record.organisation, but=["companies"])


def give_slugs(organisations: Sequence[Organisation]) -> None:
    """A free slug for each new organisation that brings none: its name, with a number where that is taken."""
    unnamed = [one for one in organisations if not one.slug]
    if not unnamed:
        return
    bases = {id(one): slugify(one.name)[:70].strip("-") or "organisatie" for one in unnamed}
    taken = set(RESERVED_SLUGS) | {one.slug for one in organisations if one.slug}
    taken |= _taken(bases.values())
    again = Counter(bases.values())
    clashing = {base for base, times in again.items() if times > 1 or base in taken}
    most = SUFFIXES + sum(again[base] for base in clashing)
    taken |= _taken(f"{base}-{number}" for base in clashing for number in range(2, most))
    for one in unnamed:
        base = bases[id(one)]
        endings = chain([""], (f"-{number}" for number in range(2, most)), (f"-{token_hex(4)}" for _try in range(9)))
        one.slug = next(f"{base}{ending}" for ending in endings if f"{base}{ending}" not in taken)
        taken.add(one.slug)


def _taken(slugs: Iterable[str]) -> set[str]:
    """Slugs that an organisation has, or that are old addresses: those keep leading where they led."""
    if not (wanted := set(slugs)):
        return set()
    taken = (
        model.objects.filter(slug__among=wanted).values_list("slug") for model in (Organisation, OrganisationAlias)
    )
    return {slug for (slug,) in chain.from_iterable(taken)}


def _sites(records: Sequence[Record], journal: Journal) -> None:
    sites = [record.site for record in records if record.site is not None and record.changed_site_fields]
    for site in sites:
        site.organisation_id = site.organisation.id
    new = [site for site in sites if site.pk is None]
    known = [site for site in sites if site.pk is not None]
    _save(journal, new, known, PLACE_FIELDS)


def _activities(records: Sequence[Record], journal: Journal) -> None:
    touched = [record.activities[stage] for record in records for stage in sorted(record.changed_activities)]
    for activity in touched:
        activity.organisation_id = activity.organisation.id
    new = [activity for activity in touched if activity.pk is None]
    known = [activity for activity in touched if activity.pk is not None]
    _save(journal, new, known, ["status"])
    wanted = {material for record in records for _stage, material in record.new_materials}
    ids = dict(Material.objects.filter(slug__in=wanted).values_list("slug", "pk"))
    links = [
        (record.activities[stage].id, ids[material])
        for record in records
        for stage, material in sorted(record.new_materials)
    ]
    if links:
        pks = bulk.reserve(ActivityMaterial, len(links))
        rows = [(pk, *link) for pk, link in zip(pks, links, strict=True)]
        bulk.insert_rows(ActivityMaterial, ["id", "activity", "material"], rows)
        journal.add(ActivityMaterial, pks, "+")


def _provenance(records: Sequence[Record], context: ImportContext, list_source: str, journal: Journal) -> None:
    """A row for each organisation and source; one that vouches for nothing any more goes."""
    touched = [
        (record.organisation.id, source, record.voucher_rows.get(source), record.vouchers[source])
        for record in records
        for source in sorted(record.changed_vouchers)
    ]
    gone = [pk for _organisation, _source, pk, kept in touched if pk is not None and not kept]
    if gone:
        journal.add(Provenance, gone, "-")
        bulk.delete_rows(Provenance, gone)
    new = [(organisation, source, kept) for organisation, source, pk, kept in touched if pk is None and kept]
    if new:
        ids = _source_ids({source for _organisation, source, _kept in new}, context, list_source)
        pks = bulk.reserve(Provenance, len(new))
        rows = [
            (pk, organisation, ids[source], kept) for pk, (organisation, source, kept) in zip(pks, new, strict=True)
        ]
        bulk.insert_rows(Provenance, ["id", "organisation", "source", "vouches_for"], rows)
        journal.add(Provenance, pks, "+")
    known = [(pk, kept) for _organisation, _source, pk, kept in touched if pk is not None and kept]
    bulk.update_rows(Provenance, ["id", "vouches_for"], known)
    journal.add(Provenance, [pk for pk, _kept in known], "~")


def _source_ids(slugs: set[str], context: ImportContext, list_source: str) -> dict[str, int]:
    """Sources by slug; the list itself, and general knowledge, become sources the first time they are needed."""
    ids = dict(Source.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    with change_door(Door.IMPORT, str(context.import_id)):
        for slug in sorted(slugs - ids.keys()):
            title = (context.source or context.file_name) if slug == list_source else slug
            kind = SourceKind.PARTNER if slug == list_source else SourceKind.GENERAL
            ids[slug] = Source.objects.get_or_create(slug=slug, defaults={"title": title[:300], "kind": kind})[0].pk
    return ids
