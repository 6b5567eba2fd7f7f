"""Public questions go over connections of our own where that gives the same answer, and over Django's where not."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from publication import links as ours
from publication.index.registry import states
from publication.links import _MOST_IDLE, Links, links, read_rows
from publication.versions import tokens_now
from tests.factories import StageFactory

QUESTION = "SELECT kind, changed_at FROM publication_listingstate ORDER BY kind"
on_postgresql = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the run is not on PostgreSQL"),
]


class Link:
    """Stands in for a connection; ``breaks`` says that it is gone."""

    breaks = False

    def __init__(self) -> None:
        self.closed = False

    def execute(self, question: str) -> Any:
        if self.breaks:
            raise psycopg.OperationalError("gone")
        self.asked = question
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return [(self.asked,)]

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def opened(monkeypatch) -> list[Link]:
    made: list[Link] = []

    def open_one() -> Link:
        made.append(Link())
        return made[-1]

    monkeypatch.setattr(ours, "_open", open_one)
    return made


def test_a_connection_is_used_again(opened):
    links = Links()
    assert [links.rows("a"), links.rows("b")] == [[("a",)], [("b",)]]
    assert len(opened) == 1
    links.close()
    links.rows("c")
    assert [link.closed for link in opened] == [True, False]


def test_one_that_has_gone_takes_all_others_with_it_and_a_new_one_answers(opened):
    links = Links()
    idle = [links._take() for _ in range(3)]
    for link in idle:
        links._give_back(link)
    for link in idle:
        link.breaks = True
    assert links.rows("a") == [("a",)]
    assert all(link.closed for link in idle)
    assert len(opened) == 4
    assert len(links._idle) == 1


def test_a_database_that_is_away_says_nothing_and_is_asked_once(monkeypatch):
    asked = []

    def away() -> Link:
        asked.append("away")
        raise psycopg.OperationalError("away")

    monkeypatch.setattr(ours, "_open", away)
    assert Links().rows("a") is None
    assert asked == ["away"]


def test_few_stay_open(opened):
    links = Links()
    for link in [links._take() for _ in range(_MOST_IDLE + 3)]:
        links._give_back(link)
    assert sum(not link.closed for link in opened) == _MOST_IDLE


def test_a_process_that_parted_opens_its_own(opened):
    links = Links()
    links.rows("a")
    links.forget()
    links.rows("a")
    assert [link.closed for link in opened] == [False, False]
    assert len(opened) == 2


@pytest.mark.django_db
def test_inside_a_transaction_its_own_connection_answers(opened, django_assert_num_queries):
    StageFactory(public=True)
    with django_assert_num_queries(1):
        assert [kind for kind, _moment in read_rows(QUESTION)] == ["stages"]
    assert not opened


@pytest.mark.django_db
def test_states_are_those_of_now():
    assert "stages" not in states()
    stage = StageFactory(public=True)
    first = states()["stages"]
    assert states()["stages"] is first
    stage.name_nl = "Anders"
    stage.save()
    assert states()["stages"].token != first.token


def _use_the_pool(_number: int) -> None:
    """Leaves an idle connection there: six threads at once need six."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.2)")
    connection.close()


class TestOnPostgreSQL:
    pytestmark = on_postgresql

    def test_both_ways_say_the_same(self):
        StageFactory(public=True)
        by_django = read_rows(QUESTION)
        connection.close()
        links = ours.links
        by_ours = read_rows(QUESTION)
        assert (len(links._idle), by_ours) == (1, by_django)
        assert by_ours[0][1].utcoffset() == by_django[0][1].utcoffset()
        assert connection.connection is None

    def test_what_is_not_committed_shows_to_its_own_transaction_alone(self):
        with transaction.atomic():
            StageFactory(public=True)
            assert "stages" in states()
            with ThreadPoolExecutor(1) as threads:
                assert "stages" not in threads.submit(states).result()
        connection.close()
        assert "stages" in states()

    def test_a_connection_that_is_cut_costs_nobody_an_answer(self):
        """Nor seconds: the pool's own connections are cut as well, and are not looked at one by one."""
        StageFactory(public=True)
        with ThreadPoolExecutor(6) as threads:
            list(threads.map(_use_the_pool, range(6)))
        connection.close()
        read_rows(QUESTION)
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert [kind for kind, _moment in read_rows(QUESTION)] == ["stages"]
        assert connection.connection is None


class TestText:
    pytestmark = on_postgresql

    def test_it_says_what_the_rows_say(self):
        StageFactory(public=True)
        (told,) = links.rows("SELECT token FROM publication_listingstate WHERE kind = 'stages'")
        assert tokens_now()["stages"] == told[0].hex

    def test_nothing_listed_is_no_version(self):
        assert tokens_now() == {}

    def test_one_that_was_cut_is_asked_anew(self):
        links.close()
        (number,) = links.rows("SELECT pg_backend_pid()")[0]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        assert links.text("SELECT 'there'") == "there"

    def test_what_the_database_refuses_says_nothing(self):
        assert links.text("SELECT nonsense") is None
        assert links.text("SELECT 'there'") == "there"
