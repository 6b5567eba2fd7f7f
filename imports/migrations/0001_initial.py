# Nothing was released before this: the tables as they are.
import django.db.models.deletion
import imports.storage
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # These change the neighbours of the user first: with our tables there, Django would render all of them each time.
    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('axes', '0010_accessattemptexpiration'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('loket', '0002_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind of record')),
                ('source', models.CharField(blank=True, help_text='Who gave the list, and when.', max_length=200, verbose_name='source')),
                ('file_name', models.CharField(max_length=255, verbose_name='file name')),
                ('file', models.FileField(max_length=200, storage=imports.storage.private_storage, upload_to=imports.storage.random_name, verbose_name='file')),
                ('file_format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=4, verbose_name='format')),
                ('delimiter', models.CharField(blank=True, max_length=1, verbose_name='delimiter')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('state', models.CharField(choices=[('uploaded', 'waiting to be read'), ('reading', 'being read'), ('needs_mapping', 'columns to be matched'), ('mapped', 'columns matched'), ('splitting', 'being split into parts'), ('planning', 'being checked'), ('planned', 'ready to apply'), ('applying', 'being applied'), ('applied', 'applied'), ('failed', 'failed'), ('cancelled', 'cancelled'), ('taking_back', 'being taken back'), ('taken_back', 'taken back')], default='uploaded', max_length=20, verbose_name='state')),
                ('header', models.JSONField(blank=True, default=list, verbose_name='header')),
                ('header_row', models.PositiveIntegerField(default=1, verbose_name='last row of the header')),
                ('sample', models.JSONField(blank=True, default=list, verbose_name='first rows')),
                ('mapping', models.JSONField(blank=True, default=list, help_text='Per column of the file our field, or empty.', verbose_name='columns')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='options')),
                ('replaces', models.BooleanField(default=False, help_text='What stood on the last list of this source and no longer does is proposed as ceased.', verbose_name='replaces the one before')),
                ('vanished', models.PositiveIntegerField(blank=True, null=True, verbose_name='vanished')),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='counts')),
                ('error', models.JSONField(blank=True, null=True, verbose_name='error')),
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('has_turn', models.BooleanField(default=False, editable=False)),
                ('heartbeat', models.DateTimeField(editable=False, null=True)),
                ('woken_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('apply_started_at', models.DateTimeField(blank=True, null=True, verbose_name='apply started')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('undo_started_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back from')),
                ('undo_changed_too', models.BooleanField(default=False, verbose_name='also what others changed since')),
                ('undo_user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'indexes': [
                    models.Index(fields=['state', 'heartbeat'], name='import_state_heartbeat'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['uploaded', 'reading', 'needs_mapping', 'mapped', 'splitting', 'planning', 'planned', 'applying', 'applied', 'failed', 'cancelled', 'taking_back', 'taken_back'])), name='import_state_known', violation_error_message='This state does not exist.'),
                    models.CheckConstraint(condition=models.Q(('file_format__in', ['csv', 'xlsx'])), name='import_format_known', violation_error_message='This format does not exist.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), ('error__isnull', False), _connector='OR'), name='import_failed_says_why', violation_error_message='A failed import says why.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'applied'), _negated=True), models.Q(('apply_started_at__isnull', False), ('ended_at__isnull', False)), _connector='OR'), name='import_applied_has_dates', violation_error_message='An applied import has the dates of its start and end.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['taking_back', 'taken_back']), _negated=True), models.Q(('apply_started_at__isnull', False), ('undo_started_at__isnull', False)), _connector='OR'), name='import_taken_back_has_date', violation_error_message='Only an applied import is taken back, and has the date of that.'),
                    models.UniqueConstraint(condition=models.Q(('has_turn', True)), fields=('kind',), name='import_one_has_turn', violation_error_message='Lists of one kind are written in turns.'),
                    models.UniqueConstraint(condition=models.Q(('state', 'applying')), fields=('kind', 'source', 'sha256'), name='import_content_applied_once', violation_error_message='The same list of this source is being applied already.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('wave', models.PositiveSmallIntegerField(default=1, verbose_name='wave')),
                ('first_row', models.PositiveIntegerField(verbose_name='first row')),
                ('last_row', models.PositiveIntegerField(verbose_name='last row')),
                ('row_count', models.PositiveIntegerField(verbose_name='rows')),
                ('packed', models.BinaryField(verbose_name='rows as given')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='state')),
                ('claim', models.CharField(blank=True, editable=False, max_length=32)),
                ('heartbeat', models.DateTimeField(editable=False, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='counts')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='imports.import', verbose_name='import')),
            ],
            options={
                'verbose_name': 'part of an import',
                'verbose_name_plural': 'parts of an import',
                'constraints': [
                    models.UniqueConstraint(fields=('job', 'number'), name='import_chunk_number_once', violation_error_message='This import has a part with this number.'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed'])), name='import_chunk_state_known', violation_error_message='This state does not exist.'),
                    models.CheckConstraint(condition=models.Q(('first_row__lte', models.F('last_row'))), name='import_chunk_rows_in_order', violation_error_message='The first row comes before the last.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='As a spreadsheet counts: the header is row 1.', verbose_name='row')),
                ('line', models.TextField(verbose_name='line as given')),
                ('outcome', models.CharField(choices=[('created', 'created'), ('updated', 'updated'), ('unchanged', 'unchanged'), ('rejected', 'rejected'), ('review', 'to review')], max_length=10, verbose_name='outcome')),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='record')),
                ('changes', models.JSONField(blank=True, default=dict, verbose_name='changes')),
                ('issues', models.JSONField(blank=True, default=list, verbose_name='issues')),
                ('undo', models.CharField(blank=True, choices=[('taken_back', 'taken back'), ('left', 'left as it is')], db_default='', default='', max_length=10, verbose_name='taken back')),
                ('record_id', models.BigIntegerField(blank=True, null=True, verbose_name='record number')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='imports.import', verbose_name='import')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of an import',
                'indexes': [
                    models.Index(fields=['job', 'outcome', 'number'], name='import_row_outcome'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('job', 'number'), name='import_row_number_once', violation_error_message='This import has a row with this number.'),
                    models.CheckConstraint(condition=models.Q(('outcome__in', ['created', 'updated', 'unchanged', 'rejected', 'review'])), name='import_row_outcome_known', violation_error_message='This outcome does not exist.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['rejected', 'review']), _negated=True), models.Q(('issues', []), _negated=True), _connector='OR'), name='import_row_refusal_says_why', violation_error_message='A row that is not taken in says why.'),
                    models.CheckConstraint(condition=models.Q(('undo__in', ['', 'taken_back', 'left'])), name='import_row_undo_known', violation_error_message='This outcome does not exist.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('uploaded', 'waiting to be read'), ('reading', 'being read'), ('needs_mapping', 'columns to be matched'), ('mapped', 'columns matched'), ('splitting', 'being split into parts'), ('planning', 'being checked'), ('planned', 'ready to apply'), ('applying', 'being applied'), ('applied', 'applied'), ('failed', 'failed'), ('cancelled', 'cancelled'), ('taking_back', 'being taken back'), ('taken_back', 'taken back')], max_length=20, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts to mail')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='imports.import', verbose_name='import')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='import_notices', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'note about an import',
                'verbose_name_plural': 'notes about imports',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'applied', 'failed', 'taken_back'])), name='import_notice_state_ends', violation_error_message='A note is about an import that is ready, applied, taken back or failed.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ColumnChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind of record')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('title', models.CharField(max_length=200, verbose_name='header')),
                ('field', models.CharField(blank=True, max_length=80, verbose_name='field')),
                ('chosen_at', models.DateTimeField(auto_now=True, verbose_name='chosen')),
            ],
            options={
                'verbose_name': 'remembered column',
                'verbose_name_plural': 'remembered columns',
                'constraints': [models.UniqueConstraint(fields=('kind', 'source', 'title'), name='import_choice_once', violation_error_message='There is a choice for this column already.')],
            },
        ),
    ]
