"""One way to fold text for search and for sorting."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
#: Control characters but those that end a line or a column, and two signs that no file of XML can hold.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


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
