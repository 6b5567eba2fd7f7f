"""The stamp that a page for visitors carried some seconds ago; for tests that send its form."""

import time
from unittest import mock

from companies.guard import GuardedForm


def stamp_of(form: type[GuardedForm], seconds_ago: float = 60) -> str:
    """As the page gave it that long ago."""
    with mock.patch("django.core.signing.time.time", return_value=time.time() - seconds_ago):
        return form.new_stamp()
