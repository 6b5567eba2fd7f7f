"""Following by mail: confirmed first, told once, stopped by a link, and never more than the page says."""

import datetime
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from companies.letters import send_waiting
from permits.models import ProcedureEvent
from permits.timetable.following import changes
from permits.trajectories import EventKind
from permits.trajectories.planning import change_planned_date, plan_date
from permits.trajectories.releasing import release_events
from publication.following import actions, telling
from publication.models import Follower
from tests.factories import UserFactory
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded

pytestmark = pytest.mark.django_db
K = EventKind


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PUBLIC_FORM_FASTEST = 0
    cache.clear()


@pytest.fixture
def one():
    trajectory = TrajectoryFactory(slug="fabriek", title_nl="Fabriek", title_en="Plant", visibility="public")
    return procedure(trajectory)


def release(one, *events):
    recorded(one, *events)
    records = list(ProcedureEvent.objects.filter(procedure=one, release=None))
    release_events(trajectory=one.trajectory, records=records, user=UserFactory())


def ask(client, email="lezer@example.org", language="nl", slug="fabriek"):
    with override(language):
        target = client.get(reverse("permits:follow", args=[slug]))["Location"]
    page = client.get(target)
    with override(language):
        assert f'<a href="{reverse("permits:trajectories")}">' in page.content.decode().partition("<h1")[0]
    stamp = re.search(r'name="stamp" value="([^"]+)"', page.content.decode()).group(1)
    return client.post(target, {"email": email, "rhythm": "at-once", "stamp": stamp, "contact_reference": ""})


def sent():
    send_waiting()
    return mail.outbox


def link(body, word):
    return re.search(rf"https?://[^/\s]+(/\S+/{word}/)", body).group(1)


def followed(client):
    ask(client)
    client.post(link(sent()[-1].body, "bevestigen"))
    mail.outbox.clear()
    return Follower.objects.get()


def test_nobody_follows_before_the_link_is_confirmed(client, one):
    response = ask(client)
    assert response.status_code == 302
    assert "mail" in client.get(response["Location"]).content.decode()
    release(one, happened(K.RECEIVED, "2026-01-14"))
    assert telling.tell_at_once() == 0
    confirm = link(sent()[0].body, "bevestigen")
    assert client.get(confirm).status_code == 200
    assert Follower.objects.get().confirmed_at is None
    client.post(confirm)
    assert Follower.objects.get().confirmed_at is not None


def test_what_was_public_already_is_no_news(client, one):
    release(one, happened(K.RECEIVED, "2026-01-14"))
    followed(client)
    assert telling.tell_at_once() == 0


def test_news_is_told_once(client, one):
    followed(client)
    release(one, happened(K.RECEIVED, "2026-01-14"))
    assert telling.tell_at_once() == 1
    assert telling.tell_at_once() == 0
    (letter,) = sent()
    assert "14 januari 2026" in letter.body
    assert "11 maart 2026" in letter.body
    assert sent() == [letter]


def test_a_planned_date_is_told_when_it_is_set_and_when_it_moves_with_its_reason(client, one):
    followed(client)
    planned = plan_date(procedure=one, milestone="decision", on=datetime.date(2026, 12, 30), user=UserFactory())
    assert telling.tell_at_once() == 1
    assert "besluit is gepland op 30 december 2026." in sent()[-1].body
    change_planned_date(
        planned=planned, to=datetime.date(2027, 1, 13), reason="advice", text_nl="Later.", text_en="Later.",
        user=UserFactory(),
    )  # fmt: skip
    assert telling.tell_at_once() == 1
    line = "besluit is nu gepland op 13 januari 2027; het was 30 december 2026 (advies komt later)."
    assert line in sent()[-1].body
    assert telling.tell_at_once() == 0


def test_who_followed_before_planned_dates_were_told_hears_no_old_ones(one):
    plan_date(procedure=one, milestone="decision", on=datetime.date(2026, 12, 30), user=UserFactory())
    now = actions.state_of(actions.new_follower("trajectories", "fabriek", "lezer@example.org", "nl", "at-once"))
    told_then = {slug: {name: value for name, value in row.items() if name != "planned"} for slug, row in now.items()}
    assert changes(told_then, now) == []


def test_two_workers_at_once_and_a_replay_write_one_mail(client, one):
    stale = followed(client)
    release(one, happened(K.RECEIVED, "2026-01-14"))
    now = actions.state_of(stale)
    assert telling.tell_at_once() == 1
    assert not telling._tell(stale, now)
    assert telling.tell_at_once(anyway=True) == 0
    assert len(sent()) == 1


def test_mails_can_be_stopped_by_the_mail_program(client, one):
    followed(client)
    release(one, happened(K.RECEIVED, "2026-01-14"))
    telling.tell_at_once()
    (letter,) = sent()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/.+)>", letter.extra_headers["List-Unsubscribe"]).group(1)
    elsewhere = {"sec-fetch-site": "cross-site", "origin": "https://mail.example.org"}
    response = client.post(address, {"List-Unsubscribe": "One-Click"}, headers=elsewhere)
    assert response.status_code == 200
    assert Follower.objects.count() == 0


def test_what_is_internal_is_not_told(client, one):
    followed(client)
    recorded(one, happened(K.RECEIVED, "2026-01-14"))
    assert telling.tell_at_once() == 0
    assert sent() == []


def test_one_link_stops_it_and_the_address_is_gone(client, one):
    followed(client)
    release(one, happened(K.RECEIVED, "2026-01-14"))
    telling.tell_at_once()
    stop = link(sent()[0].body, "stoppen")
    assert client.get(stop).status_code == 200
    assert Follower.objects.count() == 1
    assert client.post(stop).status_code == 200
    assert Follower.objects.count() == 0
    assert client.get(stop).status_code == 404


def test_mails_are_in_the_language_that_was_asked_in(client, one):
    ask(client, language="en")
    assert "Follow Plant?" in sent()[0].subject


def test_an_address_that_follows_already_gets_no_second_row(client, one):
    followed(client)
    first = ask(client, email="LEZER@example.org")
    assert Follower.objects.count() == 1
    assert first["Location"] == ask(client, email="nieuw@example.org")["Location"]


def test_of_two_requests_at_once_the_second_takes_the_row_of_the_first(one):
    first = actions.new_follower("trajectories", "fabriek", "lezer@example.org", "nl", "at-once")
    assert actions.new_follower("trajectories", "fabriek", "Lezer@example.org", "en", "digest") == first


def test_a_link_that_was_not_confirmed_in_time_is_dead_and_forgotten(client, one):
    ask(client)
    confirm = link(sent()[0].body, "bevestigen")
    Follower.objects.update(asked_at=timezone.now() - datetime.timedelta(days=8))
    assert client.post(confirm).status_code == 404
    assert actions.forget() == 1


@pytest.mark.parametrize("token", ["x", "abc:def", "a" * 300])
def test_a_made_up_link_says_nothing(client, one, token):
    with override("nl"):
        response = client.get(reverse("following:stop", args=[token]))
    assert response.status_code == 404
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("email", ["", "geen adres", "a@b", "x" * 260 + "@example.org"])
def test_a_bad_address_is_named(client, one, email):
    response = ask(client, email=email)
    assert response.status_code == 422
    assert not Follower.objects.exists()


def test_a_trajectory_that_is_not_public_cannot_be_followed(client):
    TrajectoryFactory(slug="binnen")
    with override("nl"):
        assert client.get(reverse("permits:follow", args=["binnen"])).status_code == 404
