"""Sentences that the regular and the extended procedure share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from permits.terms.lawbook import CompletionCounting, Lawbook
from permits.terms.texts import Days, Text

EXTENSION_WEEKS = _("Weeks of extension")
EXTENSION_DECIDED = _("Day on which the extension was made known")
HELD_OVER = _("Held over until")
HELD_OVER_HELP = _("Only when the decision had to wait, for example for an EIA screening: the day the wait ended.")
SUSPENSIONS = _("Suspensions")
NO_PERMIT_BY_SILENCE = _(
    "A late decision gives no permit by law. It opens the way to a notice of default, a penalty payment and an appeal."
)
TOGETHER = _(
    "%(day)s is %(name)s. Term and extension together are longer than twelve weeks: by the cautious reading the end "
    "does not move."
)
APART = _("The Algemene termijnenwet applies to the term and to the extension, each by itself.")
ALL_READINGS = _("All other readings together.")
LONGER_BIBOB = _("All days of the Bibob advice count, because the bureau waited for missing data.")
FROM_LAST_DAY = _("A suspension that was asked for on the last day of the term counts, though it begins the day after.")
RATHER_AFTER = _("The six months run after the day of receipt, so that day does not count.")


def other_counting(book: Lawbook, days: int) -> Text:
    """The days between request and end counted the other way, with the number of suspended days that it gives."""
    if book.counting is CompletionCounting.LITERAL:
        message = _("Suspension counted as the difference of the dates: %(length)s.")
    else:
        message = _("Suspension counted to the letter of the law: %(length)s.")
    return Text(message, {"length": Days(days)})
