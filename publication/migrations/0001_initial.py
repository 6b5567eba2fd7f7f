# Nothing was released before this: the tables as they are, made in one step.
import django.db.models.functions.text
import publication.models.followers
import uuid
from django.db import migrations, models

from publication.create_together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        CreateTogether(operations=[
            migrations.CreateModel(
                name='ListingState',
                fields=[
                    ('kind', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('lineage', models.UUIDField(default=uuid.uuid4)),
                    ('version', models.BigIntegerField(default=0)),
                    ('token', models.UUIDField(default=uuid.uuid4)),
                    ('changed_at', models.DateTimeField()),
                    ('release', models.CharField(blank=True, default='', max_length=40)),
                ],
            ),
            migrations.CreateModel(
                name='Follower',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(max_length=40)),
                    ('key', models.CharField(max_length=500)),
                    ('email', models.EmailField(max_length=254)),
                    ('language', models.CharField(choices=[('nl', 'nl'), ('en', 'en')], max_length=2)),
                    ('rhythm', models.CharField(choices=[('at-once', 'at once, a mail for each change'), ('digest', 'once a week, in one mail')], default='at-once', max_length=10)),
                    ('nonce', models.CharField(default=publication.models.followers.new_nonce, max_length=24, unique=True)),
                    ('asked_at', models.DateTimeField(auto_now_add=True)),
                    ('confirmed_at', models.DateTimeField(null=True)),
                    ('told', models.JSONField(default=dict)),
                    ('told_digest', models.CharField(blank=True, default='', max_length=32)),
                    ('letters', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'indexes': [models.Index(fields=['confirmed_at', 'subject', 'key'], name='publication_follower_confirmed')],
                    'constraints': [models.UniqueConstraint(models.F('subject'), models.F('key'), django.db.models.functions.text.Lower('email'), name='publication_follower_once'), models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='publication_follower_language_known'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['at-once', 'digest'])), name='publication_follower_rhythm_known')],
                },
            ),
            migrations.CreateModel(
                name='ListingRemoval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('record_id', models.BigIntegerField()),
                    ('slug', models.CharField(max_length=120)),
                    ('version', models.BigIntegerField()),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'version'], name='publication_removal_version')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'record_id'), name='publication_removal_once')],
                },
            ),
        ]),
    ]
