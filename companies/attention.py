"""What of the register waits for a person: named rules, used by the start page and the list's filter alike."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.completeness import POOR, less_complete_than
from companies.enums import Reading
from companies.models import ActivityMaterial, Organisation, Site
from publication.enums import Visibility

STALE_AFTER = datetime.timedelta(days=365)
EMBARGO_SOON = datetime.timedelta(days=30)


def stale(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Verified, or confirmed by itself, once; but not in the last twelve months."""
    year_ago = timezone.now() - STALE_AFTER
    once = organisations.exclude(verified_at__isnull=True, confirmed_at__isnull=True)
    return once.exclude(verified_at__gte=year_ago).exclude(confirmed_at__gte=year_ago)


def poor(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return less_complete_than(POOR, organisations)


def without_location(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    sites = Site.objects.filter(organisation=OuterRef("pk"), latitude__isnull=False)
    return organisations.filter(~Exists(sites))


def without_material(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return organisations.filter(~Exists(ActivityMaterial.objects.filter(activity__organisation=OuterRef("pk"))))


def doubtful(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return organisations.filter(reading__in=[Reading.LIKELY, Reading.UNCERTAIN])


def embargo_ends_soon(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    today = timezone.localdate()
    return organisations.filter(
        visibility=Visibility.EMBARGOED, embargo_until__gt=today, embargo_until__lte=today + EMBARGO_SOON
    )


def unverified(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return organisations.filter(verified_at__isnull=True)


ATTENTION = {
    "unverified": (_("not verified yet"), unverified),
    "stale": (_("not verified or confirmed for 12 months"), stale),
    "poor": (_("less than 60 of 100 complete"), poor),
    "no-location": (_("no location"), without_location),
    "no-material": (_("no material"), without_material),
    "doubtful": (_("doubtful reading of the source"), doubtful),
    "embargo-soon": (_("embargo ends within 30 days"), embargo_ends_soon),
}
