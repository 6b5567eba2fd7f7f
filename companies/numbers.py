"""Numbers by which the Dutch registers know an organisation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: The eleven test of an RSIN: digits times these weights add up to a multiple of eleven.
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_rsin(digits: str) -> bool:
    """Nine digits that pass the eleven test; all zeros do not count."""
    if len(digits) != len(WEIGHTS) or not (digits.isascii() and digits.isdigit()) or not int(digits):
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11 == 0


def check_rsin(value: str) -> None:
    if not is_rsin(value):
        raise ValidationError(_("An RSIN has nine digits that pass the eleven test; this one does not."))
