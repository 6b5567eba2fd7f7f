"""System checks, run before anything starts: thresholds of matching that would match anything, or nothing."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def matching_thresholds(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """A typing error in one of them would make every candidate a sure match, and nobody would be asked."""
    if not 1 <= settings.MATCH_REVIEW <= settings.MATCH_SURE <= 100:
        hint = f"They are {settings.MATCH_REVIEW} and {settings.MATCH_SURE}; see docs/matching.md."
        return [Error("MATCH_REVIEW and MATCH_SURE go up, from 1 to 100.", hint=hint, id="companies.E001")]
    if settings.MATCH_MARGIN < 0 or settings.MATCH_BLOCK_LIMIT < 1 or settings.MATCH_CANDIDATES < 1:
        names = "MATCH_MARGIN is 0 or more, MATCH_BLOCK_LIMIT and MATCH_CANDIDATES are 1 or more."
        return [Error(names, hint="See docs/matching.md.", id="companies.E002")]
    return []
