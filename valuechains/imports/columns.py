"""The columns of a list of facts, and the closed lists that their cells are looked up in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from imports.cleaners import NO, NUMBER, YES, choice, choices, split_list, text
from imports.importers import Column
from imports.reasons import BadValue
from imports.vocabulary import Vocabulary
from valuechains.enums import Confidence
from valuechains.facts import FACTS
from valuechains.models import Material, Source

PERCENT = re.compile(r"\s*%$")
#: Facts whose value is a list of texts, which a cell parts by semicolons.
TEXTS = frozenset({"symbols", "members"})
NOT_JSON = gettext_noop("is not valid JSON: texts stand between double quotes, decimals have a point")

COLUMNS: tuple[Column, ...] = (
    Column(
        "material", _("material"), ("grondstof", "materiaal", "element", "metaal", "naam"), True, choice("materials")
    ),
    Column("key", _("fact"), ("feit", "kenmerk", "eigenschap", "indicator"), True, choice("facts")),
    Column(
        "value", pgettext_lazy("of a fact", "value"), ("waarde", "gegeven", "getal", "uitkomst"), True,
        text(longest=4000, lines=True),
        help=_("A number, a percentage, yes or no, texts parted by semicolons; JSON for a fact of several parts."),
    ),
    Column("period", _("period"), ("periode", "jaar", "jaren", "year", "years"), clean=text(longest=20)),
    Column("stage", _("stage of the fact"), ("fase", "stage"), clean=text(longest=20)),
    Column("scope_nl", _("scope (Dutch)"), ("reikwijdte", "gebied"), clean=text(longest=150)),
    Column("scope_en", _("scope (English)"), ("scope",), clean=text(longest=150)),
    Column("note_nl", _("note (Dutch)"), ("toelichting", "opmerking"), clean=text(longest=2000, lines=True)),
    Column("note_en", _("note (English)"), ("note",), clean=text(longest=2000, lines=True)),
    Column("confidence", _("confidence"), ("zekerheid", "betrouwbaarheid"), clean=choice("confidence")),
    Column("sources", _("sources"), ("bron", "bronnen", "source"), clean=choices("sources")),
)  # fmt: skip


def vocabularies() -> Mapping[str, Vocabulary]:
    """Two queries, whatever the number of rows."""
    sources = Source.objects.order_by("slug").values_list("slug", flat=True)
    return {
        "materials": _materials(),
        "facts": _named({key: kind.label for key, kind in FACTS.items()}),
        "confidence": _named({one.value: one.label for one in Confidence}),
        "sources": Vocabulary((slug, slug) for slug in sources),
    }


def _materials() -> Vocabulary:
    """A material by its web name, its names in both languages, its other names and its symbols."""
    materials = list(Material.objects.all())
    names = [(one.slug, one) for one in materials]
    for one in materials:
        names += [(name, one) for name in (one.name_nl, one.name_en, *one.aliases, *one.symbols)]
    return Vocabulary(names, shown=[name for one in materials for name in (one.name_nl, one.name_en)])


def _named(labels: Mapping[str, Any]) -> Vocabulary:
    """Codes, and what they are called in each language."""
    names = [(key, key) for key in labels]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names += [(str(label), key) for key, label in labels.items()]
    return Vocabulary(names, shown=[name for name, _key in names if name not in labels])


def value_of(key: str, cell: str) -> Any:
    """What a cell says of this fact: as people write it, or as JSON. ``BadValue`` when it is neither."""
    example = FACTS[key].example
    if isinstance(example, bool) and cell.casefold() in YES | NO:
        return cell.casefold() in YES
    if isinstance(example, int | float) and NUMBER.match(number := PERCENT.sub("", cell)):
        found = float(number.replace(",", "."))
        return int(found) if found.is_integer() else found
    if isinstance(example, str):
        return cell.casefold()
    if key in TEXTS and not cell.startswith("["):
        return split_list(cell)
    try:
        return json.loads(cell)
    except ValueError:
        raise BadValue(NOT_JSON) from None
