"""What a row would change of a record, field by field, and with which sources."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from companies.enums import Precision
from companies.imports.known import Record
from companies.models import Activity, Site
from companies.subjects import ORGANISATION_FIELDS, SITE_FIELDS, material_subject, stage_subject
from companies.vouches import confidence_of, is_confirmed, with_confidence
from imports.reasons import Issue, shown
from imports.rows import Changes
from imports.vocabulary import plain
from publication.bulk import mould
from valuechains.enums import Confidence

OWN_FIELDS = (
    "name", "kvk_number", "rsin", "kind", "website", "description_nl", "description_en", "province",
    "status_kind", "status_nl", "status_en", "status_date", "name_in_source", "reading",
)  # fmt: skip
PLACE_FIELDS = ("municipality", "town", "street_address", "postcode", "latitude", "longitude", "precision")
#: How sure the reading of a name is, as the confidence of what follows from it.
READ_AS = {"certain": Confidence.HIGH, "likely": Confidence.MEDIUM, "uncertain": Confidence.LOW}
SOURCE_COLUMNS = {
    "website": "website", "description": "description", "municipality": "municipality", "town": "town",
    "address": "street_address", "location": "location", "status": "status",
}  # fmt: skip
GENERAL = "general-knowledge"
#: Which value each field is of.
VALUE_OF = SITE_FIELDS | ORGANISATION_FIELDS


#: A place of which nothing is known, to compare with; nobody changes it.
NOWHERE = Site()
PLAIN = frozenset({int, float, str, list, bool, type(None)})


class Change(NamedTuple):
    """One field that would get another value."""

    target: str
    field: str
    old: Any
    new: Any

    @property
    def key(self) -> str:
        return "location_precision" if self.field == "precision" else self.field

    @property
    def subject(self) -> str:
        return (ORGANISATION_FIELDS if self.target == "organisation" else SITE_FIELDS).get(self.field, "")


def as_pairs(changes: list[Change]) -> Changes:
    """Old and new value of each, as they can be kept in JSON and shown."""
    return {change.key: [_plain(change.old), _plain(change.new)] for change in changes}


def _plain(value: Any) -> Any:
    return value if type(value) in PLAIN or isinstance(value, (int, float, str, list)) else str(value)


def field_changes(record: Record, values: dict[str, Any], where: dict[str, Any]) -> list[Change]:
    """``where`` are the values of the main site (:func:`place_values`)."""
    return [*_own(record, values), *_place(record, where)]


def _own(record: Record, values: dict[str, Any]) -> Iterator[Change]:
    organisation = record.organisation
    for name in OWN_FIELDS:
        if name in values and values[name] != getattr(organisation, name):
            yield Change("organisation", name, None if record.is_new else getattr(organisation, name), values[name])
    note = staff_note(values)
    if note and not organisation.staff_note:  # what staff wrote there is theirs
        yield Change("organisation", "staff_note", organisation.staff_note, note)


def staff_note(values: dict[str, Any]) -> str:
    return "\n".join(values[key] for key in ("note", "kind_note") if key in values)


def _place(record: Record, where: dict[str, Any]) -> Iterator[Change]:
    site = record.site
    for name in PLACE_FIELDS:
        if name in where:
            new, old = where[name], getattr(site or NOWHERE, name)
            if new != old and not _same_words(new, old):
                yield Change("site", name, None if site is None else old, new)


def _same_words(new: Any, old: Any) -> bool:
    """ROTTERDAM for Rotterdam is no news."""
    return isinstance(new, str) and isinstance(old, str) and bool(old) and plain(new) == plain(old)


def place_values(values: dict[str, Any], site: Site) -> dict[str, Any]:
    """The values of the main site; a point always says how precise it is."""
    plain = ("municipality", "town", "street_address", "postcode")
    wanted: dict[str, Any] = {name: values[name] for name in plain if name in values}
    if "latitude" in values:
        wanted["latitude"], wanted["longitude"] = float(values["latitude"]), float(values["longitude"])
        same = (site.latitude, site.longitude) == (wanted["latitude"], wanted["longitude"])
        wanted["precision"] = values.get("location_precision") or (site.precision if same else likely_precision(values))
    return wanted


def likely_precision(values: dict[str, Any]) -> Precision:
    if "street_address" in values or "postcode" in values:
        return Precision.ADDRESS
    return Precision.TOWN if "town" in values else Precision.MUNICIPALITY


def overwrites_verified(record: Record, changes: list[Change]) -> Iterator[Issue]:
    """A value that somebody has confirmed is not replaced by a list: a person decides."""
    for change in () if record.is_new else changes:
        if change.subject and change.old not in (None, "") and record.is_verified(change.subject):
            yield Issue(
                change.key, str(change.new), gettext_noop("would replace “%(old)s”, which has been verified"),
                params={"old": shown(change.old)},
            )  # fmt: skip


def make(record: Record, changes: list[Change]) -> None:
    """Give the record its new values."""
    for change in changes:
        if change.target == "organisation":
            setattr(record.organisation, change.field, change.new)
            record.changed_fields.add(change.field)
            continue
        if record.site is None:
            record.site = mould(Site)(organisation=record.organisation, is_main=True)
        setattr(record.site, change.field, change.new)
        record.changed_site_fields.add(change.field)


def add_activity(record: Record, values: dict[str, Any], stage_ids: dict[str, int]) -> Changes:
    """The stage that the row names, its status and its materials; materials are added, never taken away."""
    stage = values.get("stage")
    if stage is None:
        return {}
    changes: Changes = {}
    activity = record.activities.get(stage)
    if activity is None:
        changes["stage"] = [sorted(record.activities), sorted([*record.activities, stage])]
        activity = mould(Activity)(organisation=record.organisation, stage_id=stage_ids[stage])
        record.activities[stage] = activity
        record.changed_activities.add(stage)
    status = values.get("activity_status", activity.status)
    if status != activity.status:
        changes["activity_status"] = [activity.status, status]
        activity.status = status
        record.changed_activities.add(stage)
    known = record.materials[stage]
    fresh = [material for material in values.get("materials", []) if material not in known]
    if fresh:
        changes["materials"] = [sorted(known), sorted([*known, *fresh])]
        known.update(fresh)
        record.new_materials.update((stage, material) for material in fresh)
    return changes


def add_sources(record: Record, values: dict[str, Any], changed: set[str], list_source: str) -> Changes:
    """Who says what the row says. A value of which nobody is named comes from the list itself.

    ``{"sources": [gone, new]}`` with ``[subject, source, confidence]`` each; that the list vouches for a value that it
    changes goes without saying.
    """
    gone: list[list[str]] = []
    fresh: list[list[str]] = []
    for subject, sources, confidence in stated(values):
        known = [source for source, ones in record.vouchers.items() if subject in ones]
        is_changed = subject in changed
        if not known and not sources:  # by far the most: the list alone says so, for the first time
            record.vouchers.setdefault(list_source, {})[subject] = confidence
            record.changed_vouchers.add(list_source)
            if not is_changed:
                fresh.append([subject, list_source, confidence])
            continue
        named = sources or ([list_source] if is_changed or not known else [])
        if is_changed and known:
            gone += _forget_sources(record, subject, [source for source in known if source not in named])
        for source in named:
            if _vouch(record, subject, source, confidence) and (sources or not is_changed):
                fresh.append([subject, source, confidence])
    return {"sources": [sorted(gone), sorted(fresh)]} if gone or fresh else {}


def stated(values: dict[str, Any]) -> Iterator[tuple[str, list[str], str]]:
    """Each value that has sources: ``(subject, sources, confidence)``; sources are empty when the row names none."""
    read_as = READ_AS.get(values.get("reading", ""), Confidence.MEDIUM)
    figure = values.get("stage_sources", [])
    yield "name", figure, read_as
    if "kind" in values:
        yield "kind", [GENERAL] if figure else [], Confidence.GENERAL if figure else Confidence.MEDIUM
    subjects = {VALUE_OF[name] for name in values if name in VALUE_OF}
    for subject, column in SOURCE_COLUMNS.items():
        if subject in subjects:
            confidence = values.get(f"{column}_confidence", Confidence.MEDIUM)
            yield subject, values.get(f"{column}_sources", []), confidence
    if "stage" in values:
        yield stage_subject(values["stage"]), figure, read_as
        for material in values.get("materials", []):
            sure = values.get("materials_confidence", {}).get(material, [Confidence.MEDIUM])
            yield material_subject(material), values.get("materials_sources", {}).get(material, []), sure[0]


def _forget_sources(record: Record, subject: str, gone: list[str]) -> list[list[str]]:
    """What vouched for the old value does not vouch for the new one."""
    record.changed_vouchers.update(gone)
    return [[subject, source, confidence_of(record.vouchers[source].pop(subject))] for source in gone]


def _vouch(record: Record, subject: str, source: str, confidence: str) -> bool:
    """Note the source; False when it stands already."""
    ones = record.vouchers.setdefault(source, {})
    one = ones.get(subject)
    if one is not None and (confidence_of(one) == confidence or is_confirmed(one)):
        return False
    ones[subject] = confidence if one is None else with_confidence(one, confidence)
    record.changed_vouchers.add(source)
    return True
