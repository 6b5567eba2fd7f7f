# Nothing was released before this: the tables as they are, made in one step.
import desk.models.conversation
import django.db.models.deletion
import django.utils.timezone
import imports.storage
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from publication.create_together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agenda', '0001_initial'),
        ('companies', '0001_initial'),
        ('permits', '0001_initial'),
        ('valuechains', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(operations=[
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(editable=False, max_length=40, unique=True)),
                    ('file', models.FileField(max_length=120, storage=imports.storage.private_storage, upload_to=desk.models.conversation.attachment_name, verbose_name='file')),
                    ('file_type', models.CharField(choices=[('pdf', 'PDF'), ('png', 'PNG'), ('jpg', 'JPEG'), ('docx', 'DOCX'), ('xlsx', 'XLSX')], max_length=5, verbose_name='type')),
                    ('file_name', models.CharField(max_length=120, verbose_name='file name')),
                    ('size', models.PositiveIntegerField(verbose_name='bytes')),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='added')),
                ],
                options={
                    'verbose_name': 'attachment',
                    'verbose_name_plural': 'attachments',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Dossier',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(editable=False, max_length=32, unique=True)),
                    ('day', models.DateField()),
                    ('stage', models.CharField(max_length=120)),
                    ('material', models.CharField(max_length=120)),
                    ('municipality', models.CharField(blank=True, default='', max_length=120)),
                    ('content', models.JSONField()),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    'ordering': ['-created_at'],
                },
            ),
            migrations.CreateModel(
                name='HistoricalAnswerTemplate',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('door', models.CharField(choices=[('admin', 'admin'), ('import', 'import'), ('claim', 'claim'), ('api', 'API'), ('command', 'command')], default='command', max_length=10, verbose_name='door')),
                    ('door_reference', models.CharField(blank=True, default='', max_length=100, verbose_name='reference')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], max_length=2, verbose_name='language')),
                    ('service', models.CharField(blank=True, choices=[('insight', 'Insight in the chain'), ('opportunities', 'Opportunities to invest or settle'), ('permit-support', 'Support with permits'), ('cooperation', 'Cooperation with others')], default='', help_text='Empty: for all.', max_length=16, verbose_name='service')),
                    ('text', models.TextField(max_length=10000, verbose_name='text')),
                    ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical answer template',
                    'verbose_name_plural': 'historical answer templates',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalInquiry',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('door', models.CharField(choices=[('admin', 'admin'), ('import', 'import'), ('claim', 'claim'), ('api', 'API'), ('command', 'command')], default='command', max_length=10, verbose_name='door')),
                    ('door_reference', models.CharField(blank=True, default='', max_length=100, verbose_name='reference')),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=16, verbose_name='reference')),
                    ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                    ('service', models.CharField(choices=[('insight', 'Insight in the chain'), ('opportunities', 'Opportunities to invest or settle'), ('permit-support', 'Support with permits'), ('cooperation', 'Cooperation with others')], max_length=16, verbose_name='service')),
                    ('origin_path', models.CharField(blank=True, default='', editable=False, max_length=2000, verbose_name='came from')),
                    ('channel', models.CharField(choices=[('page', 'page'), ('api', 'API')], default='page', max_length=8, verbose_name='came in by')),
                    ('state', models.CharField(choices=[('new', 'new'), ('open', 'in progress'), ('answered', 'answered'), ('handed-over', 'handed over'), ('closed', 'closed')], default='new', max_length=12, verbose_name='state')),
                    ('priority', models.CharField(choices=[('a-high', 'high'), ('b-normal', 'normal'), ('c-low', 'low')], default='b-normal', max_length=10, verbose_name='priority')),
                    ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                    ('answer_due', models.DateField(verbose_name='first answer before the end of')),
                    ('first_answered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='first answer')),
                    ('last_activity_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last activity')),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed')),
                    ('closed_by', models.CharField(blank=True, choices=[('inquirer', 'inquirer'), ('staff', 'staff'), ('time', 'no reaction for a long time'), ('merge', 'merged with another question')], default='', max_length=10, verbose_name='closed by')),
                    ('anonymised_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='made anonymous')),
                    ('is_example', models.BooleanField(default=False, help_text='Made up to show how the portal works; marked as an example.', verbose_name='example')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ],
                options={
                    'verbose_name': 'historical inquiry',
                    'verbose_name_plural': 'historical inquiries',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalInquiry_materials',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ],
                options={
                    'verbose_name': 'HistoricalInquiry_materials',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalInquiry_stages',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ],
                options={
                    'verbose_name': 'HistoricalInquiry_stages',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Inquiry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('link_seed', models.CharField(editable=False, max_length=32)),
                    ('link_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('reference', models.CharField(editable=False, max_length=16, unique=True, verbose_name='reference')),
                    ('organisation_name', models.CharField(blank=True, default='', max_length=200, verbose_name='name of the organisation')),
                    ('name', models.CharField(blank=True, default='', max_length=120, verbose_name='name')),
                    ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='e-mail address')),
                    ('email_fails', models.BooleanField(default=False, help_text='The mail server refused it, or a mail came back.', verbose_name='mail does not arrive')),
                    ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                    ('service', models.CharField(choices=[('insight', 'Insight in the chain'), ('opportunities', 'Opportunities to invest or settle'), ('permit-support', 'Support with permits'), ('cooperation', 'Cooperation with others')], max_length=16, verbose_name='service')),
                    ('question', models.TextField(blank=True, default='', max_length=5000, verbose_name='question')),
                    ('origin_path', models.CharField(blank=True, default='', editable=False, max_length=2000, verbose_name='came from')),
                    ('channel', models.CharField(choices=[('page', 'page'), ('api', 'API')], default='page', max_length=8, verbose_name='came in by')),
                    ('state', models.CharField(choices=[('new', 'new'), ('open', 'in progress'), ('answered', 'answered'), ('handed-over', 'handed over'), ('closed', 'closed')], default='new', max_length=12, verbose_name='state')),
                    ('priority', models.CharField(choices=[('a-high', 'high'), ('b-normal', 'normal'), ('c-low', 'low')], default='b-normal', max_length=10, verbose_name='priority')),
                    ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                    ('answer_due', models.DateField(verbose_name='first answer before the end of')),
                    ('first_answered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='first answer')),
                    ('last_activity_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last activity')),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed')),
                    ('closed_by', models.CharField(blank=True, choices=[('inquirer', 'inquirer'), ('staff', 'staff'), ('time', 'no reaction for a long time'), ('merge', 'merged with another question')], default='', max_length=10, verbose_name='closed by')),
                    ('anonymised_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='made anonymous')),
                    ('is_example', models.BooleanField(default=False, help_text='Made up to show how the portal works; marked as an example.', verbose_name='example')),
                    ('stamp', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                    ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    'verbose_name': 'inquiry',
                    'verbose_name_plural': 'inquiries',
                    'ordering': ['-received_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Mail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('confirmation', 'confirmation of receipt'), ('answer', 'there is an answer'), ('handed-over', 'told that it is handed over'), ('hand-over', 'hand-over to a partner'), ('closed', 'told that it is closed'), ('reaction', 'reaction, for the colleague'), ('team', 'new question, for the team')], max_length=14, verbose_name='kind')),
                    ('key', models.CharField(editable=False, max_length=60, unique=True)),
                    ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('retry', 'mail server away, tried again'), ('failed', 'not sent'), ('refused', 'address refused by the mail server')], default='waiting', max_length=8, verbose_name='state')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_at', models.DateTimeField(blank=True, null=True)),
                    ('began_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('error', models.CharField(blank=True, default='', max_length=60, verbose_name='what went wrong')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created at')),
                ],
                options={
                    'verbose_name': 'mail',
                    'verbose_name_plural': 'mails',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('author', models.CharField(choices=[('inquirer', 'inquirer'), ('staff', 'loket')], max_length=8, verbose_name='author')),
                    ('text', models.TextField(blank=True, default='', max_length=10000, verbose_name='message')),
                    ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                    ('stamp', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ],
                options={
                    'verbose_name': 'message',
                    'verbose_name_plural': 'messages',
                    'ordering': ['sent_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(max_length=10000, verbose_name='internal note')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ],
                options={
                    'verbose_name': 'internal note',
                    'verbose_name_plural': 'internal notes',
                    'ordering': ['written_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='AnswerTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], max_length=2, verbose_name='language')),
                    ('service', models.CharField(blank=True, choices=[('insight', 'Insight in the chain'), ('opportunities', 'Opportunities to invest or settle'), ('permit-support', 'Support with permits'), ('cooperation', 'Cooperation with others')], default='', help_text='Empty: for all.', max_length=16, verbose_name='service')),
                    ('text', models.TextField(max_length=10000, verbose_name='text')),
                    ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ],
                options={
                    'verbose_name': 'answer template',
                    'verbose_name_plural': 'answer templates',
                    'ordering': ['name', 'language'],
                    'constraints': [models.UniqueConstraint(fields=('name', 'language'), name='desk_answertemplate_once', violation_error_message='There is a template of this name in this language already.'), models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='desk_answertemplate_language_known'), models.CheckConstraint(condition=models.Q(('service__in', ['', 'insight', 'opportunities', 'permit-support', 'cooperation'])), name='desk_answertemplate_service_known')],
                },
            ),
            migrations.CreateModel(
                name='HandOver',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('link_seed', models.CharField(editable=False, max_length=32)),
                    ('link_digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='e-mail address at the partner')),
                    ('text', models.TextField(blank=True, default='', max_length=5000, verbose_name='what we ask of the partner')),
                    ('language', models.CharField(default='nl', max_length=2, verbose_name='language')),
                    ('handed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='handed over')),
                    ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='received')),
                    ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='agenda.partner', verbose_name='partner')),
                ],
                options={
                    'verbose_name': 'hand-over',
                    'verbose_name_plural': 'hand-overs',
                    'ordering': ['-handed_at', '-pk'],
                },
            ),
            migrations.AddField(
                model_name='handover',
                name='user',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
            ),
            migrations.AddField(
                model_name='historicalanswertemplate',
                name='history_user',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='assignee',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assignee'),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='history_user',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='municipality',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='companies.municipality', verbose_name='municipality'),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='organisation',
                field=models.ForeignKey(blank=True, db_constraint=False, help_text='The organisation of the register that asks or that it is about.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='companies.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='origin_material',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='valuechains.material', verbose_name='material of the cell'),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='origin_stage',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='valuechains.stage', verbose_name='stage of the cell'),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='trajectory',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='permits.trajectory', verbose_name='trajectory'),
            ),
            migrations.AddField(
                model_name='historicalinquiry_materials',
                name='history',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='desk.historicalinquiry'),
            ),
            migrations.AddField(
                model_name='historicalinquiry_materials',
                name='material',
                field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='valuechains.material'),
            ),
            migrations.AddField(
                model_name='historicalinquiry_stages',
                name='history',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='desk.historicalinquiry'),
            ),
            migrations.AddField(
                model_name='historicalinquiry_stages',
                name='stage',
                field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='valuechains.stage'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='assignee',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='inquiries', to=settings.AUTH_USER_MODEL, verbose_name='assignee'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='materials',
                field=models.ManyToManyField(blank=True, related_name='inquiries', to='valuechains.material', verbose_name='materials'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='merged_into',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='desk.inquiry', verbose_name='merged into'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='municipality',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='inquiries', to='companies.municipality', verbose_name='municipality'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='organisation',
                field=models.ForeignKey(blank=True, help_text='The organisation of the register that asks or that it is about.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='inquiries', to='companies.organisation', verbose_name='organisation'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='origin_material',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='valuechains.material', verbose_name='material of the cell'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='origin_stage',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='valuechains.stage', verbose_name='stage of the cell'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='stages',
                field=models.ManyToManyField(blank=True, related_name='inquiries', to='valuechains.stage', verbose_name='stages'),
            ),
            migrations.AddField(
                model_name='inquiry',
                name='trajectory',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='inquiries', to='permits.trajectory', verbose_name='trajectory'),
            ),
            migrations.AddField(
                model_name='historicalinquiry_stages',
                name='inquiry',
                field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='desk.inquiry'),
            ),
            migrations.AddField(
                model_name='historicalinquiry_materials',
                name='inquiry',
                field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='desk.inquiry'),
            ),
            migrations.AddField(
                model_name='historicalinquiry',
                name='merged_into',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='desk.inquiry', verbose_name='merged into'),
            ),
            migrations.AddField(
                model_name='handover',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_overs', to='desk.inquiry', verbose_name='inquiry'),
            ),
            migrations.AddField(
                model_name='attachment',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='desk.inquiry', verbose_name='inquiry'),
            ),
            migrations.AddField(
                model_name='mail',
                name='hand_over',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='desk.handover'),
            ),
            migrations.AddField(
                model_name='mail',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='desk.inquiry', verbose_name='inquiry'),
            ),
            migrations.AddField(
                model_name='message',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='desk.inquiry', verbose_name='inquiry'),
            ),
            migrations.AddField(
                model_name='message',
                name='user',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
            ),
            migrations.AddField(
                model_name='mail',
                name='message',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='desk.message'),
            ),
            migrations.AddField(
                model_name='attachment',
                name='message',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='desk.message', verbose_name='message'),
            ),
            migrations.AddField(
                model_name='note',
                name='inquiry',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='desk.inquiry', verbose_name='inquiry'),
            ),
            migrations.AddField(
                model_name='note',
                name='user',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['state', 'answer_due'], name='desk_inquiry_due'),
            ),
            migrations.AddIndex(
                model_name='inquiry',
                index=models.Index(fields=['closed_at'], name='desk_inquiry_closed'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('service__in', ['insight', 'opportunities', 'permit-support', 'cooperation'])), name='desk_inquiry_service_known'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['new', 'open', 'answered', 'handed-over', 'closed'])), name='desk_inquiry_state_known'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('priority__in', ['a-high', 'b-normal', 'c-low'])), name='desk_inquiry_priority_known'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='desk_inquiry_language_known'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['page', 'api'])), name='desk_inquiry_channel_known'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__in', ['inquirer', 'staff', 'time', 'merge']), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('closed_by', '')), _connector='OR'), name='desk_inquiry_closed_has_date', violation_error_message='A closed inquiry has a date and somebody who closed it, and only that one.'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('state', 'closed'), _connector='OR'), name='desk_inquiry_merged_is_closed'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('anonymised_at__isnull', True), models.Q(('email', ''), ('name', ''), ('organisation_name', ''), ('question', ''), ('state', 'closed')), _connector='OR'), name='desk_inquiry_anonymous_is_empty', violation_error_message='What was made anonymous holds no personal data and stays closed.'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('anonymised_at__isnull', False), models.Q(models.Q(('name', ''), _negated=True), models.Q(('email', ''), _negated=True), models.Q(('question', ''), _negated=True)), _connector='OR'), name='desk_inquiry_has_inquirer'),
            ),
            migrations.AddConstraint(
                model_name='inquiry',
                constraint=models.CheckConstraint(condition=models.Q(('origin_path', ''), models.Q(('origin_path__startswith', '/'), models.Q(('origin_path__startswith', '//'), _negated=True)), _connector='OR'), name='desk_inquiry_origin_is_ours'),
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.CheckConstraint(condition=models.Q(('received_at__isnull', True), ('received_at__gte', models.F('handed_at')), _connector='OR'), name='desk_handover_received_after_handed'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('author__in', ['inquirer', 'staff'])), name='desk_message_author_known'),
            ),
            migrations.AddIndex(
                model_name='mail',
                index=models.Index(fields=['state', 'next_at'], name='desk_mail_state'),
            ),
            migrations.AddConstraint(
                model_name='mail',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['confirmation', 'answer', 'handed-over', 'hand-over', 'closed', 'reaction', 'team'])), name='desk_mail_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='mail',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'retry', 'failed', 'refused'])), name='desk_mail_state_known'),
            ),
            migrations.AddConstraint(
                model_name='mail',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='desk_mail_sent_has_date'),
            ),
            migrations.AddConstraint(
                model_name='attachment',
                constraint=models.CheckConstraint(condition=models.Q(('file_type__in', ['pdf', 'png', 'jpg', 'docx', 'xlsx'])), name='desk_attachment_type_known'),
            ),
        ]),
    ]
