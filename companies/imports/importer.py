"""Takes in lists of organisations. Everything comes in unverified; what has been verified is not overwritten."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from companies.imports import undoing
from companies.imports.changes import (
    NOWHERE,
    add_activity,
    add_sources,
    as_pairs,
    field_changes,
    make,
    overwrites_verified,
    place_values,
)
from companies.imports.checks import check, elsewhere
from companies.imports.columns import COLUMNS
from companies.imports.known import Record
from companies.imports.names import Names
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
from companies.imports.writing import write
from companies.list_sources.keeping import keep_statements
from companies.list_sources.vanishing import propose_ceased
from companies.list_sources.visibility import AS_THE_SOURCE, VISIBILITIES
from companies.list_sources.weighing import Weigher, without
from companies.matching.memory import keep, without_refused
from companies.models import Municipality, Organisation
from companies.names import normal_name
from companies.subjects import material_subject, stage_subject
from companies.towns import towns_of
from imports.enums import RowOutcome
from imports.importers import Importer, Option, Teller, missing, rejected
from imports.reasons import Issue
from imports.rows import Changes, ImportContext, Outcome, Reversal, Row
from imports.vocabulary import Vocabulary
from publication.bulk import mould
from valuechains.imports.personal import personal_data
from valuechains.list_source import list_slug
from valuechains.models import Stage

#: Texts in which a list may tell anything.
FREE = ("description_nl", "description_en", "status_nl", "status_en", "note", "kind_note")
LEFT_OUT = gettext_noop("was left out by a person, and stays so for this source")


class CompaniesImporter(Importer):
    """One row is an organisation in one stage; several rows of one organisation are several activities."""

    kind = "companies"
    needs = "companies.add_organisation"
    from_outside = True
    label = _("organisations")
    columns = COLUMNS
    options = (
        Option(
            "visibility",
            _("visibility of new organisations"),
            [(AS_THE_SOURCE, _("as for this source")), *VISIBILITIES],
            AS_THE_SOURCE,
        ),
    )
    rows_may_share_a_record = True
    cannot_undo = ""
    can_replace = True

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        return vocabularies()

    def group(self, cells: Mapping[str, str]) -> str:
        return normal_name(cells.get("name", ""))

    def row_label(self, row: Row) -> str:
        return row.cells.get("name", "").strip()

    def check(self, row: Row) -> Iterable[Issue]:
        return check(row)

    def field_label(self, key: str) -> str:
        return str(OTHER_LABELS.get(key, "")) or super().field_label(key)

    def teller(self) -> Teller:
        return Names()

    def plan(self, rows: Sequence[Row], context: ImportContext) -> list[Outcome]:
        return self.plan_taking(rows, context, frozenset())

    def plan_taking(self, rows: Sequence[Row], context: ImportContext, taken: frozenset[str]) -> list[Outcome]:
        """Of the fields ``taken`` a person has just decided that the list is right: they replace what is verified."""
        municipalities = {one.pk: one for one in Municipality.objects.all()}
        recogniser = Recogniser(rows, context, municipalities)
        weigher = Weigher(recogniser.known.by_pk, context)
        stage_ids = dict(Stage.objects.values_list("slug", "pk"))
        finish = partial(
            self._outcome, recogniser=recogniser, weigher=weigher, stage_ids=stage_ids, list_source=list_slug(context),
            towns=towns_of(municipalities.values()),
        )  # fmt: skip
        return [finish(row, recogniser.find(row, taken)) for row in rows]

    def _outcome(
        self,
        row: Row,
        found: Finding,
        *,
        recogniser: Recogniser,
        weigher: Weigher,
        stage_ids: dict[str, int],
        list_source: str,
        towns: Mapping[str, Municipality],
    ) -> Outcome:
        name = row.values["name"]
        if found.is_left:
            return rejected(row, [Issue("name", name, LEFT_OUT)], name)
        if found.record is None and found.candidates:
            return Outcome(row, RowOutcome.REVIEW, name, issues=[*in_doubt(row, found)], payload=found)
        if found.record is None and "stage" not in row.values:
            stage = self.column("stage")
            assert stage is not None
            return rejected(row, [missing(stage)], name)
        if found.record is not None:
            outcome = self.compare(row, found, weigher, stage_ids, list_source)
            outcome.issues.extend(elsewhere(row.values, found.record.site, towns))
            return outcome
        found.record = new_record(without_refused(row.values, found.refused))
        outcome = self.compare(row, found, weigher, stage_ids, list_source)
        recogniser.made(row, found.record)
        outcome.kind, outcome.label = RowOutcome.CREATED, found.record.organisation.name
        return outcome

    def compare(
        self, row: Row, found: Finding, weigher: Weigher, stage_ids: dict[str, int], list_source: str
    ) -> Outcome:
        """What the row changes of the record that it is about."""
        record = found.record
        assert record is not None
        values = without_refused(_without_other_spelling(row, found), found.refused)
        where = place_values(values, record.site or NOWHERE)
        would = field_changes(record, values, where)
        fields, outweighed, news = weigher.weigh(record, values | where, would, found.taken)
        issues = [one for one in overwrites_verified(record, fields) if one.column not in found.taken]
        changes = as_pairs(fields)
        label = str(record.organisation.name or row.values["name"])
        if issues:
            found.candidates, found.alike = found.candidates or (own_candidate(record),), None
            return Outcome(row, RowOutcome.REVIEW, label, changes, issues, record.organisation.pk, payload=found)
        make(record, fields)
        activity = add_activity(record, row.values, stage_ids)
        subjects = {change.subject for change in fields} | _subjects(row.values, activity)
        changes |= activity | add_sources(record, without(values, outweighed), subjects, list_source) | news
        kind = RowOutcome.UPDATED if changes else RowOutcome.UNCHANGED
        notes = [
            *outweighed,
            *personal_data(row.values, FREE),
            *([recognised(row, found.alike)] if found.alike else []),
        ]
        if found.alike:
            record.alike[row.number] = found
        return Outcome(row, kind, label, changes, notes, record.organisation.pk, payload=record)

    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        records = list({id(outcome.payload): outcome.payload for outcome in outcomes}.values())
        write(records, context, list_slug(context))
        for outcome in outcomes:
            outcome.record_id = outcome.payload.organisation.pk

    def also(self, import_id: int) -> Sequence[tuple[str, int, str]]:
        return how_recognised(import_id)

    def remember(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        """Keep what is in doubt for the queue, and what likeness alone was sure of."""
        found = [(one.row, finding, one.changes) for one in outcomes if (finding := finding_of(one)) is not None]
        keep(doubts_of(found, context), context)
        keep_statements([record for one in outcomes if (record := record_of(one)) is not None], context)

    def vanished(self, record_ids: Collection[int], context: ImportContext) -> int:
        return propose_ceased(record_ids, context)

    def plan_undo(self, record_ids: Sequence[int], context: ImportContext, *, changed_too: bool) -> list[Reversal]:
        return undoing.plan_undo(record_ids, context, changed_too=changed_too)

    def undo(self, reversals: Sequence[Reversal], context: ImportContext) -> None:
        undoing.undo(reversals, context)

    def after_undo(self, context: ImportContext) -> None:
        undoing.after_undo(context)


OTHER_LABELS = {
    "sources": _("sources"),
    "said": _("said by the list, and not shown"),
    "staff_note": _("note for staff"),
}


def new_record(values: Mapping[str, Any]) -> Record:
    return Record(mould(Organisation)(slug=values.get("slug", ""), kind="company"))


def record_of(outcome: Outcome) -> Record | None:
    payload = outcome.payload.record if isinstance(outcome.payload, Finding) else outcome.payload
    return payload if isinstance(payload, Record) else None


def finding_of(outcome: Outcome) -> Finding | None:
    if isinstance(outcome.payload, Finding):
        return outcome.payload
    return outcome.payload.alike.get(outcome.row.number) if isinstance(outcome.payload, Record) else None


def _without_other_spelling(row: Row, found: Finding) -> dict[str, Any]:
    """A name that was recognised as the same, or as another of the same, is not a change of name."""
    assert found.record is not None
    values, known = dict(row.values), found.record.organisation
    if found.is_other_spelling and "name" not in found.taken and known.name:
        del values["name"]
        return values
    by_key = known.slug == values.get("slug") or (known.kvk_number or "") == values.get("kvk_number")
    if known.name and not by_key and normal_name(known.name) == normal_name(values["name"]):
        del values["name"]
    return values


def _subjects(values: Mapping[str, Any], activity: Changes) -> set[str]:
    """What the row newly says about stages and materials."""
    subjects = {stage_subject(values["stage"])} if "stage" in activity else set()
    if "materials" in activity:
        old, new = activity["materials"]
        subjects |= {material_subject(material) for material in set(new) - set(old)}
    return subjects
