"""How many random examples a property test tries."""

from typing import Any

from hypothesis import settings


def examples(number: int, **options: Any) -> settings:
    """``number`` in the suite, which anybody waits for; ten times as many under ``make explore``.

    Say it where an example is dear, or where a rule deserves more than the hundred that are tried otherwise.
    """
    return settings(max_examples=number * settings().max_examples // 100, **options)
