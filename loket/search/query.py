"""Read a search request: text, kinds and page, with what is wrong with it in the reader's language."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _
from rapidfuzz import process

from loket.search.sources import find, kinds
from publication.finding import Found
from publication.finding.kinds import PAGES
from publication.models import ListingState
from publication.queries import Problem, read_page

LONGEST = 200
PAGE_SIZE = 20


@dataclasses.dataclass(slots=True)
class SearchQuery:
    """``everything`` is found in all kinds, ``found`` in those asked for. A text that cannot be read finds nothing."""

    text: str
    wanted: list[str]
    everything: Found
    found: Found
    page: int
    page_size: int
    problems: list[Problem]

    @classmethod
    def read(
        cls,
        data: QueryDict,
        known: Mapping[str, ListingState],
        *,
        page_size: int = PAGE_SIZE,
        largest: int = 100,
        also: Collection[str] = (),
    ) -> SearchQuery:
        problems: list[Problem] = []
        text = _text(data, problems)
        wanted = _kinds(data, problems)
        _strange(data, also, problems)
        everything = find(text, known) if text else Found([])
        found = everything.among(wanted) if wanted else everything
        page, size = read_page(data, found.count, problems, page_size=page_size, largest=largest)
        return cls(text, wanted, everything, found, page, size, problems)

    @property
    def last_page(self) -> int:
        return max(1, math.ceil(self.found.count / self.page_size))

    @property
    def past_the_end(self) -> bool:
        return any(problem.name == "page" for problem in self.problems)


def _text(data: QueryDict, problems: list[Problem]) -> str:
    text = " ".join(data.get("q", "").split())
    if len(text) > LONGEST:
        reason = _("Search with at most %(most)d characters; this is %(count)d.")
        problems.append(Problem("q", reason % {"most": LONGEST, "count": len(text)}))
        return ""
    return text


def _kinds(data: QueryDict, problems: list[Problem]) -> list[str]:
    known = [PAGES, *kinds()]
    wanted = list(dict.fromkeys(data.getlist("kind")))
    for one in wanted:
        if one not in known:
            near = ", ".join(match[0] for match in process.extract(one[:60], known, limit=3))
            reason = _("“%(value)s” is unknown; did you mean: %(names)s?")
            problems.append(Problem("kind", reason % {"value": one[:60], "names": near}))
    return [one for one in wanted if one in known]


def _strange(data: QueryDict, also: Collection[str], problems: list[Problem]) -> None:
    allowed = ["q", "kind", "page", "pageSize", *also]
    for name in data:
        if name not in allowed:
            reason = _("This parameter is unknown; known are: %(names)s.") % {"names": ", ".join(allowed)}
            problems.append(Problem(name[:60], reason))
        elif name != "kind" and len(data.getlist(name)) > 1:
            problems.append(Problem(name, _("Give this parameter once.")))
