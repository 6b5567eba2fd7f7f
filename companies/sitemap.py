"""The register's pages, for the sitemap: directory, map, and a page per public organisation."""

from datetime import datetime

from companies.models import OrganisationListing

_OWN = ("companies:directory", "companies:map", "companies:offtake")


def count() -> int:
    return len(_OWN) + OrganisationListing.objects.count()


def pages(start: int, stop: int) -> list[tuple[str, dict[str, str], datetime | None]]:
    own: list[tuple[str, dict[str, str], datetime | None]] = [(name, {}, None) for name in _OWN[start:stop]]
    first, last = max(0, start - len(_OWN)), max(0, stop - len(_OWN))
    listings = OrganisationListing.objects.order_by("pk").values_list("slug", "updated_at")[first:last]
    return own + [("companies:organisation", {"slug": slug}, updated) for slug, updated in listings]
