"""Free text of a list that looks as if it held personal data is taken in, and flagged for people to look at."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop, override

from imports.reasons import Issue
from publication.personal import LABELS, personal_data_in

__all__ = ["personal_data"]

HOLDS = gettext_noop("seems to hold %(what)s: look whether the register may keep it")


def personal_data(values: Mapping[str, Any], free: Iterable[str]) -> Iterator[Issue]:
    """One issue for each of the ``free`` texts and each kind of data in it; the text itself is not told again."""
    for name in free:
        if name in values:
            for kind in personal_data_in(values[name]):
                yield Issue(name, "", HOLDS, params={"what": [_untranslated(kind)]})


@cache
def _untranslated(kind: str) -> str:
    """Each reader gets it in their own language."""
    with override("en"):
        return str(LABELS[kind])
