"""Passwords that a guesser who knows the portal tries first."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Words of the province, the portal, its roles and its field. Digits that stand for letters are read as letters.
OWN_WORDS = (
    "zuidholland",
    "provincie",
    "gedeputeerde",
    "denhaag",
    "rotterdam",
    "loket",
    "crmloket",
    "grondstof",
    "grondstoffen",
    "criticalrawmaterials",
    "circulair",
    "wolfraam",
    "tungsten",
    "lithium",
    "curator",
    "beheerder",
    "vergunning",
    "welkom",
    "wachtwoord",
    "password",
    "administrator",
)
LOOKALIKES = (str.maketrans("013457$@!", "oleastsai"), str.maketrans("013457$@!", "oieastsai"))
LEAST_REST = 10


def readings(text: str) -> set[str]:
    """The letters alone, lower case, without accents, with digits read as the letters that they look like."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return {re.sub(r"[^a-z]", "", plain.translate(table)) for table in LOOKALIKES}


def without_own_words(letters: str) -> str:
    for word in sorted(OWN_WORDS, key=len, reverse=True):
        letters = letters.replace(word, "")
    return letters


class OwnWordsValidator:
    """Refuse a password that holds one of the portal's own words with little else around it.

    A sentence that happens to have such a word in it is fine: what remains without the words must be long enough.
    """

    def validate(self, password: str, user: object | None = None) -> None:
        for letters in readings(password):
            rest = without_own_words(letters)
            if rest != letters and len(rest) < LEAST_REST:
                raise ValidationError(
                    _("This password leans on a word of the portal or the province, which is easy to guess."),
                    code="password_own_word",
                )

    def get_help_text(self) -> str:
        return _("Your password must not lean on the name of the province, the portal or a role.")
