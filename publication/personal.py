"""Find what looks like personal data in free text, so that staff see it before anybody else does."""

import re

from django.utils.translation import gettext_lazy as _

from publication.numbers import passes_eleven_test

__all__ = ["LABELS", "personal_data_in"]

LABELS = {
    "mail": _("a mail address"),
    "phone": _("a telephone number"),
    "bsn": _("a citizen service number (BSN)"),
    "iban": _("a bank account number"),
    "birth": _("a date of birth"),
    "person": _("the name of a person"),
}
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![\w/=])(?:\+|00)?\d(?:[\s().-]?\d){8,12}(?!\d)")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")
NINE = re.compile(r"(?<!\d)\d{9}(?!\d)")
BIRTH = re.compile(r"(?i)\b(?:geboren|geboortedatum|born|date of birth)\b")
#: After a form of address anything; after a role or a title something that is written like a name.
PERSON = re.compile(
    r"(?i:\b(?:dhr|mevr|mr|mrs|ms|de heer|mevrouw)\b\.?)\s+\w"
    r"|(?i:\b(?:contactpersoon|contact person|t\.a\.v|attn|ing|ir|drs|dr)\b[.:]?)\s+(?:is\s+)?"
    r"[A-Z](?:\.|\w+\s+(?:(?:van|de|der|den|ten|ter|het)\s+)*[A-Z])"
)


def personal_data_in(text: str) -> list[str]:
    """The kinds found, of ``LABELS``, in a fixed order. Eight digits are a KvK number and no personal data."""
    numbers = IBAN.sub("", text)
    found = {
        "mail": MAIL.search(text),
        "phone": any(_is_phone(match.group()) for match in PHONE.finditer(numbers)),
        "bsn": any(passes_eleven_test(match.group()) for match in NINE.finditer(text)),
        "iban": IBAN.search(text),
        "birth": BIRTH.search(text),
        "person": PERSON.search(text),
    }
    return [kind for kind, hit in found.items() if hit]


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return text.lstrip().startswith(("+", "0")) and 10 <= len(digits) <= 13
