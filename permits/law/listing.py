"""Which listings a change of the law data touches."""

from permits.models import Authority, AuthorityListing, LawVersion, MunicipalAuthorities, PermitType
from permits.models.listings import MunicipalAuthoritiesListing, PermitTypeListing
from publication.publishing import touch

KINDS = (
    ("permit-types", PermitType, PermitTypeListing),
    ("authorities", Authority, AuthorityListing),
    ("municipal-authorities", MunicipalAuthorities, MunicipalAuthoritiesListing),
)


def touch_law() -> None:
    """Rebuild what is listed now and what the version in force holds, in one go: they may share their slugs."""
    current = LawVersion.objects.in_force().first()
    for kind, model, listing in KINDS:
        pks = set(listing._default_manager.values_list("pk", flat=True))
        if current is not None:
            pks |= set(model._default_manager.filter(version=current).values_list("pk", flat=True))
        touch(kind, pks)
