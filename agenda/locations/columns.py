"""The columns of a list of locations, and the closed lists that their cells are looked up in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from agenda.locations.enums import Colour, LocationKind, Subject
from agenda.models.locations import is_past_date
from companies.imports.own_values import slug
from companies.imports.vocabularies import vocabularies as register_vocabularies
from imports.cleaners import Vocabularies, choice, degrees, number, text, web_address
from imports.days import a_day, a_month, read_day, read_month
from imports.importers import Column
from imports.reasons import BadValue
from imports.suggesting import suggesting
from imports.vocabulary import Vocabulary, plain

#: Words that lists use for the colours.
OTHER_WORDS: Mapping[Colour, tuple[str, ...]] = {
    Colour.GREEN: ("groen",),
    Colour.ORANGE: ("oranje", "geel", "amber", "yellow"),
    Colour.RED: ("rood",),
    Colour.UNKNOWN: ("?", "n.b.", "nb", "niet bekend"),
}
#: A word to suggest has more letters than this; shorter ones are marks.
MARK = 2
_SUBJECT_WORDS: Mapping[Subject, tuple[str, ...]] = {
    Subject.SPACE: ("ruimte",),
    Subject.ENVIRONMENT: ("milieucategorie", "milieu"),
    Subject.GRID: ("stroomnet", "net", "netcapaciteit", "netcongestie"),
    Subject.NITROGEN: ("stikstof",),
    Subject.WATER: (),
    Subject.QUAY: ("kade",),
}


def _past_date(value: str, _known: Vocabularies) -> str:
    """A month or a day, not to come; both may be written in other ways too."""
    day = read_day(value)
    found = day.isoformat() if day else read_month(value) or value
    if not is_past_date(found) or len(found) not in (7, 10):
        raise BadValue(gettext_noop("is not a month or day until today, such as 2026-01 or 2026-01-31"))
    return found


past_date = suggesting(_past_date, a_day, a_month)


def _told(subject: Subject, text: str) -> str:
    return gettext(text) % {"subject": subject.label}


#: In the language of who reads it: ``%`` on a lazy text would keep that of the start.
_of: Callable[[Subject, str], Any] = lazy(_told, str)


def _light(subject: Subject) -> list[Column]:
    own, words = subject.value, _SUBJECT_WORDS[subject]
    return [
        Column(own, subject.label, words, clean=choice("colours"), help=_("green, orange, red or unknown")),
        Column(
            f"{own}_value", _of(subject, gettext_noop("%(subject)s: value")), tuple(f"{word} waarde" for word in words),
            clean=text(longest=300),
        ),
        Column(f"{own}_value_en", _of(subject, gettext_noop("%(subject)s: value (English)")), clean=text(longest=300)),
        Column(
            f"{own}_date", _of(subject, gettext_noop("%(subject)s: date of the source")),
            tuple(f"{word} datum" for word in words), clean=past_date,
        ),
        Column(
            f"{own}_source", _of(subject, gettext_noop("%(subject)s: source")), tuple(f"{word} bron" for word in words),
            clean=choice("sources"),
        ),
    ]  # fmt: skip


COLUMNS: tuple[Column, ...] = (
    Column(
        "name", _("name"),
        ("naam", "locatie", "naam locatie", "locatienaam", "bedrijventerrein", "terrein", "location"),
        True, text(longest=150),
    ),
    Column("slug", _("slug"), clean=slug, help=_("Part of the web address; made from the name when left out.")),
    Column("kind", _("kind"), ("soort", "type"), clean=choice("location_kinds")),
    Column("municipality", _("municipality"), ("gemeente", "gemeentenaam"), clean=choice("municipalities")),
    Column("text_nl", _("text (Dutch)"), ("omschrijving", "toelichting"), clean=text(longest=2000, lines=True)),
    Column("text_en", _("text (English)"), ("description",), clean=text(longest=2000, lines=True)),
    Column(
        "area_ha", _("area in hectares"), ("oppervlakte", "hectare", "ha", "oppervlakte ha"),
        clean=number(lowest=0, highest=100_000, thousands=None),
    ),
    Column("website", _("website"), ("url", "web"), clean=web_address(longest=300)),
    Column("rd_x", _("x (RD New)"), ("x", "rd x"), clean=number(lowest=-7000, highest=700_000, thousands=True)),
    Column("rd_y", _("y (RD New)"), ("y", "rd y"), clean=number(lowest=-7000, highest=700_000, thousands=True)),
    Column("latitude", _("latitude"), ("breedtegraad", "lat"), clean=degrees(most=90)),
    Column("longitude", _("longitude"), ("lengtegraad", "lon", "lng"), clean=degrees(most=180)),
    Column(
        "date", _("date of the source"), ("datum", "peildatum", "datum bron"), clean=past_date,
        help=_("Of every light of the row that brings no date of its own."),
    ),
    *(column for subject in Subject for column in _light(subject)),
)  # fmt: skip


def vocabularies() -> Mapping[str, Vocabulary]:
    register = register_vocabularies()
    return {
        "municipalities": register["municipalities"],
        "sources": register["sources"],
        "colours": of_choices(Colour, OTHER_WORDS),
        "location_kinds": of_choices(LocationKind, {LocationKind.PARK: ("terrein",), LocationKind.PLOT: ("perceel",)}),
    }


def of_choices(choices: type[TextChoices], other: Mapping[Any, Iterable[str]] | None = None) -> Vocabulary:
    """By value, by label in both languages, and by other words."""
    labels: list[tuple[str, Any]] = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels += [(str(one.label), one) for one in choices]
    words = [(word, one) for one, told in (other or {}).items() for word in told]
    names = [(one.value, one) for one in choices] + labels + words
    return Vocabulary(names, shown=[name for name, _one in labels + words if len(plain(name)) > MARK])
