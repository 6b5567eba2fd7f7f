"""One way to fold text for search and for sorting."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
#: Control characters but those that end a line or a column, and two signs that no file of XML can hold.
UNSEEN_CODES = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)
UNSEEN = re.compile(f"[{''.join(map(chr, UNSEEN_CODES))}]")


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
