"""Where an old address leads now, and which addresses are old."""

from collections.abc import Iterator, Sequence

from django.db.models import F

from companies.models import Organisation, OrganisationAlias, OrganisationListing
from publication.models import ListingRemoval

__all__ = ["current_slug", "keep_addresses"]


def current_slug(old: str) -> str | None:
    """The public slug of what had this one or became part of it; None when there is none that anybody may see."""
    alias = OrganisationAlias.objects.filter(slug=old[:80]).values_list("organisation_id", flat=True).first()
    if alias is None:
        return None
    return OrganisationListing.objects.filter(pk=alias).values_list("slug", flat=True).first()


def keep_addresses(pks: Sequence[int]) -> None:
    """Remember the public addresses that these organisations leave, before their listings are written anew.

    Whatever changes a slug comes by here. An address is public when a listing has it, or had it last. One that a record
    has now is no old address: who goes back to a former name has it as before.
    """
    left = list(_left(pks))
    if left:  # also from one that was merged, came back from history and was public there again
        OrganisationAlias.objects.filter(slug__among=[one.slug for one in left]).delete()
    _keep([*left, *_left_while_hidden(pks)])
    now = Organisation.objects.filter(pk__among=pks).values("slug")
    OrganisationAlias.objects.renamed().filter(slug__in=now).delete()


def _left(pks: Sequence[int]) -> Iterator[OrganisationAlias]:
    """A listing that was moved aside (``~``) has lost its address to another record."""
    listings = OrganisationListing.objects.filter(pk__among=pks).exclude(slug=F("record__slug"))
    for slug, pk, name in listings.exclude(slug__startswith="~").values_list("slug", "pk", "record__name"):
        yield OrganisationAlias(slug=slug, old_id=pk, name=name, organisation_id=pk)


def _left_while_hidden(pks: Sequence[int]) -> Iterator[OrganisationAlias]:
    """An organisation may be made internal and get another web name before it is public again."""
    removed = dict(
        ListingRemoval.objects.filter(kind="companies", record_id__among=pks)
        .exclude(slug="")
        .values_list("record_id", "slug")
    )
    if removed:
        for pk, slug, name in Organisation.objects.filter(pk__among=removed).values_list("pk", "slug", "name"):
            if slug != removed[pk]:
                yield OrganisationAlias(slug=removed[pk], old_id=pk, name=name, organisation_id=pk)


def _keep(aliases: Sequence[OrganisationAlias]) -> None:
    if aliases:
        slugs = [one.slug for one in aliases]
        standing = set(Organisation.objects.filter(slug__among=slugs).values_list("slug", flat=True))
        free = [one for one in aliases if one.slug not in standing]
        OrganisationAlias.objects.bulk_create(free, ignore_conflicts=True)
