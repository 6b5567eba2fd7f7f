"""``manage.py load_agenda``: recommendations, challenges, opportunities, partners, instruments and milestones."""

from typing import Any

from django.core.management.base import BaseCommand

from agenda.locations.loading import load_reference
from agenda.reference import load_agenda
from publication.publishing import publishing


class Command(BaseCommand):
    help = "Add what is missing of the agenda; needs the reference data. What is there already is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        with publishing():
            added = {**load_agenda(), "locations": load_reference()}
        for name, count in added.items():
            self.stdout.write(f"{name}: {count} added")
