from django.db import migrations, models

from publication.drop_indexes import DropIndexes


class Migration(migrations.Migration):
    """Indexes that no query uses, or that another one begins with: a long list writes 42 rows for each of its own."""

    dependencies = [("companies", "0004_matches_of_sites")]

    operations = [
        DropIndexes(
            {
                "activity": ["organisation"],
                "activitymaterial": ["activity"],
                "organisation": ["verified_by"],
                "provenance": ["organisation", "verified_by"],
                "statement": ["organisation"],
                "historicalactivity": ["stage", "history_user"],
                "historicalactivitymaterial": ["material", "history_user"],
                "historicalorganisation": ["slug", "kvk_number", "rsin", "verified_by", "history_user"],
                "historicalprovenance": ["source", "verified_by", "history_user", "history_date"],
                "historicalsite": ["municipality", "history_user", "history_date"],
            }
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("verified_by__isnull", False)),
                fields=["verified_by"],
                name="companies_org_verifier",
            ),
        ),
        migrations.AddIndex(
            model_name="provenance",
            index=models.Index(
                condition=models.Q(("verified_by__isnull", False)),
                fields=["verified_by"],
                name="companies_provenance_verifier",
            ),
        ),
    ]
