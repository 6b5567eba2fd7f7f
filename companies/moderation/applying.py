"""Write accepted values into the register, by the same rules as the admin: checks, provenance, history, listings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from companies.actions import record_changes
from companies.enums import ActivityStatus
from companies.imports.checks import HOME
from companies.models import Activity, Case, CaseValue, Municipality, Organisation, Site
from companies.moderation.fields import FIELDS, SHOWS, YES, field_label, field_of, stage_of
from companies.towns import municipality_of
from publication.enums import Door
from publication.history import change_door
from valuechains.enums import SourceKind
from valuechains.models import Source, Stage

if TYPE_CHECKING:
    from companies.moderation.deciding import StatedBy

__all__ = ["apply_values"]


def apply_values(
    *, case: Case, values: Iterable[CaseValue], stated_by: StatedBy, user: AbstractBaseUser
) -> Organisation:
    """Inside a ``publishing()`` block. ``ValidationError`` names the field and its value."""
    organisation = Organisation.objects.select_for_update().get(pk=case.organisation_id)
    of_work = [value for value in values if stage_of(value.field)]
    rest = [value for value in values if not stage_of(value.field)]
    own = [value for value in rest if not field_of(value.field).of_site]
    of_site = [value for value in rest if field_of(value.field).of_site]
    lost_point = False
    brought: Municipality | None = None
    reason = _("Report %(number)d") % {"number": case.pk}
    with change_door(Door.CLAIM, str(case.pk)):
        if own:
            _set(organisation, own, user, reason)
        if of_site:
            site = organisation.sites.select_for_update().order_by("-is_main", "pk").first()
            had_point = site is not None and site.latitude is not None
            site = site or Site(organisation=organisation)
            brought = _brought_by_town(case, organisation, site, of_site)
            site.municipality = brought or site.municipality
            _set(site, of_site, user, reason)
            lost_point = had_point and site.latitude is None
        for value in of_work:
            _set_work(organisation, value, user, reason)
        subjects = {field_of(value.field).subject for value in (*of_work, *own, *of_site)} - {""}
        subjects |= {field_of("municipality").subject} if brought else set()
        record_changes(
            organisation=organisation,
            subjects=subjects,
            removed=lost_point,
            user=user,
            source=_source(stated_by),
            confidence=stated_by.confidence,
        )
    return organisation


def _brought_by_town(
    case: Case, organisation: Organisation, site: Site, values: Iterable[CaseValue]
) -> Municipality | None:
    """The other municipality that a town taken over lies in, by its name; never one that is refused here, nor beside
    one that is taken over."""
    new = {value.field: value.new for value in values}
    if "town" not in new or "municipality" in new or (organisation.province or HOME) != HOME:
        return None
    found = municipality_of(new["town"])
    if found is None or found == site.municipality:
        return None
    return None if case.values.filter(field="municipality", new=found.slug).exists() else found


def _set(record: Model, values: list[CaseValue], user: AbstractBaseUser, reason: str) -> None:
    for value in values:
        setattr(record, value.field, _python(value))
    if isinstance(record, Site):
        _keep_point_honest(record, {value.field for value in values})
    try:
        record.full_clean()
    except ValidationError as error:
        raise _named(error) from error
    record._history_user = user  # type: ignore[attr-defined]
    record._change_reason = reason  # type: ignore[attr-defined]
    record.save()


def _set_work(organisation: Organisation, value: CaseValue, user: AbstractBaseUser, reason: str) -> None:
    """How far it is in a stage. One that no longer works there has ceased: its history stays."""
    stage = Stage.objects.filter(slug=stage_of(value.field)).first()
    if stage is None:
        raise ValidationError(_("There is no stage “%(slug)s” any more.") % {"slug": stage_of(value.field)})
    activity = organisation.activities.filter(stage=stage).first() or Activity(organisation=organisation, stage=stage)
    activity.status = value.new or ActivityStatus.CEASED
    activity.full_clean()
    activity._history_user = user  # type: ignore[attr-defined]
    activity._change_reason = reason  # type: ignore[attr-defined]
    activity.save()


def _python(value: CaseValue) -> Any:
    if value.field in SHOWS:
        return value.new == YES
    if value.field == "municipality":
        return Municipality.objects.filter(slug=value.new).first()
    return value.new or (None if value.field == "kvk_number" else "")


def _keep_point_honest(site: Site, changed: set[str]) -> None:
    """The point of another place is no point: it goes, until staff set the new one."""
    if changed & {"street_address", "postcode", "town", "municipality"} and site.pk:
        site.latitude = site.longitude = None
        site.precision = ""


def _source(stated_by: StatedBy) -> Source:
    """The source with this address, else with this title; made when there is none yet."""
    if stated_by.url:
        found = Source.objects.filter(url=stated_by.url).order_by("pk").first()
    else:
        found = Source.objects.filter(title=stated_by.title, url__isnull=True).order_by("pk").first()
    if found is not None:
        return found
    told = f"{stated_by.title} {stated_by.url}"
    slug = f"{slugify(stated_by.title)[:60]}-{hashlib.sha256(told.encode()).hexdigest()[:10]}".strip("-")
    kind = SourceKind.PAGE if stated_by.url else SourceKind.NAME_ONLY
    return Source.objects.create(slug=slug, title=stated_by.title, url=stated_by.url or None, kind=kind)


def _named(error: ValidationError) -> ValidationError:
    """One message per field, with the field's name in front."""
    if not hasattr(error, "error_dict"):
        return error
    lines = []
    for name, messages in error.message_dict.items():
        label = f"{field_label(name)}: " if name in FIELDS else ""
        lines += [f"{label}{message}" for message in messages]
    return ValidationError(lines)
