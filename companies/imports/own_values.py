"""Cleaners of what only organisations have: a name, a slug, an RSIN, the day of a status."""

import re
from datetime import date

from django.utils.translation import gettext_noop

from companies.models.organisations import RESERVED_SLUGS
from companies.names import LONGEST, is_form_alone
from companies.numbers import is_rsin
from imports.cleaners import Vocabularies, digits, text
from imports.days import a_day, a_month, read_day, read_month
from imports.reasons import BadValue
from imports.suggesting import a_slug, a_year, suggesting
from imports.vocabulary import plain
from publication.partial_dates import years_around

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
DAY = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")


def name(value: str, known: Vocabularies) -> str:
    """What neither letters nor digits tell, or a legal form alone, would be the name of any other such row too."""
    found: str = text(longest=LONGEST)(value, known)
    if not plain(found):
        raise BadValue(gettext_noop("is no name: it holds neither letters nor digits"))
    if is_form_alone(found):
        raise BadValue(gettext_noop("is no name: a legal form stands alone"))
    return found


def _slug(value: str, _known: Vocabularies) -> str:
    if len(value) > 80 or not SLUG.match(value):
        raise BadValue(gettext_noop("is not a slug: small letters, digits and hyphens, at most 80"))
    if value in RESERVED_SLUGS:
        raise BadValue(gettext_noop("is a word that the site itself uses in its addresses; choose another"))
    return value


slug = suggesting(_slug, a_slug)


def _partial_day(value: str, _known: Vocabularies) -> str:
    """2024, 2024-01 or 2024-01-31; a day and a month may be written in other ways too."""
    if not DAY.match(value):
        whole = read_day(value)
        value = whole.isoformat() if whole else read_month(value) or value
    if DAY.match(value):
        try:
            date.fromisoformat((value + "-01-01")[:10])
        except ValueError:
            pass
        else:
            if far := years_around(value):
                raise BadValue(gettext_noop("cannot be meant: the year lies outside %(first)s to %(last)s"), **far)
            return value
    raise BadValue(gettext_noop("is not a year, month or day such as 2024, 2024-01 or 2024-01-31"))


partial_day = suggesting(_partial_day, a_day, a_month, a_year)


def rsin(value: str, known: Vocabularies) -> str:
    digits_alone: str = digits(length=9)(value, known)
    if not is_rsin(digits_alone):
        raise BadValue(gettext_noop("is not an RSIN: its digits do not pass the eleven test"))
    return digits_alone
