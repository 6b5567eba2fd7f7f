"""A small importer over the users table: lists of people, with what a real importer has."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from imports.cleaners import choice, choices, text
from imports.enums import RowOutcome
from imports.importers import Column, Importer, Option, difference
from imports.reasons import BadValue, Issue
from imports.rows import ImportContext, Outcome, Row
from imports.vocabulary import Vocabulary
from loket.models import User

FIELDS = {"name": "username", "first": "first_name", "mail": "email", "language": "language"}


def mail_address(value: str, _known: Mapping[str, Vocabulary]) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise BadValue(gettext_noop("is not a mail address"))
    return value


class People(Importer):
    kind = "people"
    label = "People"
    columns = (
        Column("name", "User name", aliases=("gebruiker", "naam"), required=True, clean=text(longest=100)),
        Column("first", "First name", aliases=("voornaam",)),
        Column("mail", "Mail address", aliases=("e-mail", "mailadres"), clean=mail_address),
        Column("language", "Language", aliases=("taal",), clean=choice("languages")),
        Column("speaks", "Speaks", clean=choices("languages")),
    )
    options = (Option("active", "Active", [("yes", "yes"), ("no", "no")], "yes"),)

    def vocabularies(self) -> Mapping[str, Vocabulary]:
        names = [("Nederlands", "nl"), ("Dutch", "nl"), ("nl", "nl"), ("Engels", "en"), ("English", "en"), ("en", "en")]
        return {"languages": Vocabulary(names, shown=["Nederlands", "Engels"])}

    def group(self, cells: Mapping[str, str]) -> str:
        return cells.get("name", "").casefold()

    def check(self, row: Row) -> list[Issue]:
        if row.values["name"] == row.values.get("first"):
            return [Issue("first", row.values["first"], gettext_noop("is not a mail address"))]
        return []

    def plan(self, rows: Sequence[Row], context: ImportContext) -> list[Outcome]:
        known = User.objects.in_bulk([row.values["name"] for row in rows], field_name="username")
        return [self.compare(row, known.get(row.values["name"])) for row in rows]

    def compare(self, row: Row, user: User | None) -> Outcome:
        new = {FIELDS[key]: value for key, value in row.values.items() if key in FIELDS}
        if user is None:
            return Outcome(row, RowOutcome.CREATED, new["username"], difference({}, new), payload=User(**new))
        if user.is_staff:
            issue = Issue("name", user.username, gettext_noop("is not a mail address"))
            return Outcome(row, RowOutcome.REVIEW, user.username, issues=[issue], record_id=user.pk)
        changes = difference({field: getattr(user, field) for field in new}, new)
        kind = RowOutcome.UPDATED if changes else RowOutcome.UNCHANGED
        return Outcome(row, kind, user.username, changes, record_id=user.pk, payload=user)

    def apply(self, outcomes: Sequence[Outcome], context: ImportContext) -> None:
        created = [outcome for outcome in outcomes if outcome.kind == RowOutcome.CREATED]
        updated = [outcome for outcome in outcomes if outcome.kind == RowOutcome.UPDATED]
        active = context.options.get("active") == "yes"
        for outcome in created:
            outcome.payload.is_active = active
        for outcome in updated:
            for field, (_old, new) in outcome.changes.items():
                setattr(outcome.payload, field, new)
        User.objects.bulk_create([outcome.payload for outcome in created])
        User.objects.bulk_update([outcome.payload for outcome in updated], list(FIELDS.values()), batch_size=500)
        for outcome in created:
            outcome.record_id = outcome.payload.pk


def people_state() -> list[tuple[Any, ...]]:
    """All people, without what differs from run to run."""
    fields = ("username", "first_name", "email", "language", "is_active")
    return list(User.objects.filter(is_staff=False).order_by("username").values_list(*fields))
