"""What staff decide about rows of lists. Each act is one transaction with the match locked: of two who decide at once
the second is told what was decided, and nothing is written twice.

A decision is remembered first; then the rows go the way of any list, which now knows who they are about. So what the
next list of the source does is what happened here.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions import record_changes
from companies.enums import MatchKind, MatchState
from companies.imports import undoing
from companies.imports.importer import CompaniesImporter
from companies.imports.sites import SitesImporter
from companies.matching import both
from companies.matching.sides import BOTH, LIST, NUMBERS, PLACE, PLACE_KEYS, cleaned, faults
from companies.matching.site_sides import about_main_site, remember_sites
from companies.models import Organisation, RowMatch
from companies.subjects import ORGANISATION_FIELDS, SITE_FIELDS
from imports.enums import RowOutcome
from imports.importers import rejected
from imports.ledger import store
from imports.models import Import, ImportRow
from imports.rows import ImportContext, Outcome, Row
from publication.publishing import publishing

__all__ = ["AlreadyDecided", "NotPossible", "assign", "is_new", "is_same", "leave", "reopen", "split"]

WRITES = frozenset({RowOutcome.CREATED, RowOutcome.UPDATED})


class AlreadyDecided(Exception):
    """Somebody else was first; ``match`` tells what they decided."""

    def __init__(self, match: RowMatch) -> None:
        super().__init__(str(match))
        self.match = match


class NotPossible(Exception):
    """Told to the person who asked; nothing is written."""


def assign(*, match_id: int, user: AbstractBaseUser | None) -> None:
    """Give the match to somebody, or to nobody."""
    with publishing():
        match = _locked(match_id)
        person: Any = user
        match.assignee = person
        match.save(update_fields=["assignee"])


def is_same(
    *, match_id: int, organisation_id: int, choices: Mapping[str, str], reason: str, user: AbstractBaseUser
) -> RowMatch:
    """The rows are about this organisation. ``choices``: field → ``register``, ``list`` or ``both``; what stays as the
    register has it is not asked about again, as long as the list says the same."""
    with publishing():
        match = _locked(match_id)
        organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
        if organisation is None:
            raise NotPossible(_("This organisation is gone: somebody merged or deleted it."))
        importer, rows = _rows(match)
        # Of a list of sites the choice is about the main site: further ones stand beside it.
        chosen = about_main_site(organisation, importer, rows) if isinstance(importer, SitesImporter) else rows
        kept = {key for field, choice in choices.items() if choice != LIST for key in _keys(field)}
        taken = frozenset(key for field, choice in choices.items() if choice == LIST for key in _keys(field))
        if "name" not in choices:
            kept.add("name")
        refused = _refused(rows, kept & {"name"}) | _refused(chosen, kept - {"name"})
        if isinstance(importer, SitesImporter):
            sites, of_main = remember_sites(match, organisation, importer, rows, choices)
            refused, taken = refused | sites, taken | of_main
        match.refused = refused | _foreign_numbers(rows, organisation_id)
        match.organisation = organisation
        _decide(match, MatchState.SAME, reason, user)
        _carry_out(match, rows, taken, user)
        doubled = {key for key, choice in choices.items() if choice == BOTH}
        added = both.add(organisation, chosen or rows, doubled, user)
        _withdraw_confirmation(organisation, taken | added, user)
    return match


def is_new(*, match_id: int, reason: str, user: AbstractBaseUser) -> RowMatch:
    """The rows are about none of the candidates: they make an organisation of their own. A list of sites makes none:
    its rows are not taken in until the register knows their organisation."""
    with publishing():
        return _make_new(_locked(match_id), reason, user)


def leave(*, match_id: int, reason: str, user: AbstractBaseUser) -> RowMatch:
    """The rows are left out, now and in later lists of the source; also those that cannot be taken in any more."""
    with publishing():
        match = _locked(match_id)
        _importer, rows = cleaned(match)
        _decide(match, MatchState.LEFT, reason, user)
        _carry_out(match, [row for row in rows if not row.issues], frozenset(), user, may_be_rejected=True)
        if match.job is not None:
            _report(match.job, [rejected(row, row.issues, match.name) for row in rows if row.issues])
    return match


def reopen(*, match_id: int) -> RowMatch:
    """Rows that were left out wait for a decision again."""
    with publishing():
        match = RowMatch.objects.select_for_update().get(pk=match_id)
        if match.state != MatchState.LEFT:
            raise AlreadyDecided(match)
        match.state, match.decided_at, match.decided_by, match.reason = MatchState.OPEN, None, None, ""
        match.save(update_fields=["state", "decided_at", "decided_by", "reason"])
        _wait_again(match)
    return match


def _wait_again(match: RowMatch) -> None:
    """The report of the list does not say any more that somebody left its rows out."""
    if match.job is None:
        return
    importer, rows = cleaned(match)
    outcomes = importer.plan([row for row in rows if not row.issues], match.job.context)
    _report(match.job, [one for one in outcomes if one.kind == RowOutcome.REVIEW])


def split(*, match_id: int, reason: str, user: AbstractBaseUser) -> RowMatch:
    """The rows are about another organisation after all: what their list changed of this one is set back, and they
    make one of their own. ``NotPossible`` when the organisation was changed by others since."""
    with publishing():
        match = RowMatch.objects.select_for_update().get(pk=match_id)
        if match.state != MatchState.SAME or match.organisation_id is None:
            raise AlreadyDecided(match)
        job = Import.objects.filter(pk=match.changes.get("import", 0)).first()
        if job is not None:
            _set_back(match.organisation_id, _context(match, user, job))
        match.candidates.get_or_create(organisation_id=match.organisation_id, defaults={"score": match.score})
        return _make_new(match, reason, user)


def _make_new(match: RowMatch, reason: str, user: AbstractBaseUser) -> RowMatch:
    importer, rows = _rows(match)
    match.refused = _foreign_numbers(rows, 0)
    match.organisation, match.changes = None, {}
    _decide(match, MatchState.NEW, reason, user)
    outcomes = _carry_out(match, rows, frozenset(), user, may_be_rejected=isinstance(importer, SitesImporter))
    match.organisation_id = outcomes[0].record_id
    match.save(update_fields=["organisation"])
    return match


def _set_back(organisation_id: int, context: ImportContext) -> None:
    reversals = undoing.plan_undo([organisation_id], context, changed_too=False)
    for one in reversals:
        if one.left is not None:
            raise NotPossible(_("What the list changed cannot be set back: it %(why)s.") % {"why": one.left.text()})
    undoing.undo(reversals, context)


def _locked(match_id: int) -> RowMatch:
    match = RowMatch.objects.select_for_update().get(pk=match_id)
    if not match.is_open:
        raise AlreadyDecided(match)
    return match


def _rows(match: RowMatch) -> tuple[CompaniesImporter | SitesImporter, list[Row]]:
    importer, rows = cleaned(match)
    assert isinstance(importer, CompaniesImporter | SitesImporter)
    if told := faults(importer, rows):
        raise NotPossible(_("These rows can no longer be taken in as they are:") + " " + "; ".join(told))
    return importer, rows


def _keys(field: str) -> Sequence[str]:
    return PLACE_KEYS if field == PLACE else (field,)


def _refused(rows: Sequence[Row], keys: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in sorted(keys):
        if texts := sorted({str(row.values[key]) for row in rows if key in row.values}):
            found[key] = texts
    return found


def _foreign_numbers(rows: Sequence[Row], organisation_id: int) -> dict[str, list[str]]:
    """Numbers and slugs of the rows that belong to another organisation: they cannot be this one's."""
    found: dict[str, list[str]] = {}
    for key in NUMBERS:
        given = {row.values[key] for row in rows if key in row.values}
        others = Organisation.objects.filter(**{f"{key}__in": given}).exclude(pk=organisation_id)
        if taken := sorted(others.values_list(key, flat=True)):
            found[key] = taken
    return found


