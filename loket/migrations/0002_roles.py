"""The groups that roles stand on; what each may do follows from loket/roles.py after every migrate."""

from django.db import migrations

ROLES = ["viewer", "curator", "permit-officer", "desk-officer", "administrator", "partner"]


def make_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("loket", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
