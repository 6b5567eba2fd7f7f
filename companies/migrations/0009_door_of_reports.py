"""Reports know the way by which they came; of those of before it is read from their stamp."""

from typing import Any

from django.db import migrations, models

DOORS = {'api': 'api ', 'list': 'import '}


def read_stamps(apps: Any, schema_editor: Any) -> None:
    cases = apps.get_model('companies', 'Case').objects.using(schema_editor.connection.alias)
    for door, begin in DOORS.items():
        cases.filter(stamp__startswith=begin).update(door=door)


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0008_provenance_in_one_row'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='door',
            field=models.CharField(choices=[('page', 'public page'), ('own_page', 'own page'), ('api', 'API'), ('list', 'list')], default='page', max_length=10, verbose_name='came by'),
        ),
        migrations.RunPython(read_stamps, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='case',
            name='kind',
            field=models.CharField(choices=[('change', 'change'), ('closure', 'closure'), ('move', 'move'), ('claim', 'claim')], default='change', max_length=10, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('door__in', ['page', 'own_page', 'api', 'list'])), name='companies_case_door_known'),
        ),
    ]
