"""What is kept of each row: a second time takes the place of the first, and of nothing else."""

from imports.enums import RowOutcome, RowUndo
from imports.ledger import store
from imports.models import ImportRow
from imports.rows import Outcome, Row
from tests.imports.conftest import Bring

LIST = "name;birth\nAnna;2001\nBram;2002\nCees;2003\n"


def outcome(number: int, kind: RowOutcome, record_id: int | None = None) -> Outcome:
    return Outcome(Row(number, [f"N{number}", 'a"\t\\'], {}), kind, f"N{number}", {}, [], record_id)


def test_a_second_time_overwrites_these_rows_of_this_import_alone(bring: Bring) -> None:
    job, other = bring(LIST, to="read"), bring(LIST, name="other.csv", to="read")
    for one in (job, other):
        store(one.pk, [outcome(number, RowOutcome.CREATED) for number in (2, 3, 4)])
    ImportRow.objects.filter(job=job, number__in=[2, 4]).update(undo=RowUndo.TAKEN_BACK)
    store(job.pk, [outcome(number, RowOutcome.UNCHANGED, 70 + number) for number in (4, 3)])
    told = job.rows.in_order().values_list("number", "outcome", "record_id", "undo")
    assert list(told) == [(2, "created", None, "taken_back"), (3, "unchanged", 73, ""), (4, "unchanged", 74, "")]
    assert job.rows.get(number=3).cells == ["N3", 'a"\t\\']
    assert set(other.rows.values_list("outcome", "record_id")) == {("created", None)}
