"""What a long list writes, with fewer indexes beside it.

A block of matching is known by its two columns and needs no number. The second index that PostgreSQL gets for texts that
are sought by their beginning goes where nobody seeks so: the unique one finds a whole text as well.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations, models

#: Nobody looks for the beginning of these.
WHOLE = {
    "organisation": ["slug", "kvk_number", "rsin"],
    "organisationlisting": ["slug", "sort_name"],
    "sitelisting": ["slug", "sort_name"],
}


def _copy(apps: Any, editor: Any, source: str, target: str) -> None:
    tables = [editor.quote_name(apps.get_model("companies", name)._meta.db_table) for name in (target, source)]
    names = ", ".join(map(editor.quote_name, ("key", "number")))
    editor.execute("INSERT INTO {} ({}) SELECT {} FROM {}".format(tables[0], names, names, tables[1]))


def over(apps: Any, editor: Any) -> None:
    _copy(apps, editor, "OldMatchKey", "MatchKey")


def back(apps: Any, editor: Any) -> None:
    _copy(apps, editor, "MatchKey", "OldMatchKey")


def _statements(apps: Any, editor: Any) -> Iterator[tuple[Any, str, Any]]:
    if editor.connection.vendor == "postgresql":
        for name, fields in WHOLE.items():
            model = apps.get_model("companies", name)
            for field in fields:
                if (made := editor._create_like_index_sql(model, model._meta.get_field(field))) is not None:
                    yield model, made.parts["name"], made


def without_beginnings(apps: Any, editor: Any) -> None:
    for _model, name, _made in _statements(apps, editor):
        editor.execute(f"DROP INDEX IF EXISTS {name}")


def with_beginnings(apps: Any, editor: Any) -> None:
    for _model, _name, made in _statements(apps, editor):
        editor.execute(made)


def forget_names(apps: Any, editor: Any) -> None:
    """The tables that made way keep no kind and no permissions of their own."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(editor.connection.alias)
    kinds.filter(app_label="companies", model__in=["oldstatement", "oldmatchkey"]).delete()


class Migration(migrations.Migration):
    dependencies = [("companies", "0006_statements_in_one_row")]

    operations = [
        migrations.RemoveConstraint(model_name="matchkey", name="companies_match_key_once"),
        migrations.RenameModel("MatchKey", "OldMatchKey"),
        migrations.CreateModel(
            name="MatchKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("number", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.RunPython(over, back),
        migrations.DeleteModel("OldMatchKey"),
        migrations.RunPython(without_beginnings, with_beginnings),
        migrations.RunPython(forget_names, migrations.RunPython.noop),
    ]
