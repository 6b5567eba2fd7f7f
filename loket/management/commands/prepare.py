"""Everything that ``make run`` needs before the portal starts, in one process. A second time it changes nothing."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

FIGURE_4 = settings.BASE_DIR / "fixtures" / "companies-figure-4.csv"
FINGERPRINT = ".fingerprint"


class Command(BaseCommand):
    help = "Migrate, load reference data, figure 4 and agenda, make the demonstration accounts, gather static files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave out the demonstration accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        self._step("Translations", "translations", compile=True)  # first: all that follows writes Dutch documents
        self._step("Database", "migrate", verbosity=0)
        self._step("Reference data", "load_reference")
        self._step("Law data", "load_law", replace=settings.DEBUG)
        self._import_figure_4()
        self._step("Agenda", "load_agenda")
        self._step("Listings", "listings", mend=True)
        if not options["no_demo"]:
            self._step("Demonstration accounts", "demo_users")
            self._step("Examples, marked as such", "examples", load=True)
        self._gather_static_files()

    def _step(self, title: str, name: str, *arguments: str, **options: Any) -> None:
        self.stdout.write(f"- {title}")
        call_command(name, *arguments, **options)

    def _import_figure_4(self) -> None:
        """Through the import itself, as any list of companies comes in."""
        from companies.models import Organisation

        if not Organisation.objects.exists():
            report = str(settings.VAR_DIR / "companies-figure-4.report.csv")
            arguments = ("companies", str(FIGURE_4), "--apply", "--report", report)
            self._step("Organisations of figure 4", "import_list", *arguments)

    def _gather_static_files(self) -> None:
        """Only when a file changed: hashing and compressing all of them takes seconds."""
        target = Path(str(settings.STATIC_ROOT)) / FINGERPRINT
        fingerprint = static_fingerprint()
        if not target.exists() or target.read_text() != fingerprint:
            self._step("Static files", "collectstatic", interactive=False, verbosity=0, clear=True)
            target.write_text(fingerprint)


def static_fingerprint() -> str:
    """A digest of name, size and time of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
