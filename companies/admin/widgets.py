"""A select that stays light when a form has many rows."""

from collections.abc import Mapping
from typing import Any, ClassVar

from publication.admin.choosing import OneRecord


class KnownSelect(OneRecord):
    """Search-as-you-type select whose present choices are ``known`` already and need no query."""

    known: Mapping[str, str]
    empty: ClassVar[Mapping[str, str]] = {}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        known = getattr(self, "known", self.empty)
        chosen = [str(one) for one in value if one not in (None, "")]
        if any(one not in known for one in chosen):
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, one, known[one], True, 1) for one in chosen]
        return [(None, options, 0)]
