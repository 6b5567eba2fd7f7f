"""Old public addresses that keep leading to their record, for every kind whose listings have a slug of their own."""

from collections.abc import Collection, Mapping
from typing import Any

from publication.models import FormerSlug, ListingRemoval

__all__ = ["keep", "left_by", "slug_of_now"]


def left_by(kind: str, slugs: Mapping[int, str], standing: Mapping[int, str]) -> dict[str, int]:
    """The slugs that records leave, and which record leaves each: ``slugs`` are those of now, ``standing`` those of the
    listings before. One that is public again may have got another name while it was not."""
    before = {pk: slug for pk, slug in standing.items() if pk in slugs}
    if back := slugs.keys() - standing.keys():
        before |= _before_removal(kind, back)
    # A listing that was moved aside (``~``) has lost its address to another record.
    return {slug: pk for pk, slug in before.items() if slug != slugs[pk] and not slug.startswith("~")}


def _before_removal(kind: str, pks: Collection[int]) -> dict[int, str]:
    """A slug that some record has left since is not that of the earlier one again."""
    removed = ListingRemoval.objects.filter(kind=kind, record_id__among=pks).exclude(slug="")
    before = dict(removed.values_list("record_id", "slug"))
    known = FormerSlug.objects.filter(kind=kind, slug__among=before.values()) if before else FormerSlug.objects.none()
    since = set(known.values_list("slug", flat=True))
    return {pk: slug for pk, slug in before.items() if slug not in since}


def keep(kind: str, left: Mapping[str, int]) -> None:
    FormerSlug.objects.bulk_create(
        [FormerSlug(kind=kind, slug=slug, record_id=pk) for slug, pk in sorted(left.items())],
        update_conflicts=True,
        unique_fields=["kind", "slug"],
        update_fields=["record_id"],
    )


def slug_of_now(kind: str, listings: Any, slug: str) -> str | None:
    """The public slug of the record that had this one; None when there is none that anybody may see."""
    records = FormerSlug.objects.filter(kind=kind, slug=slug[:120]).values("record_id")
    found: str | None = listings.filter(pk__in=records).values_list("slug", flat=True).first()
    return found
