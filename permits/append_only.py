"""What the database itself refuses: changed or deleted events, events out of order, rewritten planned dates.

Two engines, one set of conditions. Rows of examples may go, so that one command removes them; ``recorded_by`` and
``changed_by`` may become empty when a person's account is removed. The triggers are laid after every ``migrate`` and
taken away before it: on SQLite they would stand in the way of any later change of these tables.
"""

# Every name in these statements is a constant of this file.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connections

EVENTS, CHANGES = "permits_procedureevent", "permits_planneddatechange"
EVENT_COLUMNS = (
    "id, procedure_id, kind, happened_on, until, weeks, months, ground, outcome, party, is_consent, "
    "after_four_weeks, has_committee, corrects_id, reason, note, revision, recorded_at, door, door_reference"
)
CHANGE_COLUMNS = (
    "id, planned_date_id, before, after, reason, text_nl, text_en, revision, changed_at, door, door_reference"
)
IS_REAL_EVENT = (
    "EXISTS (SELECT 1 FROM permits_procedure p JOIN permits_trajectory t ON t.id = p.trajectory_id "
    "WHERE p.id = OLD.procedure_id AND NOT t.is_example)"
)
IS_REAL_CHANGE = (
    "EXISTS (SELECT 1 FROM permits_planneddate d JOIN permits_procedure p ON p.id = d.procedure_id "
    "JOIN permits_trajectory t ON t.id = p.trajectory_id WHERE d.id = OLD.planned_date_id AND NOT t.is_example)"
)
WITH_DECISION = "('regular', 'extended', 'registration', 'assessment', 'eu', 'unknown')"
NEEDS = {
    "completed": "completion-asked",
    "resumed": "suspended",
    "advice-received": "advice-asked",
    "views-received": "draft-laid-open",
    "published": "decided",
    "in-force": "published",
    "objection": "published",
    "objection-decided": "objection",
    "appeal": "published",
    "appeal-decided": "appeal",
    "declined": "completion-asked",
}
ONLY_WITH_DECISION = (
    "('suspended', 'resumed', 'advice-asked', 'advice-received', 'extended', 'draft-laid-open', 'views-received', "
    "'decided', 'published', 'objection', 'objection-decided', 'appeal', 'appeal-decided', 'declined')"
)
ONCE = "('received', 'extended', 'decided', 'published', 'in-force', 'declined', 'withdrawn')"
PROCEDURE = "(SELECT p.{column} FROM permits_procedure p WHERE p.id = NEW.procedure_id)"


def standing(condition: str) -> str:
    """There is a record that counts, beside the one that the new row corrects."""
    return (
        f"EXISTS (SELECT 1 FROM {EVENTS} e WHERE e.procedure_id = NEW.procedure_id AND {condition} "
        f"AND e.kind <> 'corrected' AND e.id <> COALESCE(NEW.corrects_id, 0) "
        f"AND NOT EXISTS (SELECT 1 FROM {EVENTS} c WHERE c.corrects_id = e.id))"
    )


def refusals() -> Iterator[tuple[str, str]]:
    """Name and condition of everything that cannot have happened, as far as one row and its neighbours tell."""
    kind, rule = PROCEDURE.format(column="kind"), PROCEDURE.format(column="rule")
    yield (
        "not received",
        "NEW.kind NOT IN ('received', 'withdrawn', 'corrected') AND NOT "
        + standing("e.kind = 'received' AND e.happened_on <= NEW.happened_on"),
    )
    for event, needed in NEEDS.items():
        before = standing(f"e.kind = '{needed}' AND e.happened_on <= NEW.happened_on")
        unless = {
            "completed": f" AND {rule} NOT LIKE 'crma%'",
            "in-force": f" AND {kind} IN {WITH_DECISION}",
        }.get(event, "")
        yield f"{event} without {needed}", f"NEW.kind = '{event}' AND NOT {before}{unless}"
    draft = standing("e.kind = 'draft-laid-open' AND e.happened_on < NEW.happened_on")
    yield "decided before draft", f"NEW.kind = 'decided' AND {kind} = 'extended' AND NOT {draft}"
    yield (
        "no draft in this procedure",
        f"NEW.kind IN ('draft-laid-open', 'views-received') AND {kind} NOT IN ('extended', 'eu', 'unknown')",
    )
    yield "not in this procedure", f"NEW.kind IN {ONLY_WITH_DECISION} AND {kind} NOT IN {WITH_DECISION}"
    again = f"(NEW.kind = 'extended' AND {rule} = 'crma')"
    yield "happened already", f"NEW.kind IN {ONCE} AND NOT {again} AND {standing('e.kind = NEW.kind')}"
    yield "cap extended by weeks", f"NEW.weeks IS NOT NULL AND {rule} = 'crma'"
    yield "term extended by months", f"NEW.months IS NOT NULL AND {rule} <> 'crma'"
    began = standing("e.kind = 'completed' AND e.happened_on <= NEW.happened_on")
    # Of a project that already ran it began with the recognition, which is recorded as the receipt.
    ran = f"CAST({PROCEDURE.format(column='params')} AS text) LIKE '%\"alreadyInProcess\": true%'"
    yield "extended before the cap began", f"{again} AND NOT {began} AND NOT {ran}"
    ended = standing("e.kind IN ('withdrawn', 'declined') AND e.happened_on < NEW.happened_on")
    yield "after the end", f"NEW.kind <> 'corrected' AND {ended}"
    later = standing("e.happened_on > NEW.happened_on")
    yield "ended before an event", f"NEW.kind IN ('withdrawn', 'declined') AND {later}"
    earlier = standing("e.happened_on < NEW.happened_on AND e.kind <> 'withdrawn'")
    yield "received after an event", f"NEW.kind = 'received' AND {earlier}"
    target = f"SELECT 1 FROM {EVENTS} t WHERE t.id = NEW.corrects_id"
    yield (
        "corrects another procedure",
        f"NEW.corrects_id IS NOT NULL AND NOT EXISTS ({target} AND t.procedure_id = NEW.procedure_id "
        "AND t.kind <> 'corrected')",
    )
    others = standing("e.kind <> 'withdrawn'")
    yield (
        "receipt taken back",
        f"NEW.kind = 'corrected' AND EXISTS ({target} AND t.kind = 'received') AND {others}",
    )


