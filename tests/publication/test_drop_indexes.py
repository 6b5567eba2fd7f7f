"""Dropping the indexes of many fields in one step: the state says so, the tables follow, and both come back."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from publication.create_together import CreateTogether
from publication.drop_indexes import DropIndexes

TABLES = CreateTogether(
    [
        migrations.CreateModel("Chain", [("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel(
            "Link",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("chain", models.ForeignKey("publication.chain", models.CASCADE)),
                ("slug", models.SlugField()),
                ("name", models.CharField(unique=True)),
                ("place", models.IntegerField(db_index=True)),
            ],
            options={"indexes": [models.Index(fields=["slug"], name="link_named")]},
        ),
    ]
)
STEP = DropIndexes({"link": ["chain", "slug"]})


def indexed() -> dict[str, set[str]]:
    """Columns with an index of their own, with how many: PostgreSQL has a second one for beginnings of texts."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "publication_link")
    names: dict[str, set[str]] = {}
    for name, one in found.items():
        if one["index"] and not one["primary_key"] and len(one["columns"]) == 1:
            names.setdefault(one["columns"][0], set()).add(name)
    return names


@pytest.mark.django_db(transaction=True)
def test_these_indexes_go_and_come_back_and_no_others():
    empty, before = ProjectState(), ProjectState()
    TABLES.state_forwards("publication", before)
    after = before.clone()
    STEP.state_forwards("publication", after)
    fields = after.models["publication", "link"].fields
    assert [fields[name].db_index for name in ("chain", "slug", "place")] == [False, False, True]
    with connection.schema_editor() as editor:
        TABLES.database_forwards("publication", editor, empty, before)
    first = indexed()
    with connection.schema_editor() as editor:
        STEP.database_forwards("publication", editor, before, after)
    left = indexed()
    assert set(left) == {"slug", "name", "place"} & set(first)
    assert left["slug"] == {"link_named"}, "an index that the model names itself stays"
    with connection.schema_editor() as editor:
        STEP.database_backwards("publication", editor, after, before)
    assert indexed() == first
    with connection.schema_editor() as editor:
        TABLES.database_backwards("publication", editor, before, empty)
