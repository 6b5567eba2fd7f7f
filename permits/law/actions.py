"""The way of a version: start a draft, check it, publish it, retire it. Called alike by admin, commands and tests."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Municipality
from permits.enums import LawState
from permits.law.checks import Surroundings, check_rows
from permits.law.document import Document, digest
from permits.law.findings import Finding, blocking
from permits.law.listing import touch_law
from permits.law.planner_checks import check_planner
from permits.law.storing import as_document, store
from permits.models import LawVersion
from permits.terms import CURRENT
from publication.publishing import publishing
from valuechains.models import Stage


class NotReady(ValidationError):
    """The version cannot take this step; ``findings`` says what must change first."""

    def __init__(self, message: str, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__([message, *map(str, findings)])


# The check by the planner is pure and takes a second: what it found is kept as long as the rows are the same, in
# whichever version they stand.
MOST_FOUND = 4
_found: dict[str, tuple[Finding, ...]] = {}
_NOT_PLANNED = ("number", "label", "note")


def findings_of(version: LawVersion) -> list[Finding]:
    """Everything that the checks find in a version as it stands in the database."""
    document = as_document(version)
    return [*check_rows(document, surroundings()), *_planner_findings(document)]


def _planner_findings(document: Document) -> tuple[Finding, ...]:
    version = {name: value for name, value in document["version"].items() if name not in _NOT_PLANNED}
    key = digest({**document, "version": version})
    if key not in _found:
        if len(_found) >= MOST_FOUND:
            _found.clear()
        _found[key] = tuple(check_planner(document))
    return _found[key]


def surroundings() -> Surroundings:
    return Surroundings(
        municipalities=dict(Municipality.objects.values_list("cbs_code", "name")),
        stages=frozenset(Stage.objects.values_list("slug", flat=True)),
    )


@transaction.atomic
def start_draft(*, source: LawVersion, user: Any, label: str, in_force_from: datetime.date) -> LawVersion:
    """A new draft with a copy of every row of ``source``, under the next free number.

    Its note is empty: what is new has to be told. ValidationError when a draft is under way already.
    """
    LawVersion.objects.select_for_update().get(pk=source.pk)
    if open_draft := LawVersion.objects.filter(state__in=[LawState.DRAFT, LawState.CHECKED]).first():
        message = _("Version %(version)s is under way already. Publish or delete it first.")
        raise ValidationError(message % {"version": open_draft}, code="draft-open")
    number = (LawVersion.objects.aggregate(highest=Max("number"))["highest"] or 0) + 1
    draft = LawVersion(
        number=number,
        label=label,
        in_force_from=in_force_from,
        terms_version=CURRENT.version,
        laws=source.laws,
        copied_from=source,
    )
    draft._history_user = user  # type: ignore[attr-defined]
    draft._change_reason = _("Copied from version %(number)d") % {"number": source.number}  # type: ignore[attr-defined]
    draft.save()
    store(as_document(source), draft)
    return draft


@transaction.atomic
def mark_checked(*, version: LawVersion, user: Any) -> LawVersion:
    """Say that somebody has read it all: from now on its rows stand still. Blocking findings refuse it."""
    version = _locked(version, LawState.DRAFT)
    _refuse_findings(version)
    version.state = LawState.CHECKED
    version.checked_by, version.checked_at = user, timezone.now()
    version.digest = digest(as_document(version))
    _save(version, user)
    return version


@transaction.atomic
def back_to_draft(*, version: LawVersion, user: Any) -> LawVersion:
    """Take up a checked version again; its check no longer counts."""
    version = _locked(version, LawState.CHECKED)
    version.state = LawState.DRAFT
    version.checked_by, version.checked_at, version.digest = None, None, ""
    _save(version, user)
    return version


def publish(*, version: LawVersion, user: Any) -> LawVersion:
    """Give a checked version to everybody, from its first day on. The listings follow in the same transaction.

    The earlier ones stay published: plans and procedures that began under them keep them.
    """
    with publishing():
        version = _locked(version, LawState.CHECKED)
        _refuse_findings(version)
        newest = LawVersion.objects.filter(state=LawState.PUBLISHED).aggregate(day=Max("in_force_from"))["day"]
        if newest is not None and version.in_force_from < newest:
            message = _("A version in force from %(day)s is published already; this one cannot begin before it.")
            raise ValidationError(message % {"day": newest}, code="too-early")
        version.state = LawState.PUBLISHED
        version.published_by, version.published_at = user, timezone.now()
        version.digest = digest(as_document(version))
        _save(version, user)
        touch_law()
    return version


def retire(*, version: LawVersion, user: Any) -> LawVersion:
    """Take a version out of use; plans and procedures that name it still find it. One must stay in force."""
    with publishing():
        version = _locked(version, LawState.PUBLISHED)
        if not LawVersion.objects.in_force().exclude(pk=version.pk).exists():
            raise ValidationError(_("This is the only version in force: publish another one first."), code="only-one")
        version.state = LawState.RETIRED
        _save(version, user)
        touch_law()
    return version


def _locked(version: LawVersion, state: LawState) -> LawVersion:
    """The version as it is now, held until the end; ValidationError when somebody took the step already."""
    held = LawVersion.objects.select_for_update().get(pk=version.pk)
    if held.state != state:
        message = _("Version %(version)s is “%(state)s” now; this step needs “%(needed)s”.")
        values = {"version": held, "state": held.get_state_display(), "needed": state.label}
        raise ValidationError(message % values, code="wrong-state")
    return held


def _refuse_findings(version: LawVersion) -> None:
    if found := blocking(findings_of(version)):
        raise NotReady(_("This version cannot be used yet:"), found)


def _save(version: LawVersion, user: Any) -> None:
    version._history_user = user  # type: ignore[attr-defined]
    version.save()
