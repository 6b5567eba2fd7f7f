"""From which score a match is sure, and from which it is for a person to judge (``loket.settings.work``)."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores run from 0 to 100. A second candidate as near as ``margin`` makes a sure match doubtful."""

    sure: int
    review: int
    margin: int


def thresholds() -> Thresholds:
    """Read anew each time."""
    return Thresholds(settings.MATCH_SURE, settings.MATCH_REVIEW, settings.MATCH_MARGIN)
