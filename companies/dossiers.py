"""What the public documents of organisations and sites are made of: plain values, read for many at once."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from companies.dossier_terms import LANGUAGES, Document, Term, terms
from companies.list_sources.next_said import Found, fill, municipalities_in, next_said
from companies.list_sources.visibility import hidden_lists
from companies.models import Activity, ActivityMaterial, Municipality, Organisation, Provenance, Site
from companies.vouches import read
from valuechains.documents import source_document
from valuechains.enums import Confidence
from valuechains.models import Material, Source, Stage


@dataclass(slots=True)
class Work:
    """An activity in a public stage, with its public materials in the order of their Dutch names."""

    stage: Term
    status: str
    materials: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """A site; ``municipality`` is None where there is none or where it is not public."""

    pk: int
    organisation: Any
    name: str
    is_main: bool
    municipality: Term | None
    town: str
    street_address: str
    postcode: str
    latitude: float | None
    longitude: float | None
    precision: str


@dataclass(slots=True, eq=False)
class Origin:
    """Who states values, how surely and since when; ``told`` is filled by who shows it, by language."""

    source: Mapping[str, Document]
    confidence: str
    stated_on: date | None
    verified_at: datetime | None
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Dossier:
    """A public organisation with all that its documents tell."""

    pk: int
    slug: str
    name: str
    kind: str
    kvk_number: str | None
    website: str
    description_nl: str
    description_en: str
    status_kind: str
    status_nl: str
    status_en: str
    status_date: str
    name_in_source: str
    verified_at: datetime | None
    confirmed_at: datetime | None
    shows_contact: bool
    shows_description: bool
    shows_sites: bool
    shows_activities: bool
    work: list[Work] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    origins: dict[str, list[Origin]] = field(default_factory=dict)

    @property
    def main_place(self) -> Place | None:
        return next((place for place in self.places if place.is_main), None)


@dataclass(slots=True)
class Owner:
    slug: str
    name: str


OWN = (
    "pk", "slug", "name", "kind", "kvk_number", "website", "description_nl", "description_en", "status_kind",
    "status_nl", "status_en", "status_date", "name_in_source", "verified_at", "confirmed_at", "shows_contact",
    "shows_description", "shows_sites", "shows_activities",
)  # fmt: skip
PLACE = (
    "pk", "organisation_id", "name", "is_main", "municipality_id", "town", "street_address", "postcode", "latitude",
    "longitude", "precision",
)  # fmt: skip
#: Fields that go out of sight with the source of their value, and what stands there then.
OWN_SUBJECTS: dict[str, tuple[str, Any]] = {
    "website": ("website", ""),
    "description_nl": ("description", ""),
    "description_en": ("description", ""),
    "status_kind": ("status", ""),
    "status_nl": ("status", ""),
    "status_en": ("status", ""),
    "status_date": ("status", ""),
}
#: Fields that are never empty: what the next source says takes their place, if any does.
REPLACED = ("name", "kind")
PLACE_SUBJECTS: dict[str, tuple[str, Any]] = {
    "municipality": ("municipality", None),
    "town": ("town", ""),
    "street_address": ("address", ""),
    "postcode": ("address", ""),
    "latitude": ("location", None),
    "longitude": ("location", None),
    "precision": ("location", ""),
}


def dossiers(pks: Collection[int]) -> Iterable[Dossier]:
    """Of those given organisations that are public now; ten queries, whatever their number.

    What hidden sources alone say is left out, as if it were not there: what the next source says stands there then.
    """
    rows = Organisation.objects.published().filter(pk__among=pks).order_by("name", "pk").values_list(*OWN)
    found = {row[0]: Dossier(*row) for row in rows}
    if found:
        lists = hidden_lists()
        unseen = _unseen(found, lists)
        said = next_said(unseen)
        for pk, subjects in unseen.items():
            _empty(found[pk], OWN_SUBJECTS, subjects)
            fill(found[pk], (*OWN_SUBJECTS, *REPLACED), said.get(pk, {}))
        _add_work(found, unseen)
        for place in _places(Site.objects.filter(organisation_id__among=found), found, unseen, said):
            place.organisation.places.append(place)
        _add_origins(found, lists, said)
        for dossier in found.values():
            _keep_to_itself(dossier)
    return found.values()


def places(pks: Collection[int]) -> list[Place]:
    """Of those given sites whose organisation is public now; five queries.

    Their organisations are asked for by number: while a list fills the tables, PostgreSQL takes these for small and
    would go through all organisations.
    """
    owner_ids = set(Site.objects.filter(pk__among=pks).order_by().values_list("organisation_id", flat=True))
    public = Organisation.objects.published().filter(pk__among=owner_ids, shows_sites=True).order_by()
    owners = {pk: Owner(slug, name) for pk, slug, name in public.values_list("pk", "slug", "name")}
    sites = Site.objects.filter(pk__among=pks, organisation_id__among=owners)
    unseen = _unseen(owners, hidden_lists())
    said = next_said(unseen)
    for pk, ones in said.items():
        fill(owners[pk], ("name",), ones)
    return _places(sites, owners, unseen, said)


def _unseen(pks: Collection[int], lists: Collection[int]) -> dict[int, set[str]]:
    """Values that hidden lists alone vouch for, by organisation; nothing is asked while no source is hidden."""
    if not lists:
        return {}
    vouched: dict[tuple[int, str], bool] = {}
    rows = Provenance.objects.filter(organisation_id__among=pks)
    for organisation, source, kept in rows.values_list("organisation_id", "source_id", "vouches_for"):
        for subject in kept:
            key = (organisation, subject)
            vouched[key] = vouched.get(key, False) or source not in lists
    unseen: dict[int, set[str]] = {}
    for (organisation, subject), is_seen in vouched.items():
        if not is_seen:
            unseen.setdefault(organisation, set()).add(subject)
    return unseen


def _empty(one: Any, fields: Mapping[str, tuple[str, Any]], subjects: Collection[str]) -> None:
    for name, (subject, nothing) in fields.items():
        if subject in subjects:
            setattr(one, name, nothing)


def _add_work(found: dict[int, Dossier], unseen: Mapping[int, Collection[str]]) -> None:
    activities_of = Activity.objects.filter(organisation_id__among=found).order_by()
    rows = list(activities_of.values_list("pk", "organisation_id", "stage_id", "status"))
    stages = terms(Stage, {stage for _pk, _organisation, stage, _status in rows}, "stages")
    activities, owners = {}, {}
    for pk, organisation, stage, status in rows:
        if stage in stages and f"stage:{stages[stage].slug}" not in unseen.get(organisation, ()):
            activities[pk] = Work(stages[stage], status)
            found[organisation].work.append(activities[pk])
            owners[pk] = organisation
    links = ActivityMaterial.objects.filter(activity_id__among=activities).order_by()
    pairs = list(links.values_list("activity_id", "material_id"))
    materials = terms(Material, {material for _activity, material in pairs}, "materials")
    for activity, material in pairs:
        if material in materials and f"material:{materials[material].slug}" not in unseen.get(owners[activity], ()):
            activities[activity].materials.append(materials[material])
    for work in activities.values():
        work.materials.sort(key=lambda term: term.place)
    for dossier in found.values():
        dossier.work.sort(key=lambda work: work.stage.place)


def _places(sites: Any, owners: Mapping[int, Any], unseen: Mapping[int, Collection[str]], said: Found) -> list[Place]:
    rows = list(sites.order_by("organisation_id", "-is_main", "pk").values_list(*PLACE))
    others = municipalities_in(said)
    municipalities = terms(Municipality, {*(row[4] for row in rows), *others.values()}, "municipalities")
    found = []
    for row in rows:
        found.append(Place(row[0], owners[row[1]], row[2], row[3], municipalities.get(row[4]), *row[5:]))
        if row[1] in unseen:
            _empty(found[-1], PLACE_SUBJECTS, unseen[row[1]])
        if found[-1].is_main and (next_ones := said.get(row[1])):
            fill(found[-1], PLACE_SUBJECTS, next_ones)
            if "municipality" in next_ones:
                named = others.get(str(next_ones["municipality"].value["municipality"]))
                found[-1].municipality = municipalities.get(named)
    return found


def _add_origins(found: dict[int, Dossier], lists: Collection[int], said: Found) -> None:
    vouched = Provenance.objects.filter(organisation_id__among=found).exclude(source__in=lists).order_by()
    rows = list(vouched.values_list("organisation_id", "source_id", "vouches_for"))
    instead = [
        (pk, one.public_source, {subject: Confidence.MEDIUM})
        for pk, ones in said.items()
        for subject, one in ones.items()
    ]
    known = Source.objects.in_bulk({row[1] for row in (*rows, *instead)})
    sources = {
        pk: {language: source_document(source, language) for language in LANGUAGES} for pk, source in known.items()
    }
    shown = {pk: _shown_subjects(dossier) for pk, dossier in found.items()}
    # All that one source says in the same way has one origin, of whatever organisation.
    origins: dict[int, dict[Hashable, Origin]] = {}
    for organisation, source, kept in (*sorted(rows, key=lambda row: known[row[1]].slug), *instead):
        told, seen, alike = found[organisation].origins, shown[organisation], origins.setdefault(source, {})
        for subject, value in kept.items():
            if subject in seen:
                key = value if isinstance(value, str) else tuple(sorted(value.items()))
                origin = alike.get(key)
                if origin is None:
                    origin = alike[key] = Origin(sources[source], *_public(value))
                told.setdefault(subject, []).append(origin)


def _public(value: Any) -> tuple[str, date | None, datetime | None]:
    one = read(value)
    return one.confidence, one.stated_on, one.verified_at


OWN_VALUES = frozenset(
    {"name", "kind", "website", "description", "status", "municipality", "town", "address", "location"}
)


def _shown_subjects(dossier: Dossier) -> set[str]:
    """Values whose origin is told: the provenance of a hidden stage or material would betray it."""
    subjects = set(OWN_VALUES)
    for work in dossier.work:
        subjects.add(f"stage:{work.stage.slug}")
        subjects.update(f"material:{term.slug}" for term in work.materials)
    return subjects


def _keep_to_itself(dossier: Dossier) -> None:
    """Leave out the groups of values that the organisation asked not to show."""
    groups: set[str] = set()
    if not dossier.shows_contact:
        dossier.website, dossier.kvk_number = "", None
        groups.add("website")
    if not dossier.shows_description:
        dossier.description_nl = dossier.description_en = ""
        groups.add("description")
    if not dossier.shows_sites:
        dossier.places = []
        groups |= {"municipality", "town", "address", "location"}
    if not dossier.shows_activities:
        dossier.work = []
        groups |= {"stage", "material"}
    if groups:
        kept = (one for one in dossier.origins.items() if one[0].partition(":")[0] not in groups)
        dossier.origins = dict(kept)