def _decide(match: RowMatch, state: MatchState, reason: str, user: AbstractBaseUser) -> None:
    person: Any = user
    match.state, match.reason = state, reason
    match.decided_at, match.decided_by = timezone.now(), person
    match.assignee = match.assignee or person
    match.save()


def _context(match: RowMatch, user: AbstractBaseUser, job: Import | None) -> ImportContext:
    if job is None:
        return ImportContext(0, match.source_key, match.name, user.pk, {"visibility": "internal"}, applying=True)
    return dataclasses.replace(job.context, user_id=user.pk, applying=True)


def _carry_out(
    match: RowMatch,
    rows: Sequence[Row],
    taken: frozenset[str],
    user: AbstractBaseUser,
    *,
    may_be_rejected: bool = False,
) -> list[Outcome]:
    """Take the rows in as their list would now, and tell it in the list's report."""
    context = _context(match, user, match.job)
    importer = SitesImporter() if match.kind == MatchKind.SITES else CompaniesImporter()
    outcomes = importer.plan_taking(rows, context, taken) if rows else []
    for one in outcomes:
        if one.kind == RowOutcome.REVIEW or (one.kind == RowOutcome.REJECTED and not may_be_rejected):
            why = "; ".join(f"{importer.field_label(issue.column)}: {issue.text()}" for issue in one.issues)
            raise NotPossible(_("Row %(number)d cannot be taken in: %(why)s") % {"number": one.row.number, "why": why})
    importer.apply([one for one in outcomes if one.kind in WRITES], context)
    fields: dict[str, Any] = {}
    for one in outcomes:
        fields |= one.changes
    if fields and match.state == MatchState.SAME:
        match.changes = {"import": context.import_id, "fields": fields}
        match.save(update_fields=["changes"])
    if match.job is not None:
        _report(match.job, outcomes)
    return outcomes


def _report(job: Import, outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        return
    locked = Import.objects.select_for_update().get(pk=job.pk)
    before = ImportRow.objects.filter(job=locked, number__in=[one.row.number for one in outcomes])
    counts = dict(locked.counts)
    for outcome in before.values_list("outcome", flat=True):
        counts[outcome] = counts.get(outcome, 0) - 1
    for one in outcomes:
        counts[one.kind.value] = counts.get(one.kind.value, 0) + 1
    store(locked.pk, outcomes)
    Import.objects.filter(pk=locked.pk).update(counts=counts)


def _withdraw_confirmation(organisation: Organisation, keys: frozenset[str], user: AbstractBaseUser) -> None:
    """Values that a person took from the list are unconfirmed, as when they are changed by hand."""
    organisation.refresh_from_db()
    subjects = {ORGANISATION_FIELDS.get(key) or SITE_FIELDS.get(key, "") for key in keys} - {""}
    if organisation.verified_at is not None and subjects:
        record_changes(organisation=organisation, subjects=subjects, user=user)
