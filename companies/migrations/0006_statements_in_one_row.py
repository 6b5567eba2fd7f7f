"""What a source says of an organisation stands in one row instead of one for each value: a list writes a sixth of them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

BATCH = 500


def together(apps: Any, schema_editor: Any) -> None:
    made = apps.get_model("companies", "Statement").objects.using(schema_editor.connection.alias)
    rows = apps.get_model("companies", "OldStatement").objects.using(schema_editor.connection.alias)
    in_order = rows.order_by("organisation_id", "source_id", "pk").iterator(5000)
    parts = groupby(in_order, key=lambda one: (one.organisation_id, one.source_id))
    for part in _parts(_whole(key, list(ones)) for key, ones in parts):
        made.bulk_create([made.model(**values) for values in part])


def _whole(key: tuple[int, int], ones: list[Any]) -> dict[str, Any]:
    latest = max((one.stated_at, one.import_number) for one in ones)
    since = {
        one.subject: [one.stated_at.isoformat(), one.import_number]
        for one in ones
        if (one.stated_at, one.import_number) != latest
    }
    return {
        "organisation_id": key[0],
        "source_id": key[1],
        "said": {one.subject: one.value for one in ones},
        "stated_at": latest[0],
        "import_number": latest[1],
        "since": since or None,
        "earlier": {one.subject: one.earlier for one in ones if one.earlier} or None,
    }


def apart(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("companies", "Statement").objects.using(schema_editor.connection.alias)
    made = apps.get_model("companies", "OldStatement").objects.using(schema_editor.connection.alias)
    ones = (values for one in rows.order_by("pk").iterator(2000) for values in _apart(one))
    for part in _parts(ones):
        made.bulk_create([made.model(**values) for values in part])


def _apart(one: Any) -> Iterator[dict[str, Any]]:
    for subject, value in one.said.items():
        moment, number = (one.since or {}).get(subject, (one.stated_at, one.import_number))
        yield {
            "organisation_id": one.organisation_id,
            "source_id": one.source_id,
            "subject": subject,
            "value": value,
            "stated_at": moment,
            "import_number": number,
            "earlier": (one.earlier or {}).get(subject),
        }


def _parts(values: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for one in values:
        part.append(one)
        if len(part) == BATCH:
            yield part
            part = []
    if part:
        yield part


def _now_checked(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL changes no table while references of this transaction are still to be looked at."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("companies", "0005_fewer_indexes")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, _now_checked),
        migrations.RemoveIndex(model_name="statement", name="companies_statement_import"),
        migrations.RemoveConstraint(model_name="statement", name="companies_statement_once"),
        migrations.RemoveConstraint(model_name="statement", name="companies_statement_subject_known"),
        migrations.AlterField(
            model_name="statement",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="companies.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="companies.listsource",
                verbose_name="source of lists",
            ),
        ),
        migrations.RenameModel("Statement", "OldStatement"),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.JSONField(default=dict, verbose_name="says")),
                ("stated_at", models.DateTimeField(verbose_name="when")),
                ("import_number", models.BigIntegerField(verbose_name="import")),
                ("since", models.JSONField(editable=False, null=True)),
                ("earlier", models.JSONField(editable=False, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="companies.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="companies.listsource",
                        verbose_name="source of lists",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement of a source",
                "verbose_name_plural": "statements of sources",
                "ordering": ["organisation", "-stated_at", "pk"],
                "indexes": [models.Index(fields=["import_number"], name="companies_statement_import")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "source"), name="companies_statement_of_source")
                ],
            },
        ),
        migrations.RunPython(together, apart),
        migrations.RunPython(_now_checked, migrations.RunPython.noop),
        migrations.DeleteModel("OldStatement"),
    ]
