"""After the retention period nothing personal is left anywhere; what is counted stays."""

import logging

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from desk import actions, attachments, mailing, retention
from desk.enums import Closer, InquiryState, MailKind
from desk.models import Inquiry
from tests.factories import InquiryFactory, PartnerFactory, UserFactory, days_ago

pytestmark = pytest.mark.django_db
PLANTED = "Persoonsgegeven"


def everything() -> str:
    """All rows of all tables as text, history and mail log included."""
    return "\n".join(str(list(model._default_manager.values())) for model in apps.get_models(include_auto_created=True))


def told(**more) -> Inquiry:
    """A question with something personal in every place that holds words."""
    inquiry = InquiryFactory(
        name=f"{PLANTED} naam", email=f"{PLANTED}@example.org", organisation_name=f"{PLANTED} BV",
        question=f"{PLANTED} vraag", origin_path=f"/nl/vergunningen/route/plan/?plot={PLANTED}+straat+1", **more,
    )  # fmt: skip
    files = attachments.check([SimpleUploadedFile(f"{PLANTED}.pdf", b"%PDF-1.7")])
    user = UserFactory(staff=True)
    actions.react(inquiry_id=inquiry.pk, text=f"{PLANTED} reactie", files=files)
    actions.note(inquiry_id=inquiry.pk, user=user, text=f"{PLANTED} notitie")
    actions.hand_over(
        inquiry_id=inquiry.pk, partner=PartnerFactory(), email=f"{PLANTED}@partner.example", text=f"{PLANTED} wens",
        language="nl", user=user,
    )  # fmt: skip
    actions.close(inquiry_id=inquiry.pk, by=Closer.STAFF)
    inquiry.refresh_from_db()
    return inquiry


def age(inquiry: Inquiry, days: int) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(closed_at=days_ago(days))


def test_nothing_personal_remains(caplog, django_capture_on_commit_callbacks):
    inquiry = told()
    link = inquiry.private_path
    file = inquiry.attachments.get().file.name
    age(inquiry, 400)
    assert PLANTED in everything()
    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        assert retention.carry_out() == (0, 1)
    assert PLANTED not in everything()
    assert not default_storage.exists(file)
    assert inquiry.reference in caplog.text
    assert PLANTED not in caplog.text
    assert Client().get(link).status_code == 404
    inquiry.refresh_from_db()
    assert (inquiry.service, inquiry.state) == ("insight", InquiryState.CLOSED)
    assert inquiry.anonymised_at is not None


def test_a_second_run_and_a_killed_run_change_nothing_more(django_capture_on_commit_callbacks):
    inquiry = told()
    age(inquiry, 400)
    assert retention.carry_out() == (0, 1)  # its files were not removed: the worker was killed
    assert default_storage.listdir("desk")[1] != []
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.carry_out() == (0, 0)
    assert retention.remove_stray_files(timezone.now() + timezone.timedelta(hours=2)) == 1
    assert default_storage.listdir("desk")[1] == []


def test_what_is_younger_or_open_stays():
    young, unanswered = told(), InquiryFactory(received_at=days_ago(900), last_activity_at=days_ago(900))
    age(young, 300)
    assert retention.carry_out() == (0, 0)
    unanswered.refresh_from_db()
    assert unanswered.name


def test_what_nobody_reacts_to_is_closed_so_that_it_grows_old():
    quiet = InquiryFactory(answered=True, last_activity_at=days_ago(61))
    lively = InquiryFactory(answered=True, last_activity_at=days_ago(59))
    assert retention.carry_out() == (1, 0)
    quiet.refresh_from_db()
    lively.refresh_from_db()
    assert (quiet.closed_by, lively.is_open) == (Closer.TIME, True)
    assert quiet.mails.get().kind == MailKind.CLOSED


def test_no_mail_leaves_after_it(post_mails):
    inquiry = InquiryFactory(old=True)
    mailing.queue(inquiry, MailKind.ANSWER)
    retention.carry_out()
    assert post_mails() == []


def test_months_end_on_the_last_day_there_is():
    moment = timezone.datetime(2027, 3, 31, tzinfo=timezone.get_current_timezone())
    assert retention.months_before(moment, 13).date().isoformat() == "2026-02-28"
    assert retention.months_before(moment, 3).date().isoformat() == "2026-12-31"
