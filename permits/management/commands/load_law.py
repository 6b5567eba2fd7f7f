"""``manage.py load_law``: the law data of ``fixtures/law`` as a published version."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from permits.law.document import LawDocumentError
from permits.law.loading import load_law


class Command(BaseCommand):
    help = "Load the law data of fixtures/law as a published version; the same files twice change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--replace", action="store_true", help="development: give the version of that number the rows of the files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version, loaded = load_law(replace=options["replace"])
        except LawDocumentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"law version {version.number}: {loaded.value}")
