"""Where a text may break: a reference nowhere, a long Dutch compound between its parts."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SOFT_HYPHEN = "\u00ad"
#: Shorter words fit on any screen that we look at, in the largest heading.
LONG = re.compile(r"[^\W\d_]{16,}")
#: Before these a compound may break. No word list of a browser is needed, and most have none for Dutch.
PARTS = re.compile(
    r"(?<=[^\W\d_]{4})(?=hoofd|behandeling|ontwikkeling|infrastructuur|interventie|vergunning|verlening|activiteit"
    r"|grondstof|strategie|producten|verwerking|voorbereiding|onderzoek|instelling|programma)"
)


@register.filter
def unbroken(text: str) -> SafeString:
    """A reference such as CRM-2026-ABCDE stays on one line, and is copied as it is."""
    return format_html('<span class="unbroken">{}</span>', text)


@register.filter
def long_words(text: str) -> str:
    """Soft hyphens in long words of a heading; a search within the page and a reader that speaks pass them by."""
    return LONG.sub(lambda word: PARTS.sub(SOFT_HYPHEN, word[0]), str(text))
