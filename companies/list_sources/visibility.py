"""How public what a source brings is; and a source that goes out of sight with all it says, and comes back."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from companies.models import HiddenRecord, ListSource, Organisation, Provenance, Statement
from imports.models import ColumnChoice, Import
from imports.rows import ImportContext
from publication.enums import Visibility
from publication.publishing import publishing, touch
from publication.visibility import change_visibility
from valuechains.list_source import list_slug, sources_of
from valuechains.models import Source

__all__ = [
    "AS_THE_SOURCE", "VISIBILITIES", "brought_by", "hidden_lists", "hide", "lists_of", "public_lists",
    "remember_hidden", "show", "visibility_of_new",
]  # fmt: skip

AS_THE_SOURCE = "source"
VISIBILITIES = [(Visibility.PUBLIC, Visibility.PUBLIC.label), (Visibility.INTERNAL, Visibility.INTERNAL.label)]


def visibility_of_new(context: ImportContext) -> str:
    """As chosen for the list, else as set for its source, else public; what a hidden source brings is internal."""
    source = ListSource.objects.of(context.source)
    return Visibility.INTERNAL if source and source.is_hidden else _wanted(context, source)


def _wanted(context: ImportContext, source: ListSource | None) -> str:
    chosen = context.options.get("visibility", Visibility.INTERNAL)
    if chosen != AS_THE_SOURCE:
        return chosen
    return source.default_visibility if source else Visibility.PUBLIC


def remember_hidden(new: Sequence[Organisation], context: ImportContext) -> None:
    """What a hidden source brings comes into sight with the source."""
    source = ListSource.objects.of(context.source) if new else None
    if source is not None and source.is_hidden:
        wanted = _wanted(context, source)
        HiddenRecord.objects.bulk_create(
            HiddenRecord(organisation=one, source=source, visibility=wanted) for one in new
        )


def lists_of(sources: Iterable[ListSource]) -> list[int]:
    """The public sources that stand for lists of these sources: "DCMR 2025" and "DCMR 2026" are both of DCMR."""
    keys = {source.key for source in sources}
    return [pk for pk, key in _lists() if key in keys] if keys else []


def public_lists(sources: Iterable[ListSource]) -> dict[int, int]:
    """Of each source the public one that stands for its newest list; none for who never vouched for anything."""
    by_key = {source.key: source.pk for source in sources}
    return {by_key[key]: pk for pk, key in _lists() if key in by_key} if by_key else {}


def _lists() -> list[tuple[int, str]]:
    lists = Source.objects.filter(slug__startswith="list-").order_by("pk").values_list("pk", "title")
    return [(pk, ColumnChoice.source_key(title)) for pk, title in lists]


def hidden_lists() -> list[int]:
    """Public sources that nobody is to see; one query while no source is hidden."""
    return lists_of(ListSource.objects.hidden())


def brought_by(source: ListSource) -> "QuerySet[Organisation]":
    """Organisations that nobody else than this source speaks of: no other list, and no other source of their name."""
    said = Statement.objects.filter(source=source).values("organisation")
    others = Statement.objects.exclude(source=source).values("organisation")
    vouched = (
        Provenance.objects.filter(vouches_for__has_key="name")
        .exclude(source__in=lists_of([source]))
        .values("organisation")
    )
    return Organisation.objects.filter(pk__in=said).exclude(Q(pk__in=others) | Q(pk__in=vouched))


def hide(source: ListSource) -> int:
    """Take the source, what it alone brought and what it alone says out of public sight; gives how many organisations
    became internal. Nothing is removed."""
    with publishing():
        locked = ListSource.objects.select_for_update().get(pk=source.pk)
        if locked.is_hidden:
            return 0
        _set_hidden(locked, True)
        seen = brought_by(locked).exclude(visibility=Visibility.INTERNAL).select_for_update()
        records = list(seen)
        HiddenRecord.objects.bulk_create(
            HiddenRecord(organisation=one, source=locked, visibility=one.visibility, embargo_until=one.embargo_until)
            for one in records
        )
        change_visibility(records=records, visibility=Visibility.INTERNAL)
        spoken_of = _spoken_of(locked)
        _name_speakers(spoken_of)
        _touch(spoken_of)
    return len(records)


def show(source: ListSource) -> int:
    """All is as it was before it was hidden, but for what staff gave another visibility since."""
    with publishing():
        locked = ListSource.objects.select_for_update().get(pk=source.pk)
        if not locked.is_hidden:
            return 0
        _set_hidden(locked, False)
        back = 0
        remembered = HiddenRecord.objects.filter(source=locked)
        for visibility, embargo in set(remembered.values_list("visibility", "embargo_until")):
            records = Organisation.objects.filter(
                hidden_with__source=locked, hidden_with__visibility=visibility, hidden_with__embargo_until=embargo,
                visibility=Visibility.INTERNAL,
            )  # fmt: skip
            back += change_visibility(
                records=list(records.select_for_update(of=("self",))),
                visibility=Visibility(visibility),
                embargo_until=embargo,
            )
        remembered.delete()
        _touch(_spoken_of(locked))
    return back


def _set_hidden(source: ListSource, is_hidden: bool) -> None:
    source.is_hidden = is_hidden
    reason = _("Hidden") if is_hidden else _("Shown again")
    source._change_reason = reason  # type: ignore[attr-defined]
    source.save()


def _name_speakers(organisations: Collection[int]) -> None:
    """Who never vouched for a value, as others went before, is named from now on: their word may be the next one."""
    said = Statement.objects.filter(organisation_id__among=organisations, source__is_hidden=False).order_by()
    latest = dict(said.values("source").annotate(latest=Max("import_number")).values_list("source", "latest"))
    sources = ListSource.objects.in_bulk(latest)
    unnamed = sources.keys() - public_lists(sources.values()).keys()
    for job in Import.objects.filter(pk__in=[latest[pk] for pk in unnamed]).order_by("pk"):
        sources_of({list_slug(job.context)}, job.context)


def _spoken_of(source: ListSource) -> list[int]:
    named = Provenance.objects.filter(source__in=lists_of([source])).values_list("organisation_id", flat=True)
    return list(named.distinct())


def _touch(organisations: Collection[int]) -> None:
    """Their listings and those of their sites follow."""
    sites = Organisation.objects.filter(pk__among=organisations, sites__isnull=False).values_list(
        "sites__pk", flat=True
    )
    touch("companies", organisations)
    touch("sites", list(sites))
