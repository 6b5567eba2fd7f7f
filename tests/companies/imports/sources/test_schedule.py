"""When the next list of a source is expected, who sees that it is due, and the one mail about it."""

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from companies import letters
from companies.list_sources import schedule
from companies.models import Letter, ListSource
from companies.tasks import tell_due_lists
from imports import undoing
from imports.models import Import
from imports.work import work_on
from tests.companies.imports.lists import HEADER, Take

D = datetime.date
ONE = f"{HEADER}\nIjzer;refining;Rotterdam\n"


@pytest.mark.parametrize(
    ("every", "agreed", "last", "since", "expected"),
    [
        (None, None, D(2026, 1, 5), None, None),
        (3, None, None, None, None),
        (3, None, None, D(2026, 1, 31), D(2026, 4, 30)),
        (None, None, None, D(2026, 1, 31), None),
        (3, None, D(2026, 11, 30), D(2026, 12, 5), D(2027, 2, 28)),
        (12, None, D(2028, 2, 29), None, D(2029, 2, 28)),
        (1, None, D(2026, 12, 31), None, D(2027, 1, 31)),
        (None, D(2026, 3, 1), None, None, D(2026, 3, 1)),
        (6, D(2026, 3, 1), None, D(2026, 1, 1), D(2026, 3, 1)),
        (6, D(2026, 3, 1), D(2026, 2, 28), None, D(2026, 3, 1)),
        (6, D(2026, 3, 1), D(2026, 3, 1), None, D(2026, 9, 1)),
        (None, D(2026, 3, 1), D(2026, 3, 2), None, None),
    ],
)
def test_the_day_of_the_next_list(every, agreed, last, since, expected) -> None:
    assert schedule.next_on(every, agreed, last, since) == expected


def test_the_first_list_is_counted_from_when_the_interval_was_agreed(take: Take, client: Client, curator) -> None:
    curator.language = "en"
    curator.save()
    source = ListSource.objects.create(name="Nieuw")
    source.history.update(history_date=datetime.datetime(2025, 1, 1, 12, tzinfo=datetime.UTC))
    assert due_on(D(2030, 1, 1)) == []
    source.expected_every = 3
    source.save()
    agreed = source.history.latest()
    agreed.history_date = datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC)
    agreed.save()
    assert (due_on(D(2026, 4, 29)), due_on(D(2026, 4, 30))) == ([], ["nieuw"])
    source.contact_name = "Jan"
    source.save()
    assert due_on(D(2026, 4, 30)) == ["nieuw"], "another change begins no new count"
    url = reverse("admin:companies_listsource_changelist")
    assert "overdue since 30 April 2026" in client.get(url, headers={"Accept-Language": "en"}).content.decode()
    one = reverse("admin:companies_listsource_change", args=[source.pk])
    assert "overdue since 30 April 2026" in client.get(one, headers={"Accept-Language": "en"}).content.decode()
    take(ONE, source="Nieuw 2026")
    assert due_on(timezone.localdate()) == [], "a list has come"


@pytest.fixture
def dcmr(take: Take) -> ListSource:
    """Two lists, under the names of two years; the later one of 31 January 2026."""
    for name, month in (("DCMR 2026", 1), ("dcmr 2025", 2)):
        job = take(ONE, source=name)
        day = datetime.datetime(2026 if month == 1 else 2025, month, 31 if month == 1 else 1, 12, tzinfo=datetime.UTC)
        Import.objects.filter(pk=job.pk).update(ended_at=day)
    source = ListSource.objects.get(key="dcmr")
    source.expected_every, source.contact_name, source.contact_email = 3, "Jan Lijst", "jan@dcmr.example"
    source.save()
    return source


def due_on(day: D) -> list[str]:
    return [one.key for one in schedule.due(ListSource.objects.all(), day)]


