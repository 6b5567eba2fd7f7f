"""One list that somebody brought, from upload to applied."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imports.configuration import configured
from imports.enums import ENDED, MOVES, WORKING, FileFormat, ImportState
from imports.importers import Importer, importer_for
from imports.models.choice import ColumnChoice
from imports.reasons import say
from imports.rows import ImportContext
from imports.storage import digest_of_file, private_storage, random_name


def stale_before(now: datetime | None = None) -> datetime:
    """A heartbeat older than this belongs to a worker that is gone."""
    return (now or timezone.now()) - timedelta(seconds=configured("IMPORT_STALE_AFTER"))


class ImportQuerySet(models.QuerySet["Import"]):
    def working(self) -> "ImportQuerySet":
        """Imports that a worker should be busy with."""
        return self.filter(state__in=WORKING).order_by("pk")

    def left_lying(self) -> "ImportQuerySet":
        """Imports with work to do that nobody has touched for a while."""
        return self.working().filter(Q(heartbeat__isnull=True) | Q(heartbeat__lt=stale_before()))

    def before(self, job: "Import") -> list["Import"]:
        """What stood on the list of this source so far, newest first, whatever the year in its name.

        The last list that replaced all before it, and what came since: corrected rows, an addition. All there were when
        none said so.
        """
        key = ColumnChoice.source_key(job.source)
        earlier = self.filter(kind=job.kind, state=ImportState.APPLIED).exclude(pk=job.pk).order_by("-apply_started_at")
        if job.apply_started_at:
            earlier = earlier.filter(apply_started_at__lt=job.apply_started_at)
        found: list[Import] = []
        for one in earlier:
            if key and ColumnChoice.source_key(one.source) == key:
                found.append(one)
                if one.replaces:
                    break
        return found

    def same_content(self, job: "Import") -> "ImportQuerySet":
        """Other imports of the very same file, newest first."""
        return self.filter(kind=job.kind, sha256=job.sha256).exclude(pk=job.pk).order_by("-pk")

    def at_hand(self) -> "ImportQuerySet":
        """Newest first, with the person who brought them."""
        return self.select_related("user", "deliverer", "undo_user").order_by("-pk")

    def delivered_by(self, user_id: int) -> "ImportQuerySet":
        """What came with a key of this person, newest first."""
        return self.filter(deliverer_id=user_id).order_by("-pk")

    def still_good(self) -> "ImportQuerySet":
        """Those that came to something, or still may: not failed, cancelled or taken back."""
        return self.exclude(state__in=[ImportState.FAILED, ImportState.CANCELLED, ImportState.TAKEN_BACK])


class Import(models.Model):
    """A list and the state of the work on it. The row holds the truth; messages to workers only say "look"."""

    kind = models.CharField(_("kind of record"), max_length=40)
    source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("Who gave the list, and when."))
    file_name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name, max_length=200)
    file_format = models.CharField(_("format"), max_length=4, choices=FileFormat)
    delimiter = models.CharField(_("delimiter"), max_length=1, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))

    state = models.CharField(_("state"), max_length=20, choices=ImportState, default=ImportState.UPLOADED)
    header = models.JSONField(_("header"), default=list, blank=True)
    header_row = models.PositiveIntegerField(_("last row of the header"), default=1)
    sample = models.JSONField(_("first rows"), default=list, blank=True)
    mapping = models.JSONField(
        _("columns"), default=list, blank=True, help_text=_("Per column of the file our field, or empty.")
    )
    options = models.JSONField(_("options"), default=dict, blank=True)
    replaces = models.BooleanField(
        _("replaces the one before"), default=False,
        help_text=_("What stood on the last list of this source and no longer does is proposed as ceased."),
    )  # fmt: skip
    at_once = models.BooleanField(_("without a preview"), default=False, editable=False)
    vanished = models.PositiveIntegerField(_("vanished"), null=True, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    error = models.JSONField(_("error"), null=True, blank=True)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    deliverer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("delivered by"), help_text=_("Whose key brought the list through the API; the team applies it."),
    )  # fmt: skip
    claim = models.CharField(max_length=32, blank=True, editable=False)
    has_turn = models.BooleanField(default=False, editable=False)
    heartbeat = models.DateTimeField(null=True, editable=False)
    woken_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    apply_started_at = models.DateTimeField(_("apply started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    undo_started_at = models.DateTimeField(_("taken back from"), null=True, blank=True)
    undo_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("taken back by"),
    )  # fmt: skip
    undo_changed_too = models.BooleanField(_("also what others changed since"), default=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("deliver_import", "Can deliver import through the API")]
        constraints = [
            models.CheckConstraint(
                name="import_state_known",
                condition=Q(state__in=ImportState.values),
                violation_error_message=_("This state does not exist."),
            ),
            models.CheckConstraint(
                name="import_format_known",
                condition=Q(file_format__in=FileFormat.values),
                violation_error_message=_("This format does not exist."),
            ),
            models.CheckConstraint(
                name="import_failed_says_why",
                condition=~Q(state=ImportState.FAILED) | Q(error__isnull=False),
                violation_error_message=_("A failed import says why."),
            ),
            models.CheckConstraint(
                name="import_applied_has_dates",
                condition=~Q(state=ImportState.APPLIED) | Q(apply_started_at__isnull=False, ended_at__isnull=False),
                violation_error_message=_("An applied import has the dates of its start and end."),
            ),
            models.CheckConstraint(
                name="import_taken_back_has_date",
                condition=~Q(state__in=[ImportState.TAKING_BACK, ImportState.TAKEN_BACK])
                | Q(undo_started_at__isnull=False, apply_started_at__isnull=False),
                violation_error_message=_("Only an applied import is taken back, and has the date of that."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(has_turn=True),
                name="import_one_has_turn",
                violation_error_message=_("Lists of one kind are written in turns."),
            ),
            models.UniqueConstraint(
                fields=["kind", "source", "sha256"],
                condition=Q(state=ImportState.APPLYING),
                name="import_content_applied_once",
                violation_error_message=_("The same list of this source is being applied already."),
            ),
        ]
        indexes = [models.Index(fields=["state", "heartbeat"], name="import_state_heartbeat")]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("admin:imports_import_change", args=[self.pk])

    @property
    def importer(self) -> Importer:
        return importer_for(self.kind)

    @property
    def path(self) -> Path:
        return Path(self.file.path)

    @property
    def file_is_the_same(self) -> bool:
        """Whether the file is still the one that was brought."""
        try:
            return digest_of_file(self.path) == self.sha256
        except OSError:
            return False

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def brought_by(self) -> Any:
        """The person who delivered or uploaded it; None for the command line."""
        return self.deliverer or self.user

    @property
    def waits_for_queue(self) -> bool:
        """Work to do, and the last call for a worker did not get through: the sweep will take it up."""
        return self.is_working and self.woken_at is None

    @property
    def error_text(self) -> str:
        return say(self.error["reason"], self.error["params"]) if self.error else ""

    @property
    def context(self) -> ImportContext:
        applying = self.state == ImportState.APPLYING
        return ImportContext(self.pk, self.source, self.file_name, self.user_id, self.options, applying)

    @property
    def undo_context(self) -> ImportContext:
        """For taking it back: the person is who does that."""
        return ImportContext(self.pk, self.source, self.file_name, self.undo_user_id, self.options, True)

    def may_become(self, state: ImportState) -> bool:
        return state in MOVES[ImportState(self.state)]

    def move(self, state: ImportState, *, claim: str | None = None, **values: Any) -> bool:
        """Go to ``state`` if the row still stands where this object thinks (and carries ``claim``); False if not."""
        if not self.may_become(state):
            return False
        here = Import.objects.filter(pk=self.pk, state=self.state)
        if claim is not None:
            here = here.filter(claim=claim)
        values = {"heartbeat": timezone.now(), "claim": "", "has_turn": False, **values}
        if not here.update(state=state, **values):
            return False
        self.state = state
        for field, value in values.items():
            setattr(self, field, value)
        return True
