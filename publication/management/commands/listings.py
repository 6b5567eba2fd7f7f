"""``manage.py listings``: compare the listings with their records, and rebuild them on request."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publication.publishers import all_publishers
from publication.rebuild import compare, mend_all, publish_due, rebuild_all


class Command(BaseCommand):
    help = (
        "Compare all listings with their records; --rebuild and --mend mend them, --due publishes released embargoes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="rebuild all listings after comparing")
        parser.add_argument("--mend", action="store_true", help="rebuild what this release has not yet, and stop")
        parser.add_argument("--due", action="store_true", help="publish what an embargo has released, and stop")
        parser.add_argument("--kind", action="append", help="only this kind (may be repeated)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["due"]:
            self.stdout.write(f"released: {publish_due()}")
            return
        if options["mend"]:
            self.stdout.write(f"listings written: {mend_all()}")
            return
        kinds = [publisher.kind for publisher in all_publishers()]
        if unknown := set(options["kind"] or ()) - set(kinds):
            raise CommandError(f"unknown kind {', '.join(sorted(unknown))}; known are {', '.join(kinds)}")
        differences = 0
        for kind in options["kind"] or kinds:
            for difference in compare(kind):
                differences += 1
                self.stdout.write(f"{difference.kind} {difference.pk}: {difference.problem}")
            if options["rebuild"]:
                self.stdout.write(f"{kind}: {rebuild_all(kind)} written")
        self.stdout.write(f"differences: {differences}")
        if differences and not options["rebuild"]:
            raise CommandError("listings differ from their records; run with --rebuild to mend them")
