"""``manage.py translations``: keep the Dutch texts whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from loket import messages


class Command(BaseCommand):
    help = "Update, check or compile the Dutch catalogues of all apps."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        action = parser.add_mutually_exclusive_group(required=True)
        action.add_argument("--update", action="store_true", help="merge new texts into the catalogues")
        action.add_argument("--prune", action="store_true", help="update, and drop texts that are gone")
        action.add_argument("--check", action="store_true", help="fail when a text has no Dutch, or two")
        action.add_argument("--compile", action="store_true", help="write what Django reads")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        for app in messages.APPS:
            if options["compile"]:
                messages.compile_catalogue(app)
            else:
                self.stdout.write(f"{app}: {messages.update(app, prune=options['prune'])} texts")

    def _check(self) -> None:
        faults = [fault for app in messages.APPS for fault in messages.check(app)]
        faults += messages.disagreements()
        for fault in faults:
            self.stdout.write(f"{fault.app}: “{fault.text}”: {fault.reason}")
        if faults:
            raise CommandError(f"{len(faults)} texts need work")
