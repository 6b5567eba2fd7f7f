"""Beside those of organisations that were merged, web names that an organisation had before."""

from typing import Any

from django.conf import settings
from django.db import migrations, models


def forget_web_names(apps: Any, schema_editor: Any) -> None:
    """On the way back: what was before knows merged ones alone."""
    aliases = apps.get_model('companies', 'OrganisationAlias').objects.using(schema_editor.connection.alias)
    aliases.filter(merged_at=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0010_door_of_pages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisationalias',
            name='merged_at',
            field=models.DateTimeField(blank=True, help_text='Empty when its web name was changed.', null=True, verbose_name='merged'),
        ),
        migrations.AlterField(
            model_name='organisationalias',
            name='old_id',
            field=models.BigIntegerField(help_text='Of the organisation that had this address.', verbose_name='old number'),
        ),
        migrations.AlterField(
            model_name='organisationalias',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=500, verbose_name='reason'),
        ),
        migrations.AddIndex(
            model_name='organisationalias',
            index=models.Index(fields=['old_id'], name='companies_alias_old_id'),
        ),
        migrations.AddConstraint(
            model_name='organisationalias',
            constraint=models.UniqueConstraint(condition=models.Q(('merged_at__isnull', False)), fields=('old_id',), name='companies_alias_merged_once'),
        ),
        migrations.AddConstraint(
            model_name='organisationalias',
            constraint=models.CheckConstraint(condition=models.Q(('merged_at__isnull', False), models.Q(('merged_by__isnull', True), ('reason', '')), _connector='OR'), name='companies_alias_reason_of_merge'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_web_names),
    ]
