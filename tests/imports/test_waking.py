"""Messages only wake: the queue away, mails, notes, and the sweep that takes up what was left lying."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone
from kombu.exceptions import OperationalError

from imports import actions, tasks
from imports.enums import ImportState
from imports.models import Import, Notice
from imports.work import sweep
from loket.models import User
from tests.imports.conftest import Bring

LIST = b"naam;voornaam\nann;Ann\nbob;Bob\n"


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, int]]:
    """What would have been put in the queue."""
    messages: list[tuple[str, int]] = []
    for task in (tasks.work, tasks.mail_notice):
        monkeypatch.setattr(task, "apply_async", lambda args, retry, task=task: messages.append((task.name, args[0])))
    return messages


@pytest.fixture
def queue_away(monkeypatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.work, "apply_async", refuse)
    monkeypatch.setattr(tasks.mail_notice, "apply_async", refuse)


def upload(user: User | None = None) -> Import:
    return actions.upload(
        kind="people", file=ContentFile(LIST), file_name="people.csv", user_id=user.pk if user else None
    )


def test_messages_carry_a_number_and_leave_after_the_transaction(db, sent, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = upload()
        assert sent == []
    assert sent == [("imports.work", job.pk)]


def test_without_a_queue_the_list_is_stored_and_waits(db, queue_away, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = upload()
    job.refresh_from_db()
    assert job.state == ImportState.UPLOADED
    assert job.waits_for_queue


def test_the_sweep_takes_up_what_was_left_lying(db, sent, settings, django_capture_on_commit_callbacks) -> None:
    lost = upload()
    busy, gone, ended = upload(), upload(), upload()
    now = timezone.now()
    Import.objects.filter(pk=busy.pk).update(state=ImportState.READING, heartbeat=now)
    Import.objects.filter(pk=gone.pk).update(state=ImportState.READING, heartbeat=now - timedelta(days=1))
    Import.objects.filter(pk=ended.pk).update(state=ImportState.CANCELLED)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep() == 2
    assert sent == [("imports.work", lost.pk), ("imports.work", gone.pk)]


def test_a_task_twice_is_as_a_task_once(bring: Bring) -> None:
    job = bring(LIST)
    actions.apply(job=job, start=False)
    tasks.work(job.pk)
    before = list(User.objects.values())
    tasks.work(job.pk)
    assert list(User.objects.values()) == before
    tasks.work(10**9)


@pytest.mark.parametrize(("language", "words"), [("nl", "Aangemaakt: 2"), ("en", "Created: 2")])
def test_the_mail_is_in_the_language_of_its_reader_and_leaves_once(bring: Bring, language: str, words: str) -> None:
    user = User.objects.create(username="c", email="c@example.org", language=language, is_staff=True)
    job = bring(LIST, user_id=user.pk)
    notice = Notice.objects.get(job=job)
    tasks.mail_notice(notice.pk)
    tasks.mail_notice(notice.pk)
    assert len(mail.outbox) == 1
    assert words in mail.outbox[0].body
    assert job.get_absolute_url() in mail.outbox[0].body
    assert "people.csv" in mail.outbox[0].subject


def test_a_mail_server_that_is_away_is_tried_again_but_not_for_ever(bring: Bring, monkeypatch) -> None:
    user = User.objects.create(username="c", email="c@example.org", is_staff=True)
    bring(LIST, user_id=user.pk)
    notice = Notice.objects.get()

    def refuse(*_args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("imports.notices.send_mail", refuse)
    for _attempt in range(Notice.MOST_ATTEMPTS + 2):
        tasks.mail_notice(notice.pk)
    notice.refresh_from_db()
    assert (notice.attempts, notice.mailed_at) == (Notice.MOST_ATTEMPTS, None)
    assert not Notice.objects.unsent().exists()


def test_a_file_name_cannot_steer_the_mail(bring: Bring) -> None:
    user = User.objects.create(username="c", email="c@example.org", is_staff=True)
    bring(LIST, name="a\r\nBcc: everybody@example.org\r\n.csv", user_id=user.pk)
    tasks.mail_notice(Notice.objects.get().pk)
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["c@example.org"]


def test_there_is_one_note_for_each_end(bring: Bring) -> None:
    user = User.objects.create(username="c", is_staff=True)
    bring(LIST, to="applied", user_id=user.pk)
    assert list(Notice.objects.order_by("pk").values_list("state", flat=True)) == ["planned", "applied"]
