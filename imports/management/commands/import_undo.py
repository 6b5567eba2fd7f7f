"""``manage.py import_undo N``: what taking an applied import back would do, and with ``--apply`` the deed itself."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from imports import undoing
from imports.enums import ImportState
from imports.models import Import
from imports.reasons import ImportRefused
from imports.work import fail, work_to_the_end

FAILED = 1
STOPPED = gettext_noop("Taking it back was stopped half-way. It can be taken up again where it stopped.")


class Command(BaseCommand):
    help = "Take an applied import back as a whole. Without --apply nothing is changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="the number of the import")
        parser.add_argument("--apply", action="store_true", help="write the changes")
        parser.add_argument("--changed-too", action="store_true", help="also records that others changed since")

    def handle(self, *args: Any, **options: Any) -> None:
        job = Import.objects.filter(pk=options["number"]).first()
        if job is None:
            raise CommandError(_("There is no import %(number)d.") % {"number": options["number"]})
        going_on = job.state == ImportState.TAKING_BACK and options["apply"]  # it broke off, or somebody is at it
        try:
            if not going_on and (options["apply"] or not undoing.may_be_taken_back(job)):
                undoing.take_back(job=job, changed_too=options["changed_too"], start=False)
            elif not going_on:
                self.preview(job, changed_too=options["changed_too"])
                return
        except ImportRefused as refused:
            raise CommandError(str(refused)) from None
        try:
            work_to_the_end(job.pk)
        except KeyboardInterrupt:
            fail(job, ImportRefused(STOPPED))
        job.refresh_from_db()
        if job.state != ImportState.TAKEN_BACK:
            self.stderr.write(job.error_text)
            sys.exit(FAILED)
        for state, number in undoing.undo_counts(job).items():
            self.stdout.write(f"{state.replace('_', '-')}: {number}")

    def preview(self, job: Import, *, changed_too: bool) -> None:
        found = undoing.preview(job, changed_too=changed_too)
        told = {"records": found.records, "remove": found.removed, "restore": found.restored, "leave": found.left_count}
        for name, number in told.items():
            self.stdout.write(f"{name}: {number}")
        for one in found.left:
            self.stdout.write(f"  {one.label}: {one.left.text() if one.left else ''}")
        if not found.is_whole:
            told_of = _(
                "The list is long: these figures are of its first %(looked)s records. The row report tells of each "
                "record what became of it."
            )
            self.stdout.write(told_of % {"looked": found.looked_at})
        self.stdout.write(_("Nothing was written: this was a dry run. Add --apply to take the import back."))
