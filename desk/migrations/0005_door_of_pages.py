"""What a visitor did came by a page for everybody: until now only told from there being nobody who was signed in."""

from typing import Any

from django.db import migrations, models


def read_visitors(apps: Any, schema_editor: Any) -> None:
    """Of all that has history visitors change only inquiries; nobody in person elsewhere is an account that is gone."""
    versions = apps.get_model('desk', 'HistoricalInquiry').objects.using(schema_editor.connection.alias)
    versions.filter(door='admin', history_user=None).update(door='page')


def back_to_admin(apps: Any, schema_editor: Any) -> None:
    versions = apps.get_model('desk', 'HistoricalInquiry').objects.using(schema_editor.connection.alias)
    versions.filter(door='page').update(door='admin')


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0004_origin_out_of_history'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalanswertemplate',
            name='door',
            field=models.CharField(choices=[('admin', 'admin'), ('page', 'public page'), ('import', 'import'), ('claim', 'claim'), ('api', 'API'), ('command', 'command')], default='command', max_length=10, verbose_name='door'),
        ),
        migrations.AlterField(
            model_name='historicalinquiry',
            name='door',
            field=models.CharField(choices=[('admin', 'admin'), ('page', 'public page'), ('import', 'import'), ('claim', 'claim'), ('api', 'API'), ('command', 'command')], default='command', max_length=10, verbose_name='door'),
        ),
        migrations.RunPython(read_visitors, back_to_admin),
    ]
