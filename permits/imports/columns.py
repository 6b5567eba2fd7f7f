"""The columns of a list of trajectories, and the closed lists that their cells are looked up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from companies.models import Municipality
from imports.cleaners import Vocabularies, choice, day, number, text, yes_no
from imports.importers import Column
from imports.reasons import BadValue
from imports.vocabulary import Vocabulary
from permits.models import Authority, LawVersion, PermitType
from permits.trajectories import EventKind, Ground, Outcome


def whole(lowest: int, highest: int) -> Any:
    read = number(lowest=lowest, highest=highest)

    def clean(value: str, known: Vocabularies) -> int:
        found: Decimal = read(value, known)
        if found != int(found):
            raise BadValue(gettext_noop("is not a whole number"))
        return int(found)

    return clean


COLUMNS = (
    Column(
        "reference", _("reference"), ("referentie", "zaaknummer", "case number"), True, text(longest=80),
        _("Case number: rows with the same one are one trajectory."),
    ),
    Column("title_nl", _("title (Dutch)"), ("titel", "title", "naam"), False, text()),
    Column("title_en", _("title (English)"), ("titel_en", "titel engels"), False, text()),
    Column(
        "organisation", _("organisation"), ("organisatie", "bedrijf", "kvk"), False, text(),
        _("KvK number or web name of an organisation in the register."),
    ),
    Column("initiative", _("initiative"), ("initiatief", "initiatiefnemer", "aanvrager"), False, text()),
    Column("municipality", _("municipality"), ("gemeente",), False, choice("municipalities")),
    Column(
        "permit_type", _("permit type"), ("vergunning", "vergunningtype", "permit"), True, choice("permit_types")
    ),
    Column("authority", _("competent authority"), ("bevoegd gezag", "gezag"), False, choice("authorities")),
    Column("event", _("event"), ("gebeurtenis", "wat"), False, choice("events")),
    Column("day", _("day"), ("datum", "dag", "date"), False, day()),
    Column("until", _("until"), ("tot", "tot en met", "termijn tot"), False, day()),
    Column("weeks", _("weeks of extension"), ("weken",), False, whole(1, 6)),
    Column(
        "months", _("months of extension"), ("maanden",), False, whole(1, 6), _("Of the cap of a strategic project.")
    ),
    Column("ground", _("ground"), ("grond", "reden"), False, choice("grounds")),
    Column("outcome", _("outcome"), ("uitkomst", "besluit"), False, choice("outcomes")),
    Column("party", _("adviser"), ("adviseur",), False, text(longest=120)),
    Column("is_consent", _("consent is needed"), ("instemming",), False, yes_no()),
    Column("note", _("note"), ("notitie", "opmerking"), False, text(longest=2000, lines=True), _("Never public.")),
)  # fmt: skip


def current_law() -> LawVersion | None:
    return LawVersion.objects.in_force().first() or LawVersion.objects.available().first()


def vocabularies() -> Mapping[str, Vocabulary]:
    """Four queries, whatever the number of rows."""
    law = current_law()
    return {
        "municipalities": _municipalities(),
        "permit_types": _rows(PermitType.objects.filter(version=law).order_by("order")),
        "authorities": _rows(Authority.objects.filter(version=law).order_by("order")),
        "events": _choices(kind for kind in EventKind if kind is not EventKind.CORRECTED),
        "grounds": _choices(Ground),
        "outcomes": _choices(Outcome),
    }


def _rows(rows: Iterable[Any]) -> Vocabulary:
    """By slug and by name in both languages; what a name means when two have it is the first."""
    found = list(rows)
    names = [(one.slug, one) for one in found]
    names += [(name, one) for one in found for name in (one.name_nl, one.name_en)]
    return Vocabulary(names, shown=[name for one in found for name in (one.name_nl, one.name_en)])


def _choices(values: Iterable[TextChoices]) -> Vocabulary:
    found = list(values)
    names = [(one.value, one) for one in found]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names += [(str(one.label), one) for one in found]
    return Vocabulary(names, shown=[name for name, one in names if name != one.value])


def _municipalities() -> Vocabulary:
    found = list(Municipality.objects.all())
    names = [(one.name, one) for one in found]
    names += [(name, one) for one in found for name in (one.official_name, one.slug, one.cbs_code, *one.also_known_as)]
    return Vocabulary(names, shown=[one.name for one in found])
