"""``manage.py import_list KIND FILE``: what a list would change, and with ``--apply`` the change itself."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from imports import actions
from imports.enums import ImportState, RowOutcome
from imports.importers import importers
from imports.mapping import Proposal, missing_columns, proposal_for
from imports.models import Import
from imports.reasons import ImportRefused
from imports.reports import write_report
from imports.work import work_to_the_end

FAILED, UNREADABLE = 1, 2
# Scripts read these words, so they are the same in every language.
PRINTED = {outcome: outcome.value for outcome in RowOutcome} | {RowOutcome.REVIEW: "to-review"}


class Command(BaseCommand):
    help = (
        "Import a list (CSV or XLSX). Without --apply nothing is changed. It prints five counts of rows, in words that "
        "are the same in every language: created (makes a new record), updated (changes a known one), unchanged (says "
        "what is known already), rejected (cannot be taken in; the row report says why) and to-review (waits for a "
        "person)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[importer.kind for importer in importers()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="write the changes")
        parser.add_argument("--source", default="", help="who gave the list")
        parser.add_argument("--replaces", action="store_true", help="it replaces the list before of its source")
        parser.add_argument("--report", type=Path, help="where the row report goes (beside the file when left out)")
        parser.add_argument(
            "--option", action="append", default=[], metavar="KEY=VALUE", type=option,
            help="an option of the importer, such as visibility=internal; may be repeated",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        job: Import | None = None
        path: Path = options["file"]
        report: Path = options["report"] or path.with_name(f"{path.stem}.report.csv")
        try:
            job = upload(path, options)
            self.tell_of_the_same(job)
            self.run(job, report, apply=options["apply"])
        except KeyboardInterrupt:
            self.stop(job, report)
            sys.exit(FAILED)
        except ImportRefused as refused:
            self.stderr.write(f"{path.name}: {refused}")
            sys.exit(UNREADABLE if job is None or leaves_nothing(job) else FAILED)
        except OSError as error:
            reason = _("There is no such file.") if isinstance(error, FileNotFoundError) else error.strerror or error
            self.stderr.write(f"{path}: {reason}")
            sys.exit(UNREADABLE)
        finally:
            if job is not None and leaves_nothing(job):
                forget(job)

    def run(self, job: Import, report: Path, *, apply: bool) -> None:
        if not os.access(report.parent, os.W_OK):
            raise CommandError(_("The report cannot be written to %(folder)s.") % {"folder": report.parent})
        self.match_columns(job)
        step = actions.take_in if apply else actions.plan
        step(job=job, start=False)
        work(job)
        self.say(job, applied=apply, report=report)

    def stop(self, job: Import | None, report: Path) -> None:
        """Ctrl-C: who says stop does not want a worker to go on with the list, nor that it keeps its turn."""
        if job is None or leaves_nothing(job):
            self.stderr.write(_("Stopped. Nothing was written."))
            return
        if job.may_become(ImportState.CANCELLED):
            actions.cancel(job=job)
        self.say(job, applied=True, report=report)
        told = _(
            "Stopped as import %(number)d: what was written stays. Bring the same file again for the rest, or take "
            "back what was written: import_undo %(number)d"
        )
        self.stderr.write(told % {"number": job.pk})

    def tell_of_the_same(self, job: Import) -> None:
        twin = Import.objects.same_content(job).first()
        if twin is not None:
            told = _("The very same file was brought before: import %(number)d (%(state)s).")
            self.stderr.write(told % {"number": twin.pk, "state": twin.get_state_display()})

    def match_columns(self, job: Import) -> None:
        """Read the header and take the proposed mapping, but no guesses."""
        work(job)
        proposal = proposal_for(job)
        if proposal.doubled:
            names = ", ".join(proposal.doubled)
            raise ImportRefused(gettext_noop("More than one column means the same: %(names)s."), names=names)
        if proposal.unknown or proposal.guessed:
            names = ", ".join(proposal.unknown + proposal.guessed)
            self.stderr.write(_("Columns left out, because no field has this name: %(names)s") % {"names": names})
        if proposal.missing:
            raise missing_columns(proposal.missing, job.header)
        if job.state == ImportState.NEEDS_MAPPING:
            actions.set_mapping(job=job, mapping=certain(job.header, proposal), by_person=False)

    def say(self, job: Import, *, applied: bool, report: Path) -> None:
        """The row report, and the counts of it."""
        with report.open("w", encoding="utf-8", newline="") as target:
            write_report(job, target)
        for outcome in RowOutcome:
            self.stdout.write(f"{PRINTED[outcome]}: {job.counts[outcome.value]}")
        if job.vanished is not None:
            self.stdout.write(f"vanished: {job.vanished}")
        self.stdout.write(_("rows: %(rows)d, report: %(report)s") % {"rows": job.row_count, "report": report})
        if not applied:
            self.stdout.write(_("Nothing was written: this was a dry run. Add --apply to write the changes."))


def option(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form key=value")
    return key, value


def upload(path: Path, options: dict[str, Any]) -> Import:
    with path.open("rb") as file:
        return actions.upload(
            kind=options["kind"], file=File(file), file_name=path.name, source=options["source"],
            options=dict(options["option"]), replaces=options["replaces"], start=False,
        )  # fmt: skip


def certain(header: list[str], proposal: Proposal) -> list[str]:
    return ["" if title in proposal.guessed else key for title, key in zip(header, proposal.mapping, strict=True)]


def work(job: Import) -> None:
    """Do the work here; a failure speaks as the refusal it was."""
    work_to_the_end(job.pk)
    job.refresh_from_db()
    if job.state == ImportState.FAILED and job.error:
        raise ImportRefused(job.error["reason"], **job.error["params"])


def changes(job: Import) -> bool:
    """Something to write, or a row that waits for a person."""
    return any(job.counts[outcome] for outcome in ("created", "updated", "review"))


def leaves_nothing(job: Import) -> bool:
    """A dry run, a refused file, and a list that changed nothing leave no trace in the ledger."""
    job.refresh_from_db()
    if job.apply_started_at is None:
        return True
    return job.state == ImportState.APPLIED and not changes(job) and not job.replaces


def forget(job: Import) -> None:
    """With what the import keeps beside the records: that its source said so, and the source itself."""
    if job.apply_started_at is not None:
        job.importer.after_undo(job.undo_context)
    actions.discard(job=job)
