"""Numbers by which the Dutch registers know an organisation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publication.numbers import passes_eleven_test

is_rsin = passes_eleven_test


def check_rsin(value: str) -> None:
    if not is_rsin(value):
        raise ValidationError(_("An RSIN has nine digits that pass the eleven test; this one does not."))