def on_sqlite(cursor: Any) -> None:
    for number, (name, condition) in enumerate(refusals()):
        cursor.execute(
            f"CREATE TRIGGER permits_event_order_{number} BEFORE INSERT ON {EVENTS} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, 'permits_event_order: {name}'); END"
        )
    for table, columns, person, is_real in (
        (EVENTS, EVENT_COLUMNS, "recorded_by_id", IS_REAL_EVENT),
        (CHANGES, CHANGE_COLUMNS, "changed_by_id", IS_REAL_CHANGE),
    ):
        stop = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        cursor.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} {stop}")
        cursor.execute(
            f"CREATE TRIGGER {table}_no_person BEFORE UPDATE OF {person} ON {table} "
            f"WHEN NEW.{person} IS NOT NULL {stop}"
        )
        cursor.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {is_real} {stop}")


def on_postgresql(cursor: Any) -> None:
    checks = " ".join(
        f"IF {condition} THEN RAISE EXCEPTION 'permits_event_order: {name}' USING ERRCODE = '23514'; END IF;"
        for name, condition in refusals()
    )
    cursor.execute(
        f"CREATE FUNCTION permits_event_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {checks} "
        "RETURN NEW; END $$"
    )
    cursor.execute(
        f"CREATE TRIGGER permits_event_order BEFORE INSERT ON {EVENTS} FOR EACH ROW "
        "EXECUTE FUNCTION permits_event_order()"
    )
    cursor.execute(
        "CREATE FUNCTION permits_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'; END $$"
    )
    for table, columns, person, is_real in (
        (EVENTS, EVENT_COLUMNS, "recorded_by_id", IS_REAL_EVENT),
        (CHANGES, CHANGE_COLUMNS, "changed_by_id", IS_REAL_CHANGE),
    ):
        call = "EXECUTE FUNCTION permits_append_only()"
        cursor.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} FOR EACH ROW {call}")
        cursor.execute(
            f"CREATE TRIGGER {table}_no_person BEFORE UPDATE OF {person} ON {table} FOR EACH ROW "
            f"WHEN (NEW.{person} IS NOT NULL) {call}"
        )
        cursor.execute(
            f"CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {is_real} THEN "
            "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'; END IF; RETURN OLD; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_keep()"
        )


def triggers_on_sqlite() -> list[str]:
    names = [f"permits_event_order_{number}" for number, _refusal in enumerate(refusals())]
    return names + [
        f"{table}_{name}" for table in (EVENTS, CHANGES) for name in ("no_update", "no_person", "no_delete")
    ]


def install(using: str = "default", **_kwargs: Any) -> None:
    """Lay the triggers where the tables are and the triggers are not; runs after every migrate and flush.

    Not on the tables of an earlier release, to which somebody went back: that one lays its own.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if not {EVENTS, CHANGES} <= set(connection.introspection.table_names(cursor)):
            return
        columns = {one.name for one in connection.introspection.get_table_description(cursor, EVENTS)}
        if not set(EVENT_COLUMNS.split(", ")) <= columns:
            return
        if not _is_installed(cursor, connection.vendor):
            (on_postgresql if connection.vendor == "postgresql" else on_sqlite)(cursor)


def remove(using: str = "default", **_kwargs: Any) -> None:
    """Take them away; runs before every migrate."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in ("permits_event_order", "permits_append_only", f"{EVENTS}_keep", f"{CHANGES}_keep"):
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
        else:
            for name in triggers_on_sqlite():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _is_installed(cursor: Any, vendor: str) -> bool:
    """By the trigger that is laid last."""
    names = "pg_trigger WHERE tgname" if vendor == "postgresql" else "sqlite_master WHERE type = 'trigger' AND name"
    cursor.execute(f"SELECT 1 FROM {names} = %s", [f"{CHANGES}_no_delete"])
    return cursor.fetchone() is not None
