"""Takes in lists of sites of organisations that the register knows. The main site goes by the rules of a list of
organisations; further sites are found by their name or their address, else they are new. Who a doubtful row is about
is decided in the queue of matches, as for organisations."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from companies.enums import MatchKind
from companies.imports import undoing
from companies.imports.changes import PLACE_FIELDS
from companies.imports.checks import check
from companies.imports.columns import COLUMNS
from companies.imports.importer import LEFT_OUT, OTHER_LABELS, CompaniesImporter, finding_of, record_of
from companies.imports.known import Known, Record, load
from companies.imports.names import Names
from companies.imports.near_sites import LIST, REGISTER, decided, near
from companies.imports.one_site import find, is_about_main, set_fields
from companies.imports.recognising import (
    Finding,
    Recogniser,
    doubts_of,
    how_recognised,
    in_doubt,
    own_candidate,
    recognised,
)
from companies.imports.vocabularies import vocabularies
from companies.list_sources.keeping import keep_statements
from companies.list_sources.weighing import Weigher
from companies.matching.memory import keep
from companies.models import Municipality, Site
from companies.names import normal_name
from imports.cleaners import text, yes_no
from imports.enums import RowOutcome
from imports.importers import Column, Importer, Teller, rejected
from imports.reasons import Issue, shown
from imports.rows import ImportContext, Outcome, Reversal, Row
from imports.vocabulary import Vocabulary
from publication.enums import Door
from publication.history import change_door
from publication.publishing import publishing
from valuechains.list_source import list_slug

Compare = Callable[[Row, Finding], Outcome]
OF_ORGANISATIONS = (
    "name", "kvk_number", "rsin", "slug", "province", "municipality", "town", "street_address", "postcode",
    "house_number", "house_number_addition", "postcode_town", "rd_x", "rd_y", "latitude", "longitude",
    "location_precision",
)  # fmt: skip
#: By these the organisation is found; the rest is of the site.
WHO = ("name", "kvk_number", "rsin", "slug")
UNKNOWN = gettext_noop("is no organisation in the register; bring it with a list of organisations first")
NEAR = gettext_noop("may be the known site “%(site)s” of this organisation")
NO_PLACE = gettext_noop("is empty: a site needs at least a town, a municipality, an address or a point")


@dataclasses.dataclass(slots=True)
class Planned:
    """A further site as the row leaves it. ``found`` when its organisation was recognised by likeness alone."""

    site: Site
    found: Finding | None = None


@dataclasses.dataclass(slots=True)
class Near:
    """A row of which a person has to say whether it is about this site."""

    site: Site
    found: Finding


class SitesImporter(Importer):
    """One row is one site; several rows of one organisation are several sites."""

    kind = MatchKind.SITES.value
    needs = "companies.add_site"
    from_outside = True
    label = _("sites of organisations")
    columns = (
        *(one for one in COLUMNS if one.key in OF_ORGANISATIONS),
        Column(
            "site_name", _("name of the site"), ("vestiging", "vestigingsnaam", "locatienaam", "site", "branch"),
            clean=text(longest=150),
        ),
        Column("is_main", _("main site"), ("hoofdvestiging", "hoofdlocatie", "head office"), clean=yes_no()),
    )  # fmt: skip
    rows_may_share_a_record = True
    cannot_undo = ""

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        return vocabularies()

    def group(self, cells: Mapping[str, str]) -> str:
        return normal_name(cells.get("name", ""))

    def row_label(self, row: Row) -> str:
        return row.cells.get("name", "").strip()

    def check(self, row: Row) -> Iterable[Issue]:
        yield from check(row)
        if not any(name in row.values for name in PLACE_FIELDS):
            yield Issue("municipality", "", NO_PLACE)

    def field_label(self, key: str) -> str:
        return str(OTHER_LABELS.get(key, "")) or super().field_label(key)

    def teller(self) -> Teller:
        return Names()

    def plan(self, rows: Sequence[Row], context: ImportContext) -> list[Outcome]:
        return self.plan_taking(rows, context, frozenset())

    def plan_taking(self, rows: Sequence[Row], context: ImportContext, taken: frozenset[str]) -> list[Outcome]:
        """The queries of a list of organisations, and one for the further sites. Of the fields ``taken`` a person has
        just decided that the list is right."""
        about = [_about(row) for row in rows]
        recogniser = Recogniser(about, context, {one.pk: one for one in Municipality.objects.all()}, self.kind)
        finish = self._finish(recogniser.known, context)
        return [finish(row, recogniser.find(who, taken)) for row, who in zip(rows, about, strict=True)]

    def plan_about(self, rows: Sequence[Row], organisation_id: int, context: ImportContext) -> list[Outcome]:
        """What the rows would change if they were about this organisation, for a person to look at."""
        known = load([], {one.pk: one for one in Municipality.objects.all()}, also={organisation_id})
        finish = self._finish(known, context)
        return [finish(row, Finding(known.by_pk[organisation_id])) for row in rows]

    def _finish(self, known: Known, context: ImportContext) -> Callable[[Row, Finding], Outcome]:
        compare = partial(
            CompaniesImporter().compare,
            weigher=Weigher(known.by_pk, context), stage_ids={}, list_source=list_slug(context),
        )  # fmt: skip
        return partial(self._outcome, compare=compare, further=_further(known.by_pk, lock=context.applying))

    def _outcome(self, row: Row, found: Finding, compare: Compare, further: dict[int, list[Site]]) -> Outcome:
        name = row.values["name"]
        if found.is_left:
            return rejected(row, [Issue("name", name, LEFT_OUT)], name)
        if found.record is None:
            if found.candidates:
                return Outcome(row, RowOutcome.REVIEW, name, issues=[*in_doubt(row, found)], payload=found)
            return rejected(row, [Issue("name", name, UNKNOWN)], name)
        organisation, main = found.record.organisation, found.record.site
        sites = further[organisation.pk]
        choice, number = decided(row.values, found.refused)
        if choice == REGISTER:
            return Outcome(row, RowOutcome.UNCHANGED, organisation.name, record_id=organisation.pk)
        if not choice and (doubt := _doubt(row.values, found.record, sites)) is not None:
            return _ask(row, found, doubt)
        is_said = main is not None and (choice, number) == (LIST, main.pk)
        if is_said or (not choice and is_about_main(row.values, found.record, sites)):
            found.is_other_spelling = True  # a list of sites renames nobody
            outcome = compare(dataclasses.replace(row, values=_place_of(row.values)), found)
            outcome.row = row
            return outcome
        said = next((one for one in sites if choice == LIST and one.pk == number), None)
        site, is_new = said or find(row.values, sites), False
        if site is None:
            site, is_new = Site(organisation=organisation, is_main=False), True
            sites.append(site)
        changes = set_fields(site, row.values)
        kind = RowOutcome.CREATED if is_new else RowOutcome.UPDATED if changes else RowOutcome.UNCHANGED
        planned, notes = Planned(site), []
        if found.alike is not None:
            planned.found, notes = found, [recognised(row, found.alike)]
        return Outcome(row, kind, organisation.name, changes, notes, organisation.pk, payload=planned)

    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        """Main sites in bulk as organisations are, further ones one by one: such lists are short."""
        main = [one for one in outcomes if isinstance(one.payload, Record)]
        CompaniesImporter().apply(main, context)
        user = get_user_model().objects.filter(pk=context.user_id).first() if context.user_id else None
        with publishing(), change_door(Door.IMPORT, str(context.import_id)):
            for outcome in outcomes:
                if isinstance(outcome.payload, Planned):
                    site = outcome.payload.site
                    site._history_user = user  # type: ignore[attr-defined]
                    site.save()
                    outcome.record_id = site.organisation_id

    def also(self, import_id: int) -> Sequence[tuple[str, int, str]]:
        return how_recognised(import_id)

    def remember(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        """What the list says of main sites, what is in doubt for the queue, and what likeness alone was sure of."""
        found = [(_about(one.row), finding, one.changes) for one in outcomes if (finding := _finding(one)) is not None]
        keep(doubts_of(found, context, self.kind), context, self.kind)
        keep_statements([record for one in outcomes if (record := record_of(one)) is not None], context)

    def plan_undo(self, record_ids: Sequence[int], context: ImportContext, *, changed_too: bool) -> list[Reversal]:
        return undoing.plan_undo(record_ids, context, changed_too=changed_too)

    def undo(self, reversals: Sequence[Reversal], context: ImportContext) -> None:
        undoing.undo(reversals, context)

    def after_undo(self, context: ImportContext) -> None:
        undoing.after_undo(context)


def _about(row: Row) -> Row:
    """The row with what says who it is about: the place of a branch is not the place of its organisation."""
    return dataclasses.replace(row, values={name: row.values[name] for name in WHO if name in row.values}, issues=[])


def _doubt(values: Mapping[str, Any], record: Record, sites: Sequence[Site]) -> Site | None:
    """The site that a person has to be asked about, if any: one that is nearly the one of the row. The main one too,
    unless the row says that it is about another; and a main site of which no address is known is no better guess."""
    main, says = record.site, "is_main" in values
    if is_about_main(values, record, sites):
        return near(values, sites) if main is not None and not main.street_address and not says else None
    if find(values, sites) is not None:
        return None
    return near(values, sites if main is None or says else [*sites, main])


def _ask(row: Row, found: Finding, site: Site) -> Outcome:
    assert found.record is not None
    organisation = found.record.organisation
    found.candidates, found.alike = found.candidates or (own_candidate(found.record),), None
    given = _in_words(row.values.get("site_name"), row.values)
    issue = Issue("site_name", given, NEAR, params={"site": _in_words(site.name, vars(site))})
    return Outcome(row, RowOutcome.REVIEW, organisation.name, {}, [issue], organisation.pk, payload=Near(site, found))


def _in_words(name: str | None, values: Mapping[str, Any]) -> str:
    """A site in a few words: its name, its address."""
    return shown(", ".join(part for part in (name, values.get("street_address"), values.get("town")) if part))


def is_of_main_site(outcome: Outcome) -> bool:
    """Whether the row is about the main site of its organisation, not about a further one."""
    return isinstance(outcome.payload, Record | Finding)


def _finding(outcome: Outcome) -> Finding | None:
    return outcome.payload.found if isinstance(outcome.payload, Planned | Near) else finding_of(outcome)


def _place_of(values: Mapping[str, Any]) -> dict[str, Any]:
    names = ("name", *PLACE_FIELDS, "location_precision")
    return {name: values[name] for name in names if name in values}


def _further(pks: Iterable[int], *, lock: bool) -> dict[int, list[Site]]:
    found: dict[int, list[Site]] = defaultdict(list)
    rows = Site.objects.filter(organisation_id__among=list(pks), is_main=False).select_related("municipality")
    for site in (rows.select_for_update(of=("self",)) if lock else rows).order_by("pk"):
        found[site.organisation_id].append(site)
    return found