def test_it_is_due_from_its_day_and_overdue_after_two_weeks(dcmr: ListSource, take: Take) -> None:
    ListSource.objects.create(name="Stil")
    ListSource.objects.create(name="Verborgen", expected_on=D(2026, 1, 1), is_hidden=True)
    ListSource.objects.create(name="Nieuw", expected_on=D(2026, 4, 1))
    assert due_on(D(2026, 3, 31)) == []
    assert due_on(D(2026, 4, 29)) == ["nieuw"]
    assert due_on(D(2026, 4, 30)) == ["nieuw", "dcmr"], "the longest late first"
    (shown,) = schedule.due(ListSource.objects.filter(pk=dcmr.pk), D(2026, 4, 30))
    assert (shown.last_on, shown.next_on) == (D(2026, 1, 31), D(2026, 4, 30))
    states = [schedule.state_of(shown, D(2026, 4, 29) + datetime.timedelta(days=days)) for days in (0, 1, 14, 15)]
    assert states == ["later", "due", "due", "overdue"]
    assert [one.key for one in schedule.overdue(ListSource.objects.all(), D(2026, 5, 13))] == ["nieuw"]
    job = take(f"{HEADER};website\nIjzer;refining;Rotterdam;https://ijzer.nl\n", source="DCMR 2027")
    assert due_on(timezone.localdate()) == ["nieuw"], "a list has come"
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    assert due_on(timezone.localdate()) == ["nieuw", "dcmr"], "and was taken back"


def test_the_team_is_told_once_of_each_day(dcmr: ListSource, settings) -> None:
    tell_due_lists()
    assert not Letter.objects.exists(), "nobody to tell"
    settings.DESK_TEAM_EMAIL = "team@example.org"
    assert schedule.tell_due(D(2026, 4, 29)) == 0
    assert [schedule.tell_due(D(2026, 4, 30) + datetime.timedelta(days=days)) for days in (0, 0, 1, 90)] == [1, 0, 0, 0]
    tell_due_lists()
    assert letters.send_waiting() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["team@example.org"], "De lijst van DCMR 2026 wordt verwacht")
    assert "30 april 2026" in sent.body
    assert "31 januari 2026" in sent.body
    assert reverse("admin:companies_listsource_change", args=[dcmr.pk]) in sent.body
    assert "jan@dcmr" not in sent.body
    dcmr.expected_on = D(2026, 6, 1)
    dcmr.save()
    assert [schedule.tell_due(D(2026, 6, 1)) for _ in range(2)] == [1, 0], "another day is another mail"


def test_staff_see_what_is_due_with_whom_to_ask(dcmr: ListSource, client: Client, curator) -> None:
    curator.language = "en"
    curator.save()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    ListSource.objects.create(name="Stil")
    soon = ListSource.objects.create(name="Later", expected_on=timezone.localdate() + datetime.timedelta(days=40))
    url = reverse("admin:companies_listsource_changelist")
    page = client.get(url).content.decode()
    assert "overdue since 30 April 2026" in page
    assert "Jan Lijst, jan@dcmr.example" in page
    for question in ("due=yes", "due=overdue"):
        assert [one.key for one in client.get(f"{url}?{question}").context["cl"].result_list] == ["dcmr"]
    assert len(client.get(f"{url}?due=nonsens").context["cl"].result_list) == 3
    assert len(client.get(f"{url}?o=2").context["cl"].result_list) == 3
    start = client.get("/admin/").content.decode()
    assert "lists of sources due" in start
    assert "overdue since 30 April 2026, Jan Lijst, jan@dcmr.example" in start
    change = client.get(reverse("admin:companies_listsource_change", args=[dcmr.pk])).content.decode()
    assert "overdue since 30 April 2026" in change
    assert "since" not in client.get(reverse("admin:companies_listsource_change", args=[soon.pk])).content.decode()


def test_the_list_asks_as_many_queries_for_many_sources(dcmr: ListSource, client: Client, curator) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:companies_listsource_changelist"))
        return len(captured)

    queries()
    few = queries()
    for number in range(20):
        ListSource.objects.create(name=f"Bron {'abcdefghijklmnopqrst'[number]}", expected_on=D(2026, 1, 1))
    assert queries() == few
