"""Make the accounts to look around with (``make run`` does), or remove them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from loket.accounts.demo import create_demo_users, demo_users


class Command(BaseCommand):
    help = "Make one demonstration account for each role; never in production. --remove takes them away anywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove the demonstration accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            count, _per_model = demo_users().delete()
            self.stdout.write(f"Removed {count} rows of demonstration accounts.")
        elif settings.SETTINGS_MODULE == "loket.settings.production":
            raise CommandError("Demonstration accounts are for development only.")
        else:
            users = create_demo_users()
            self.stdout.write(f"Demonstration accounts: {', '.join(user.username for user in users)}.")
