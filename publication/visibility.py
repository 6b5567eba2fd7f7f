"""Change who may see records, whatever their kind."""

import datetime
from collections.abc import Iterable

from publication.enums import Visibility
from publication.models import Publishable
from publication.publishing import publishing


def change_visibility(
    *, records: Iterable[Publishable], visibility: Visibility, embargo_until: datetime.date | None = None
) -> int:
    """Give these records one visibility and rebuild their listings; gives how many changed. Each change has history.

    Only an embargo has a date: ``ValueError`` when it lacks one, or when another visibility brings one.
    """
    if (visibility == Visibility.EMBARGOED) != (embargo_until is not None):
        raise ValueError("An embargo needs a date, and only an embargo has one.")
    changed = 0
    with publishing():
        for record in records:
            if (record.visibility, record.embargo_until) == (visibility, embargo_until):
                continue
            record.visibility, record.embargo_until = visibility, embargo_until
            record.save()
            changed += 1
    return changed
