"""What people decide about organisations. Called alike by the admin and the API; each is one transaction."""

import datetime
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Organisation, Provenance
from companies.subjects import LABELS, SITE_FIELDS, material_subject, stage_subject, subjects_text
from companies.vouches import Vouch
from companies.vouching import Vouching, confirm
from publication.enums import Visibility
from publication.publishing import publishing, touch
from publication.visibility import change_visibility
from valuechains.enums import Confidence
from valuechains.models import Source

__all__ = ["embargo", "make_internal", "publish", "record_changes", "verify", "withdraw_verification"]

KIND = "companies"


def verify(*, organisations: QuerySet[Organisation], user: AbstractBaseUser) -> int:
    """Somebody has checked these organisations: they and all their sourced values are confirmed from now on."""
    now = timezone.now()
    with publishing():
        locked = list(organisations.select_for_update())
        for organisation in locked:
            _set_verified(organisation, now, user, by=user, reason=_("Verified"))
        confirm(_provenance_of(locked), now, user, by=user)
    return len(locked)


def withdraw_verification(*, organisations: QuerySet[Organisation], user: AbstractBaseUser) -> int:
    """These organisations and their values are no longer confirmed; gives how many were."""
    with publishing():
        locked = list(organisations.select_for_update())
        confirmed = [one for one in locked if one.verified_at is not None]
        for organisation in confirmed:
            _set_verified(organisation, None, None, by=user, reason=_("Verification withdrawn"))
        confirm(_provenance_of(locked), None, None, by=user)
        touch(KIND, [one.pk for one in locked])
    return len(confirmed)


def publish(*, organisations: QuerySet[Organisation]) -> int:
    return change_visibility(records=organisations.select_for_update(), visibility=Visibility.PUBLIC)


def make_internal(*, organisations: QuerySet[Organisation]) -> int:
    return change_visibility(records=organisations.select_for_update(), visibility=Visibility.INTERNAL)


def embargo(*, organisations: QuerySet[Organisation], until: datetime.date) -> int:
    """Hide until ``until``, the first public day. ``ValueError`` when that day is not to come."""
    if until <= timezone.localdate():
        raise ValueError("An embargo ends after today.")
    return change_visibility(
        records=organisations.select_for_update(), visibility=Visibility.EMBARGOED, embargo_until=until
    )


def record_changes(
    *,
    organisation: Organisation,
    subjects: Collection[str],
    user: AbstractBaseUser,
    removed: bool = False,
    source: Source | None = None,
    confidence: str = Confidence.MEDIUM,
) -> bool:
    """These values were changed by hand: what vouched for the old ones does not vouch for the new ones.

    Their confirmation goes, and with it that of the organisation. With a ``source`` that one replaces the earlier
    ones; without, the earlier ones stay and a person must look at them. ``removed``: a site, its point, a stage or a
    material went; its provenance goes too. Gives whether a confirmation was withdrawn.
    """
    if not subjects and not removed:
        return False
    with publishing():
        vouching = Vouching(organisation)
        if source is None:
            vouching.withdraw(subjects)
        else:
            vouching.keep(lambda subject: subject not in subjects)
            for subject in sorted(subjects):
                vouching.put(subject, source.pk, Vouch(confidence, stated_on=timezone.localdate()))
        if removed or SITE_FIELDS["latitude"] in subjects:  # a point that was cleared has no sources
            vouching.keep(_standing_subjects(organisation).__contains__)
        vouching.save(by=user)
        touch(KIND, [organisation.pk])
        organisation.refresh_from_db(fields=["verified_at", "verified_by"])
        if organisation.verified_at is None:
            return False
        what = subjects_text(subjects) or _("sites, stages or materials")
        reason = _("Verification withdrawn: %(values)s changed") % {"values": what}
        _set_verified(organisation, None, None, by=user, reason=reason[:100])
    return True


def _set_verified(
    organisation: Organisation, moment: datetime.datetime | None, verifier: Any, *, by: Any, reason: str
) -> None:
    organisation.verified_at, organisation.verified_by = moment, verifier
    organisation._history_user = by  # type: ignore[attr-defined]
    organisation._change_reason = reason  # type: ignore[attr-defined]
    organisation.save(update_fields=["verified_at", "verified_by", "updated_at"])


def _provenance_of(organisations: list[Organisation]) -> QuerySet[Provenance]:
    return Provenance.objects.filter(organisation__in=organisations)


def _standing_subjects(organisation: Organisation) -> set[str]:
    """All values but stages and materials that the organisation no longer has, places without a site, and a point that
    its main site does not have."""
    activities = organisation.activities.select_related("stage").prefetch_related("materials")
    stages = {stage_subject(activity.stage.slug) for activity in activities}
    materials = {material_subject(one.slug) for activity in activities for one in activity.materials.all()}
    known = {*LABELS, *stages, *materials}
    if not organisation.sites.exists():
        known -= set(SITE_FIELDS.values())
    elif not organisation.sites.filter(is_main=True, latitude__isnull=False).exists():
        known.discard(SITE_FIELDS["latitude"])
    return known
