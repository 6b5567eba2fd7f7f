from django.db import migrations

from publication.drop_indexes import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_alter_import_options_import_deliverer")]

    operations = [DropIndexes({"importrow": ["job"]})]
