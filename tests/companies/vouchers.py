"""Which sources vouch for what, as it stands in the database now: for tests to look at value by value."""

from typing import Any

from companies.models import Organisation, Provenance
from companies.vouching import Voucher, vouchers_in


def vouchers(subject: str = "", **links: Any) -> list[Voucher]:
    """Of this value, or of all; ``links`` narrow the rows, such as ``organisation=…``."""
    found = vouchers_in(Provenance.objects.filter(**links).select_related("source"))
    return [one for one in found if not subject or one.subject == subject]


def voucher(organisation: Organisation, subject: str) -> Voucher:
    """The only source of this value."""
    (one,) = vouchers(subject, organisation=organisation)
    return one


def withdraw(subject: str, **links: Any) -> None:
    """No source vouches for this value any more, each with history."""
    for row in Provenance.objects.filter(vouches_for__has_key=subject, **links):
        row.vouches_for.pop(subject)
        if row.vouches_for:
            row.save()
        else:
            row.delete()
