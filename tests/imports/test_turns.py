"""Lists of one kind are written in turns, and the very same list is not applied twice at a time."""

import pytest
from django.db import IntegrityError, transaction

from imports import actions
from imports.enums import ImportState
from imports.models import Import
from imports.reasons import StepNotPossible
from imports.turns import ahead_of, take_turn
from imports.work import step, work_on, work_to_the_end
from tests.imports.conftest import Bring
from tests.imports.toy import people_state

ANN = "naam;voornaam\nann;Ann\n"
BOB = "naam;voornaam\nbob;Bob\n"


def test_the_second_list_waits_until_the_first_is_done(bring: Bring) -> None:
    first, second = bring(ANN, source="A"), bring(BOB, source="B")
    actions.apply(job=first, start=False)
    assert take_turn(first)
    actions.apply(job=second, start=False)
    assert not step(second.pk), "it is not its turn"
    assert ahead_of(second) == first
    assert people_state() == []
    work_to_the_end(second.pk)
    assert [state[0] for state in people_state()] == ["ann", "bob"], "who waits helps the one ahead"
    assert set(Import.objects.values_list("state", "has_turn")) == {(ImportState.APPLIED, False)}


@pytest.mark.parametrize("end", ["cancel", "fail"])
def test_one_that_ends_badly_gives_its_turn_away(bring: Bring, monkeypatch, end: str) -> None:
    first, second = bring(ANN), bring(BOB)
    actions.apply(job=first, start=False)
    assert take_turn(first)
    actions.apply(job=second, start=False)
    if end == "cancel":
        actions.cancel(job=first)
    else:
        monkeypatch.setattr("imports.work.MOST_ATTEMPTS", 0)
        monkeypatch.setattr("tests.imports.toy.People.apply", lambda *_given: 1 / 0)
        work_on(first.pk)
        monkeypatch.undo()
    work_on(second.pk)
    assert [state[0] for state in people_state()] == ["bob"]


def test_the_same_list_at_a_time_is_refused_with_the_number_of_the_other(bring: Bring) -> None:
    first, second, elsewhere = bring(ANN, source="A"), bring(ANN, source="A"), bring(ANN, source="B")
    actions.apply(job=first, start=False)
    with pytest.raises(StepNotPossible, match=str(first.pk)):
        actions.apply(job=second, start=False)
    second.refresh_from_db()
    assert second.state == ImportState.PLANNED
    actions.apply(job=elsewhere, start=False)
    work_to_the_end(elsewhere.pk)
    assert len(people_state()) == 1


def test_the_database_itself_refuses_a_second_turn_and_a_second_time(bring: Bring) -> None:
    first, second = bring(ANN), bring(ANN)
    actions.apply(job=first, start=False)
    for values in ({"has_turn": True}, {"state": ImportState.APPLYING}):
        Import.objects.filter(pk=first.pk).update(has_turn=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            Import.objects.filter(pk=second.pk).update(**values)
