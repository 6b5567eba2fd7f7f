"""The register as matching sees it: each organisation as a subject, and the blocks that it stands in."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from companies.matching.keys import keys_of
from companies.matching.subject import Place, Subject, place, subject
from companies.models import MatchKey, Organisation, OtherName, Site
from publication import bulk

Known = tuple[int, str, Subject]


def subjects(pks: Collection[int]) -> Iterator[Known]:
    """Number, name and subject of each; three queries, whatever their number."""
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in OtherName.objects.filter(organisation_id__among=pks).values_list("organisation_id", "name"):
        names[pk].append(name)
    places, towns = _places(pks)
    rows = Organisation.objects.filter(pk__among=pks).order_by("pk")
    for pk, name, kvk, rsin, website in rows.values_list("pk", "name", "kvk_number", "rsin", "website"):
        yield (
            pk, name,
            subject(
                names=[name, *names[pk]], kvk=kvk, rsin=rsin, website=website, places=places[pk],
                towns=" ".join(towns[pk]),
            ),
        )  # fmt: skip


def _places(pks: Collection[int]) -> tuple[dict[int, list[Place]], dict[int, list[str]]]:
    places: dict[int, list[Place]] = defaultdict(list)
    towns: dict[int, list[str]] = defaultdict(list)
    rows = Site.objects.filter(organisation_id__among=pks).order_by("-is_main", "pk")
    columns = (
        "organisation_id", "municipality__slug", "municipality__name", "town", "street_address", "postcode",
        "latitude", "longitude", "precision",
    )  # fmt: skip
    for pk, slug, name, town, street, postcode, north, east, precision in rows.values_list(*columns):
        towns[pk] += [text for text in (town, name) if text]
        places[pk].append(
            place(
                municipality=slug or "", town=town, street_address=street, postcode=postcode,
                point=(north, east) if north is not None else None, precision=precision,
            )
        )  # fmt: skip
    return places, towns


def keep_keys(pks: Sequence[int]) -> None:
    """Write the blocks of these organisations where they differ from what stands; of those that are gone they go."""
    wanted = {(key, pk) for pk, _name, one in subjects(pks) for key in keys_of(one)}
    standing = set(MatchKey.objects.filter(number__among=pks).values_list("key", "number"))
    changed = {pk for _key, pk in standing - wanted}
    if changed:
        MatchKey.objects.filter(number__among=changed).delete()
        standing = {pair for pair in standing if pair[1] not in changed}
    bulk.insert_rows(MatchKey, ["key", "number"], sorted(wanted - standing))
