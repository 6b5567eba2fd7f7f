"""Drop the indexes of many fields in one step of a migration.

A table is not made anew for each of them, as an ``AlterField`` does on SQLite, and the models that hang together are
rendered once (``publication/create_together.py`` says what that costs).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class DropIndexes(Operation):
    """The given fields of each model have ``db_index=False`` from here on."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.fields = fields

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.fields], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered anew when asked for: once, not for each field
        for model, names in self.fields.items():
            for name in names:
                field = state.models[app_label, model].fields[name].clone()
                field.db_index = False
                state.alter_field(app_label, model, name, field, preserve_default=True)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        editor: Any = schema_editor
        for model, field in self._columns(app_label, schema_editor, from_state):
            own = {index.name for index in model._meta.indexes}
            found = editor._constraint_names(model, [field.column], index=True, unique=False, exclude=own)
            for name in found:
                editor.execute(editor._delete_index_sql(model, name))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        editor: Any = schema_editor
        for model, field in self._columns(app_label, schema_editor, to_state):
            editor.deferred_sql.extend(editor._field_indexes_sql(model, field))

    def describe(self) -> str:
        return f"Drop the indexes of {sum(map(len, self.fields.values()))} fields"

    def _columns(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> Iterator[tuple[Any, Any]]:
        for name, fields in self.fields.items():
            model = state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                yield from ((model, model._meta.get_field(field)) for field in fields)
