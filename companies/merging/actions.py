"""Merge two organisations, move a site, split one off. Each is one transaction with the organisations locked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions import record_changes
from companies.imports.writing import give_slugs
from companies.merging.rules import Merging, relations, rule_of, undecided
from companies.models import Activity, Organisation, OrganisationAlias, Site
from companies.moderation.fields import SHOWS
from companies.names import normal_name
from companies.subjects import ORGANISATION_FIELDS, SITE_FIELDS, material_subject, stage_subject
from companies.vouching import Vouching, vouchers_of
from publication.publishing import publishing

__all__ = ["CHOICES", "MergeRefused", "find_organisation", "merge", "move_site", "split"]

#: Fields of which staff choose whose value stays.
CHOICES = (
    "name", "kind", "kvk_number", "rsin", "website", "description_nl", "description_en", "province", "status_kind",
    "status_nl", "status_en", "status_date", "name_in_source", "reading", *SHOWS,
)  # fmt: skip


class MergeRefused(Exception):
    """Told to the person who asked."""


def find_organisation(key: str) -> Organisation | None:
    """By slug or number, also by a former web name and by those of one that was merged: then what it is part of now."""
    text = key.strip()
    if text.isdecimal() and len(text) < 19:
        found = Organisation.objects.filter(pk=text).first()
        alias = OrganisationAlias.objects.merged().filter(old_id=text)
    else:
        found = Organisation.objects.filter(slug=text).first()
        alias = OrganisationAlias.objects.filter(slug=text)
    return found or Organisation.objects.filter(aliases__in=alias).first()


def merge(*, kept_id: int, gone_id: int, take: Collection[str], reason: str, user: AbstractBaseUser) -> Organisation:
    """``gone`` becomes part of ``kept``, which takes these fields of it and adds its note for staff; its slug and
    number keep resolving.

    ``MergeRefused`` for one with itself, one that is gone already, or a relation that nobody decided;
    ``ValidationError`` when the result is not a valid organisation. Then nothing is written.
    """
    if kept_id == gone_id:
        raise MergeRefused(_("An organisation cannot be merged with itself."))
    if missing := undecided():
        raise MergeRefused(_("Nobody decided what becomes of %(what)s.") % {"what": ", ".join(missing)})
    with publishing():
        kept, gone = _both(kept_id, gone_id)
        values = {name: getattr(gone, name) for name in CHOICES if name in take}
        same = {name for name in CHOICES if getattr(gone, name) and getattr(kept, name) == getattr(gone, name)}
        subjects = {ORGANISATION_FIELDS[name] for name in same.union(values) if name in ORGANISATION_FIELDS}
        if not kept.sites.exists():
            subjects |= set(SITE_FIELDS.values())
        _carry_over(Merging(kept, gone, frozenset(subjects)))
        alias = {"slug": gone.slug, "old_id": gone.pk, "name": gone.name}
        _remove(gone, kept, user)
        person: Any = user
        # One that was merged before and came back from history has an alias already.
        known = Q(slug=alias["slug"]) | Q(old_id=alias["old_id"], merged_at__isnull=False)
        OrganisationAlias.objects.filter(known).delete()
        OrganisationAlias.objects.create(
            **alias, organisation=kept, merged_at=timezone.now(), merged_by=person, reason=reason
        )
        values["staff_note"] = "\n".join(filter(None, dict.fromkeys((kept.staff_note, gone.staff_note))))
        _take(kept, values, user, _("Merged with %(name)s") % {"name": alias["name"]})
        changed = {ORGANISATION_FIELDS[name] for name in values if name in ORGANISATION_FIELDS}
        record_changes(organisation=kept, subjects=changed, user=user)
    return kept


def move_site(*, site_id: int, to_id: int, user: AbstractBaseUser) -> Site:
    """The site belongs to another organisation from now on; both keep exactly one main site, if they have any."""
    with publishing():
        site = Site.objects.select_for_update().get(pk=site_id)
        former_id = site.organisation_id
        if former_id == to_id:
            raise MergeRefused(_("The site belongs to this organisation already."))
        target, former = _both(to_id, former_id)
        was_main = site.is_main
        site.organisation, site.is_main = target, not target.sites.filter(is_main=True).exists()
        site.save()
        if was_main and (heir := former.sites.order_by("pk").first()) is not None:
            heir.is_main = True
            heir.save()
        for one in (target, former):
            record_changes(organisation=one, subjects=set(SITE_FIELDS.values()), removed=one is former, user=user)
    return site


def split(
    *,
    organisation_id: int,
    name: str,
    sites: Collection[int],
    activities: Collection[int],
    user: AbstractBaseUser,
) -> Organisation:
    """A new, internal organisation with these sites and activities, and with what vouches for them. What the old one
    keeps to itself, it keeps too. ``MergeRefused`` for a name without letters, or when nothing goes along.

    One that was merged before and had this name gets its old slug back, and the web names that it had before.
    """
    with publishing():
        source = Organisation.objects.select_for_update().get(pk=organisation_id)
        if not normal_name(name):
            raise MergeRefused(_("“%(name)s” has no letters or digits.") % {"name": name})
        alias = source.aliases.merged().filter(name=name).first()
        if not (sites or activities or alias):
            raise MergeRefused(_("Choose at least one site or activity to go along."))
        moving = list(source.activities.filter(pk__in=activities).prefetch_related("materials", "stage"))
        hidden = {group: getattr(source, group) for group in SHOWS}
        made = Organisation(name=name, kind=source.kind, slug=alias.slug if alias else "", **hidden)
        if alias:
            alias.delete()
        # Rows of lists with this name are about the new one alone from now on.
        source.other_names.filter(name_key=normal_name(name)).delete()
        give_slugs([made])
        made.full_clean()
        made._history_user = user  # type: ignore[attr-defined]
        made._change_reason = (_("Split off from %(name)s") % {"name": source.name})[:100]  # type: ignore[attr-defined]
        made.save()
        if alias:
            source.aliases.filter(old_id=alias.old_id).update(organisation=made, old_id=made.pk)
        _copy_provenance(source, made, moving)
        for activity in moving:
            activity.organisation = made
            activity.save()
        for site in source.sites.filter(pk__in=sites).order_by("-is_main", "pk"):
            move_site(site_id=site.pk, to_id=made.pk, user=user)
        record_changes(organisation=source, subjects=(), removed=True, user=user)
    return made


def _both(first_id: int, second_id: int) -> tuple[Organisation, Organisation]:
    """Locked in one order, so that two who merge the same two at once do not wait for each other for ever."""
    found = {
        one.pk: one
        for one in Organisation.objects.select_for_update().filter(pk__in=[first_id, second_id]).order_by("pk")
    }
    for pk in (first_id, second_id):
        if pk not in found:
            raise MergeRefused(_("Organisation %(number)d is gone: somebody merged or deleted it.") % {"number": pk})
    return found[first_id], found[second_id]


def _carry_over(merging: Merging) -> None:
    for name, _relation in relations():
        rule = rule_of(name)
        assert rule is not None
        rule(merging)


def _remove(gone: Organisation, kept: Organisation, user: AbstractBaseUser) -> None:
    gone._history_user = user  # type: ignore[attr-defined]
    gone._change_reason = (_("Merged into %(name)s") % {"name": kept.name})[:100]  # type: ignore[attr-defined]
    gone.delete()


def _take(kept: Organisation, values: dict[str, Any], user: AbstractBaseUser, reason: str) -> None:
    for name, value in values.items():
        setattr(kept, name, value)
    kept._history_user = user  # type: ignore[attr-defined]
    kept._change_reason = reason[:100]  # type: ignore[attr-defined]
    try:
        kept.full_clean()
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    kept.save()


def _copy_provenance(source: Organisation, made: Organisation, moving: Collection[Activity]) -> None:
    stages = {stage_subject(activity.stage.slug) for activity in moving}
    materials = {material_subject(one.slug) for activity in moving for one in activity.materials.all()}
    vouching = Vouching(made)
    for one in vouchers_of(source):
        if one.subject in {"name", "kind", *stages, *materials}:
            vouching.put(one.subject, one.source.pk, one.vouch.confirmed(None, None))
    vouching.save()
