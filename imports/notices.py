"""Tell the person who brought a list that it is ready, applied or failed: a note in the admin and a mail."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from imports.enums import ImportState
from imports.models import Import, Notice
from imports.queueing import wake_for_notice


def note_end(job: Import) -> None:
    """Called in the transaction that ends a phase, so that there is one note for it."""
    reader = (job.undo_user_id if job.state == ImportState.TAKEN_BACK else None) or job.user_id
    if reader is None:
        return
    notice = Notice.objects.create(user_id=reader, job=job, state=job.state)
    wake_for_notice(notice.pk)


def mail(notice_id: int) -> None:
    """Send the mail of a note once, in the language of its reader. A mail server that is away raises ``OSError``."""
    with transaction.atomic():
        waiting = Notice.objects.select_for_update().unsent().filter(pk=notice_id)
        if not waiting.update(attempts=F("attempts") + 1):
            return
    notice = Notice.objects.select_related("user", "job").get(pk=notice_id)
    if notice.user.email:
        with translation.override(getattr(notice.user, "language", settings.LANGUAGE_CODE)):
            body = render_to_string(
                "imports/mail.txt", {"job": notice.job, "notice": notice, "site": settings.SITE_URL}
            )
            send_mail(subject(notice), body, None, [notice.user.email])
    Notice.objects.filter(pk=notice_id).update(mailed_at=timezone.now())


def subject(notice: Notice) -> str:
    """One line in the language of this moment."""
    name = " ".join(notice.job.file_name.split())[:100]
    if notice.state == ImportState.PLANNED:
        return gettext("The list “%(name)s” is ready to look at") % {"name": name}
    if notice.state == ImportState.APPLIED:
        return gettext("The list “%(name)s” has been applied") % {"name": name}
    if notice.state == ImportState.TAKEN_BACK:
        return gettext("The list “%(name)s” has been taken back") % {"name": name}
    return gettext("The list “%(name)s” could not be taken in") % {"name": name}
