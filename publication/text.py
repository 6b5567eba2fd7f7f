"""One way to fold text for search and for sorting."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case without diacritics: ``Geënergie`` becomes ``geenergie``."""
    if text.isascii():
        return text.lower()
    # Taken apart before and after: a letter of another style has its case only once it is a plain one.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order, each once."""
    return list(dict.fromkeys(WORD.findall(fold(text))))
