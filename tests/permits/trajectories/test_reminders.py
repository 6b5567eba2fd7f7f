"""Mails before and after a term: once each, to whom it concerns; and the personal calendar."""

import datetime
from smtplib import SMTPException
from unittest import mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from permits.models import CalendarFeed, Reminder
from permits.tasks import remind
from permits.trajectories import EventKind
from permits.trajectories.feeds import new_feed, revoke_feed
from permits.trajectories.filing import assign
from permits.trajectories.planning import plan_date
from permits.trajectories.reminders import kind_for, note_due, send_waiting
from permits.views import feeds as feed_views
from tests.factories import UserFactory
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded

pytestmark = pytest.mark.django_db
K = EventKind
TODAY = datetime.date(2026, 11, 22)


def due_in(days: int, **given):
    """A procedure whose term ends in about so many days: eight weeks after receipt."""
    received = timezone.localdate() - datetime.timedelta(days=56 - days)
    trajectory = TrajectoryFactory(**{"assignee": UserFactory(staff=True), **given})
    return recorded(procedure(trajectory), happened(K.RECEIVED, received))


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (31, None), (30, "before-30"), (8, "before-30"), (7, "before-7"), (0, "before-7"), (-1, "passed"),
        (-14, "passed"), (-15, None),
    ],
)  # fmt: skip
def test_which_reminder_is_due(days, kind):
    assert kind_for(TODAY + datetime.timedelta(days=days), TODAY) == kind


class TestMails:
    def test_one_mail_to_the_assignee_in_their_language(self):
        one = due_in(20, assignee=UserFactory(staff=True, english=True))
        assert remind() == 1
        (message,) = mail.outbox
        assert message.to == [one.trajectory.assignee.email]
        assert "near" in message.subject
        assert one.trajectory.get_absolute_url() in message.body
        assert str(one.trajectory.organisation) not in message.subject

    def test_however_often_it_runs(self):
        due_in(20)
        due_in(-5)
        assert remind() == 2
        assert [remind() for _number in range(3)] == [0, 0, 0]
        assert len(mail.outbox) == 2
        assert Reminder.objects.count() == 2

    def test_a_message_delivered_twice_sends_once(self):
        due_in(20)
        note_due()
        with mock.patch("permits.trajectories.reminders._mail") as sent:
            sent.side_effect = lambda reminder: send_waiting()
            send_waiting()
        assert sent.call_count == 1

    def test_a_term_that_moves_is_a_term_of_its_own(self):
        one = due_in(20)
        remind()
        recorded(one, happened(K.EXTENDED, timezone.localdate(), weeks=1))
        assert remind() == 1
        assert len(mail.outbox) == 2

    def test_when_the_mail_server_is_away_it_is_tried_again(self):
        due_in(20)
        with mock.patch("permits.trajectories.reminders.send_mail", side_effect=SMTPException("away")):
            assert remind() == 0
        assert Reminder.objects.get().sent_at is None
        assert remind() == 1

    @pytest.mark.parametrize("given", [{"assignee": None}, {"is_example": True}])
    def test_nobody_is_mailed_about(self, given):
        due_in(20, **given)
        assert remind() == 0

    def test_whom_it_no_longer_concerns_gets_none(self):
        one = due_in(20)
        note_due()
        assign(trajectory=one.trajectory, assignee=None)
        assert send_waiting() == 0
        assert mail.outbox == []

    def test_what_is_done_is_not_reminded_of(self):
        one = due_in(20)
        recorded(one, happened(K.WITHDRAWN, timezone.localdate()))
        assert remind() == 0

    def test_it_costs_the_same_for_many(self, django_assert_max_num_queries):
        for _number in range(6):
            due_in(20)
        with django_assert_max_num_queries(4):
            note_due()


class TestCalendar:
    @pytest.fixture(autouse=True)
    def _empty_cache(self):
        cache.clear()

    def test_it_holds_statutory_and_planned_dates_of_ones_own(self, client):
        one = due_in(20)
        planned = timezone.localdate() + datetime.timedelta(days=9)
        plan_date(procedure=one, milestone="decision", on=planned, user=None)
        due_in(25)
        response = client.get(new_feed(user=one.trajectory.assignee))
        lines = response.content.decode().splitlines()
        assert response["Content-Type"].startswith("text/calendar")
        assert "no-store" in response["Cache-Control"]
        days = sorted(line for line in lines if line.startswith("DTSTART"))
        assert days == sorted(f"DTSTART;VALUE=DATE:{day:%Y%m%d}" for day in (one.due_on, planned))
        assert CalendarFeed.objects.get().last_used_on == timezone.localdate()

    def test_only_the_fingerprint_of_the_secret_is_kept(self):
        secret = new_feed(user=UserFactory(staff=True)).rsplit("/", 1)[-1].removesuffix(".ics")
        assert len(secret) >= 43
        assert secret not in str(CalendarFeed.objects.values().get())

    def test_a_new_address_ends_the_old_one_and_it_can_be_ended(self, client):
        user = UserFactory(staff=True)
        old = new_feed(user=user)
        new = new_feed(user=user)
        assert client.get(old).status_code == 404
        assert client.get(new).status_code == 200
        revoke_feed(user=user)
        assert client.get(new).status_code == 404

    def test_a_closed_account_has_none(self, client):
        user = UserFactory(staff=True)
        url = new_feed(user=user)
        user.is_active = False
        user.save()
        assert client.get(url).status_code == 404

    def test_reading_and_guessing_too_often_is_refused(self, client, monkeypatch):
        monkeypatch.setattr(feed_views, "MOST", 3)
        url = new_feed(user=UserFactory(staff=True))
        assert [client.get(url).status_code for _number in range(4)] == [200, 200, 200, 429]
        wrong = reverse("permits-feed", args=["geraden"])
        answers = [client.get(wrong).status_code for _number in range(4)]
        assert answers == [404, 404, 404, 429]
        assert client.get(wrong)["Retry-After"]

    def test_the_page_shows_the_address_once(self, client, officer):
        page = reverse("admin:permits_trajectory_calendar")
        shown = client.post(page)
        assert shown.context["url"] in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        assert "term-calendar" not in client.get(page).content.decode()
        client.post(page, {"revoke": "1"})
        assert not CalendarFeed.objects.filter(revoked_at__isnull=True).exists()
