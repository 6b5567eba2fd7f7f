from django.db import migrations

from publication.drop_indexes import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("imports", "0003_notice_of_columns")]

    operations = [DropIndexes({"importrow": ["job"]})]
