"""``manage.py examples``: load the fictitious examples (``make run`` does), or take them all away."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publication.examples import load_all, remove_all


class Command(BaseCommand):
    help = "Load the fictitious examples, marked as such; never in production. --remove takes them away anywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        action = parser.add_mutually_exclusive_group(required=True)
        action.add_argument("--load", action="store_true", help="make the examples that are missing")
        action.add_argument("--remove", action="store_true", help="remove all examples")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["load"] and settings.SETTINGS_MODULE == "loket.settings.production":
            raise CommandError("Examples are for development only.")
        counts = load_all() if options["load"] else remove_all()
        for name, number in counts.items():
            self.stdout.write(f"{name}: {number}")
