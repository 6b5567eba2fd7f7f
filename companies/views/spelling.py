"""Did you mean: words of the register's vocabularies that look like a word which gave nothing."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from companies.views.register import Register
from publication.finding.meaning import said
from publication.index import names_of
from publication.index.registry import lock
from publication.selection import without
from publication.text import fold, words_of

_ALIKE = 70
_VOCABULARIES = ("materials", "municipalities", "stages")


def suggestions(register: Register, most: int = 3) -> list[dict[str, str]]:
    """Searches that would give something, as ``text`` and ``url``. Costs the same for any number of organisations."""
    asked = register.params.get("q", "")
    if not asked:
        return []
    names = {
        fold(name): name
        for kind in _VOCABULARIES
        for both in names_of(kind, register.known).values()
        for name in (both.get(register.language, ""),)
        if name
    }
    close = process.extract(" ".join(words_of(asked)), list(names), scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=12)
    found = [names[match] for match, _score, _index in close if _gives_something(register, names[match])]
    return [{"text": name, "url": register.address(q=name)} for name in found if name != asked][:most]


def _gives_something(register: Register, name: str) -> bool:
    selection = without(register.selection, "q")
    with lock:
        hits = said(selection.index.words, name)
    return selection.narrow("q", hits).count > 0
