"""``manage.py load_reference``: stages, materials, sectors, benchmarks, supply events, sources and municipalities."""

from typing import Any

from django.core.management.base import BaseCommand

from companies.reference import load_municipalities
from publication.publishing import publishing
from valuechains.reference import load_valuechains


class Command(BaseCommand):
    help = "Add the reference data that is missing; what is there already is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        with publishing():
            added = {**load_valuechains(), "municipalities": load_municipalities()}
        for name, count in added.items():
            self.stdout.write(f"{name}: {count} added")
