"""Takes in lists of facts of materials. A fact comes in with its source, or with the list as its source."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from imports.enums import RowOutcome
from imports.importers import Importer, Teller
from imports.reasons import BadValue, Issue, shown
from imports.rows import Changes, ImportContext, Outcome, Row
from imports.vocabulary import Vocabulary
from publication.enums import Door
from publication.history import change_door
from publication.publishing import publishing
from valuechains.enums import Confidence
from valuechains.facts import FACTS, example_text, problem_of
from valuechains.imports.columns import COLUMNS, value_of, vocabularies
from valuechains.imports.personal import personal_data
from valuechains.list_source import list_slug, sources_of
from valuechains.models import Material, MaterialFact, Source
from valuechains.taking_back import OneByOne

FIELDS = ("value", "period", "stage", "scope_nl", "scope_en", "note_nl", "note_en", "confidence")
#: Texts in which a list may tell anything; the value of some facts is one.
FREE = ("value", "scope_nl", "scope_en", "note_nl", "note_en")
WRONG = gettext_noop("is not what this fact asks for; an example: %(example)s")


@dataclasses.dataclass(slots=True)
class Planned:
    """A fact as the row leaves it; ``sources`` are those that it should name, or None when they stay."""

    fact: MaterialFact
    sources: list[str] | None


class FactsImporter(OneByOne, Importer):
    """One row is one fact of one material."""

    kind = "materials"
    needs = "valuechains.add_materialfact"
    label = _("facts of materials")
    columns = COLUMNS
    touches = ((MaterialFact, "id"),)

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        return vocabularies()

    def group(self, cells: Mapping[str, str]) -> str:
        return f"{cells.get('material', '')} {cells.get('key', '')}".casefold()

    def row_label(self, row: Row) -> str:
        return " · ".join(cell for key in ("material", "key") if (cell := row.cells.get(key, "").strip()))

    def check(self, row: Row) -> Iterable[Issue]:
        """The shape of the value is that of its fact."""
        key, cell = row.values["key"], row.values["value"]
        try:
            value = value_of(key, cell)
        except BadValue as bad:
            yield Issue("value", cell, bad.text if cell[0] in "[{" else WRONG, params=_example(key))
            return
        if problem_of(key, value):
            yield Issue("value", cell, WRONG, params=_example(key))
            return
        row.values["value"] = value

    def teller(self) -> Teller:
        return _Words()

    def plan(self, rows: Sequence[Row], context: ImportContext) -> list[Outcome]:
        """Two queries, however many rows."""
        materials = {row.values["material"].pk for row in rows}
        found = MaterialFact.objects.filter(material__in=materials).order_by("pk")
        if context.applying:
            found = found.select_for_update(of=("self",))
        known = {(one.material_id, one.key): one for one in found.prefetch_related("sources")}
        return [self._outcome(row, known, list_slug(context)) for row in rows]

    def _outcome(self, row: Row, known: dict[tuple[int, str], MaterialFact], list_source: str) -> Outcome:
        material: Material = row.values["material"]
        key: str = row.values["key"]
        fact = known.get((material.pk, key))
        is_new = fact is None
        if fact is None:
            fact = MaterialFact(material=material, key=key, confidence=Confidence.MEDIUM)
            known[material.pk, key] = fact
        changes = _set_fields(fact, row.values)
        before = [] if is_new else sorted(source.slug for source in fact.sources.all())
        named = row.values.get("sources")
        wanted = sorted(named) if named else [list_source] if is_new or "value" in changes else before
        if wanted != before:
            changes["sources"] = [before or None, wanted]
        kind = RowOutcome.CREATED if is_new else RowOutcome.UPDATED if changes else RowOutcome.UNCHANGED
        planned = Planned(fact, wanted if wanted != before else None)
        label = f"{material} · {FACTS[key].label}"
        notes = list(personal_data(row.values, [name for name in FREE if isinstance(row.values.get(name), str)]))
        return Outcome(row, kind, label, changes, notes, record_id=fact.pk, payload=planned)

    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        """One record at a time, with its history: such lists are short."""
        user = get_user_model().objects.filter(pk=context.user_id).first() if context.user_id else None
        with publishing(), change_door(Door.IMPORT, str(context.import_id)):
            sources = sources_of({slug for one in outcomes for slug in one.payload.sources or ()}, context)
            for outcome in outcomes:
                planned: Planned = outcome.payload
                planned.fact._history_user = user  # type: ignore[attr-defined]
                planned.fact.save()
                if planned.sources is not None:
                    planned.fact.sources.set([sources[slug] for slug in planned.sources])
                outcome.record_id = planned.fact.pk


class _Words(Teller):
    """Values of facts as a person reads them; one query at most."""

    def words(self, field: str, value: Any) -> str:
        if field == "confidence":
            return str(dict(Confidence.choices).get(value, value or ""))
        if field == "sources" and isinstance(value, str):
            return self._sources.get(value, value.removeprefix("list-"))
        if isinstance(value, dict):
            return "; ".join(f"{key}: {self.words(field, one)}" for key, one in value.items())
        return super().words(field, value)

    @cached_property
    def _sources(self) -> dict[str, str]:
        return dict(Source.objects.values_list("slug", "title"))


def _example(key: str) -> dict[str, str]:
    """Told in the reason: as a suggestion it would be a value to take in, and it is that of another material."""
    return {"example": shown(example_text(key))}


def _set_fields(fact: MaterialFact, values: Mapping[str, Any]) -> Changes:
    """Set what the row says; an empty cell says nothing. Gives what changed."""
    changes: Changes = {}
    for name in FIELDS:
        if name in values and getattr(fact, name) != values[name]:
            old = getattr(fact, name)
            changes[name] = [None if fact.pk is None or old == "" else old, values[name]]
            setattr(fact, name, values[name])
    return changes
