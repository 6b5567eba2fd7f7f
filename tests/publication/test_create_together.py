"""Making the tables of an app in one step: the state and the tables are those of the operations one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from publication.create_together import CreateTogether

CHAIN = [
    migrations.CreateModel("Link", [("id", models.BigAutoField(primary_key=True))]),
    migrations.CreateModel("Chain", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField())]),
    migrations.AddField("link", "chain", models.ForeignKey("publication.chain", models.CASCADE)),
    migrations.AddIndex("chain", models.Index(fields=["name"], name="chain_name")),
    migrations.AddConstraint("chain", models.UniqueConstraint(fields=["name"], name="chain_once")),
]


def test_the_state_is_that_of_the_operations_one_by_one():
    together, apart = ProjectState(), ProjectState()
    CreateTogether(CHAIN).state_forwards("publication", together)
    for one in CHAIN:
        one.state_forwards("publication", apart)
    assert together == apart


@pytest.mark.django_db(transaction=True)
def test_the_tables_have_what_later_operations_add_and_go_again():
    before, after = ProjectState(), ProjectState()
    step = CreateTogether(CHAIN)
    step.state_forwards("publication", after)
    with connection.schema_editor() as editor:
        step.database_forwards("publication", editor, before, after)
    with connection.cursor() as cursor:
        columns = [one.name for one in connection.introspection.get_table_description(cursor, "publication_link")]
        made = connection.introspection.get_constraints(cursor, "publication_chain")
    assert columns == ["id", "chain_id"]
    assert {"chain_name", "chain_once"} <= set(made)
    with connection.schema_editor() as editor:
        step.database_backwards("publication", editor, after, before)
    assert "publication_chain" not in connection.introspection.table_names()


def test_what_changes_a_model_of_elsewhere_is_refused():
    with pytest.raises(ValueError, match="no part"):
        CreateTogether([*CHAIN, migrations.RemoveField("follower", "kind")])
