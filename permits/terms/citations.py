"""Where a step stands in the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from permits.terms.reading import law_rows


@dataclass(frozen=True, slots=True)
class Law:
    """An act, regulation or ruling; ``text`` is the day of the text that the rules were written from."""

    key: str
    names: Mapping[str, str]
    text: date
    source: str

    def __str__(self) -> str:
        return self.names[get_language() or "nl"]


LAWS: Mapping[str, Law] = {
    row["key"]: Law(row["key"], row["name"], date.fromisoformat(row["text"]), row["source"]) for row in law_rows()
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one law: ``Citation("atw", "4", letter="a")``; without an article the whole ruling."""

    law: str
    article: str = ""
    paragraph: str = ""
    letter: str = ""

    def __str__(self) -> str:
        values = {
            "law": str(LAWS[self.law]),
            "article": self.article,
            "paragraph": self.paragraph,
            "letter": self.letter,
        }
        if not self.article:
            return values["law"]
        if self.letter and self.paragraph:
            return _("article %(article)s(%(paragraph)s)(%(letter)s) %(law)s") % values
        if self.letter:
            return _("article %(article)s(%(letter)s) %(law)s") % values
        if self.paragraph:
            return _("article %(article)s(%(paragraph)s) %(law)s") % values
        return _("article %(article)s %(law)s") % values


ROLLING = (Citation("atw", "1", "1"), Citation("atw", "3"))
LONG_TERMS = (Citation("atw", "4", letter="a"),)
COUNTED_BACK = (Citation("atw", "1", "2"),)
EU_EVENT_DAY = Citation("eu-terms", "3", "1")
EU_ROLLING = Citation("eu-terms", "3", "4")
COMPLETION = (Citation("awb", "4:5"), Citation("awb", "4:15", "1"))
COMPLETION_PERIOD = (Citation("rvs-2016-2527"),)
OTHER_GROUNDS = (Citation("awb", "4:15", "2"),)
BIBOB = (Citation("bibob", "31"), Citation("bibob", "15"))
HOLDING_OVER = (Citation("ow", "16.61"),)
REGULAR_TERM = (Citation("ow", "16.64", "1"),)
CONSENT_TERM = (Citation("ow", "16.64", "1"), Citation("ow", "16.16"))
REGULAR_EXTENSION = (Citation("ow", "16.64", "2"),)
EXTENDED_TERM = (Citation("awb", "3:18", "1"), Citation("ow", "16.65"))
EXTENDED_EXTENSION = (Citation("awb", "3:18", "2"), Citation("ow", "16.66", "3"))
RECEIPT = (Citation("ow", "16.54a"),)
COORDINATION = (Citation("awb", "3:24"), Citation("awb", "3:25"), Citation("ow", "16.10"), Citation("ob", "10.25"))
