"""Lists and conditions of a row that can only be read, in words: who reads a version need not know JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.html import format_html_join

from permits.law.columns import SECTIONS
from permits.law.storing import as_document
from permits.law.wording import DocumentWords, in_both
from permits.models import LawRow
from valuechains.models import Stage

NOTHING = "–"


def in_words(model: type[LawRow], name: str) -> Callable[[Any], str]:
    """A column for the admin that shows the field ``name`` line by line; it carries the label of the field."""

    def shown(row: Any) -> str:
        lines = lines_of(row, name)
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines)) if lines else NOTHING

    shown.__name__ = f"{name}_in_words"
    field: Any = model._meta.get_field(name)
    shown.short_description = field.verbose_name  # type: ignore[attr-defined]
    return shown


def lines_of(row: Any, name: str) -> Sequence[str]:
    value = getattr(row, name)
    if name == "stages":
        stages = {stage.slug: str(stage) for stage in Stage.objects.all()}
        return [stages.get(slug, slug) for slug in value]
    if isinstance(value, list) and value and isinstance(value[0], dict) and "nl" in value[0]:
        return [in_both(one) for one in value]
    section = next(one for one in SECTIONS.values() if one.model is type(row))
    member = next((one.member for one in section.columns if name in one.fields), name)
    words = getattr(row, "_words", None)
    if words is None:
        words = row._words = DocumentWords(as_document(row.version))
    if name == "condition" or member == "askIf":
        return [words.conditions.say(value)]
    return words.lines(section.name, name if member == "term" else member, value)
