"""Where an old address leads now."""

from companies.models import OrganisationAlias, OrganisationListing

__all__ = ["current_slug"]


def current_slug(old: str) -> str | None:
    """The public slug of what an organisation became part of; None when there is none that anybody may see."""
    alias = OrganisationAlias.objects.filter(slug=old[:80]).values_list("organisation_id", flat=True).first()
    if alias is None:
        return None
    return OrganisationListing.objects.filter(pk=alias).values_list("slug", flat=True).first()
