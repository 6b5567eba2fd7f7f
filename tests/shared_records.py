"""Records that all tests of a module share: made once, before its first test that asks for them.

Making a full register takes a second, looking at one page of it a hundredth. A fixture of scope ``module`` therefore
gives its work to ``fill_once``::

    @pytest.fixture(scope="module")
    def register(fill_once):
        fill_once(make_register, 20)

Around the module lies one transaction, which is rolled back after its last test. Each test runs in a savepoint within,
as always, and may write as it likes: the next test finds what was made at first. Three things to mind:

- The other tests of the module may find the records too, so those that need an empty database stand elsewhere;
  so do those that commit (``django_db(transaction=True)``).
- Hand out no record that a test may change: let the fixture of the test look it up again.
- All tests of such a module run in one worker, so that the work is not done in each.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

FillOnce = Callable[..., Any]


@pytest.fixture(scope="module")
def fill_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[FillOnce]:
    """``fill_once(make, …)`` calls ``make(…)`` in the transaction of the module, and gives its answer."""
    around = transaction.atomic()
    # The transactions of single tests nest in it, also where code asks for the outermost one (``durable``).
    around._from_testcase = True

    def fill(make: Callable[..., Any], *args: Any, **options: Any) -> Any:
        with django_db_blocker.unblock():
            return make(*args, **options)

    with django_db_blocker.unblock():
        around.__enter__()
    yield fill
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def keep_together(items: list[pytest.Item]) -> None:
    """Tests of a module with shared records go to one worker, when the run is split over several."""
    sharing = {item.path for item in items if "fill_once" in getattr(item, "fixturenames", ())}
    for item in items:
        if item.path in sharing and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(f"records of {item.location[0]}"))
