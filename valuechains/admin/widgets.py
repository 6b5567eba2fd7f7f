"""Several sources of a row, chosen by searching; the labels of those chosen already need no query a row."""

from collections.abc import Mapping
from typing import Any

from publication.admin.choosing import SeveralRecords


class KnownSelectMultiple(SeveralRecords):
    """Search-as-you-type select whose present choices are ``known`` already."""

    known: Mapping[str, str]

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        known = getattr(self, "known", {})
        chosen = [str(one) for one in value if one not in (None, "")]
        if any(one not in known for one in chosen):
            return super().optgroups(name, value, attrs)
        return [(None, [self.create_option(name, one, known[one], True, 0) for one in chosen], 0)]
