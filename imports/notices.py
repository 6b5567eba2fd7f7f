"""Tell people that a list is ready, applied or failed: a note in the admin and a mail.

Who brought it hears it. Of a list that came with a key, or by the command, nobody is watching: everybody who may work
on such lists hears it, until one of them has. A partner who delivered it hears by mail how it ended.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from imports.enums import ImportState, RowOutcome
from imports.models import Import, Notice
from imports.queueing import wake_for_notice

#: Whose permissions are those of their roles; nobody signs in with it here.
PERMISSIONS = "django.contrib.auth.backends.ModelBackend"
#: Ends that a partner hears of; of a list that was stopped the team needs no note, for one of them stopped it.
TOLD_TO_PARTNERS = (ImportState.APPLIED, ImportState.FAILED, ImportState.CANCELLED, ImportState.TAKEN_BACK)


def note_end(job: Import) -> None:
    """Called in the transaction that ends a phase, so that there is one note for it and each reader."""
    for notice in Notice.objects.bulk_create(
        [Notice(user_id=reader, job=job, state=job.state) for reader in _readers(job)]
    ):
        wake_for_notice(notice.pk)
    tell_partner(job)


def tell_partner(job: Import) -> None:
    """Called in the transaction that ends the import. Partners have no pages here: their note is a mail alone."""
    if job.state in TOLD_TO_PARTNERS and job.deliverer is not None and not job.deliverer.is_staff:
        notice = Notice.objects.create(user=job.deliverer, job=job, state=job.state, read_at=timezone.now())
        wake_for_notice(notice.pk)


@contextmanager
def settling(job: Import) -> Iterator[None]:
    """Somebody does the step that this import waits for: nobody else needs to look. What comes of it is new again."""
    asked = list(Notice.objects.filter(job=job, read_at=None).values_list("pk", flat=True))
    yield
    Notice.objects.filter(pk__in=asked, read_at=None).update(read_at=timezone.now())


def _readers(job: Import) -> Sequence[int]:
    person = (job.undo_user_id if job.state == ImportState.TAKEN_BACK else None) or job.user_id
    if person is not None:
        return [person]
    if job.deliverer_id is not None:
        return _team(job)
    # The command tells its own end; what its rows leave to decide is told to who decides.
    return _team(job) if job.state == ImportState.APPLIED and to_review(job) else []


def _team(job: Import) -> list[int]:
    """Everybody who may look at lists of this kind and apply them."""
    people = get_user_model()._default_manager.with_perm("imports.add_import", backend=PERMISSIONS)
    return [one.pk for one in people.filter(is_staff=True).order_by("pk") if job.importer.is_for(one)]


def to_review(job: Import) -> int:
    """Rows that wait for a decision."""
    return int(job.counts.get(RowOutcome.REVIEW, 0))


def mail(notice_id: int) -> None:
    """Send the mail of a note once, in the language of its reader. A mail server that is away raises ``OSError``."""
    with transaction.atomic():
        waiting = Notice.objects.select_for_update().unsent().filter(pk=notice_id)
        if not waiting.update(attempts=F("attempts") + 1):
            return
    notice = Notice.objects.select_related("user", "job__deliverer").get(pk=notice_id)
    if notice.user.email:
        with translation.override(getattr(notice.user, "language", settings.LANGUAGE_CODE)):
            to_partner = notice.user_id == notice.job.deliverer_id and not notice.user.is_staff
            template = "imports/mail_partner.txt" if to_partner else "imports/mail.txt"
            body = render_to_string(template, {"job": notice.job, "notice": notice, "site": settings.SITE_URL})
            send_mail(subject(notice), body, None, [notice.user.email])
    Notice.objects.filter(pk=notice_id).update(mailed_at=timezone.now())


def subject(notice: Notice) -> str:
    """One line in the language of this moment."""
    name = " ".join(notice.job.file_name.split())[:100]
    if notice.state == ImportState.NEEDS_MAPPING:
        return gettext("The columns of the list “%(name)s” are to be matched") % {"name": name}
    if notice.state == ImportState.PLANNED:
        return gettext("The list “%(name)s” is ready to look at") % {"name": name}
    if notice.state == ImportState.APPLIED and to_review(notice.job):
        rows = to_review(notice.job)
        text = ngettext(
            "The list “%(name)s” has been applied; %(rows)d row waits for a decision",
            "The list “%(name)s” has been applied; %(rows)d rows wait for a decision",
            rows,
        )
        return text % {"name": name, "rows": rows}
    if notice.state == ImportState.APPLIED:
        return gettext("The list “%(name)s” has been applied") % {"name": name}
    if notice.state == ImportState.TAKEN_BACK:
        return gettext("The list “%(name)s” has been taken back") % {"name": name}
    if notice.state == ImportState.CANCELLED:
        return gettext("The list “%(name)s” was stopped") % {"name": name}
    return gettext("The list “%(name)s” could not be taken in") % {"name": name}
