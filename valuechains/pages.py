"""What other apps' pages may take from here: the picture of the chain, the latest events, and how pages read."""

from typing import Any

from publication.counts import narrowed
from valuechains.flow import LEADS_TO, USE, WHAT_HAPPENS, neighbours
from valuechains.views.chain import chain_flow
from valuechains.views.events_reading import told
from valuechains.views.reading import Known, day, document, language, rows, rows_of, states_of, trail
from valuechains.views.requests import plain_problems

__all__ = [
    "LEADS_TO",
    "USE",
    "WHAT_HAPPENS",
    "Known",
    "chain_flow",
    "day",
    "document",
    "language",
    "latest_events",
    "neighbours",
    "plain_problems",
    "rows",
    "rows_of",
    "states_of",
    "trail",
]


def latest_events(known: Known, number: int) -> list[dict[str, Any]]:
    return [told(event) for event in rows(narrowed("supply-events", known), "-date", number)]
