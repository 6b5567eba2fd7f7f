"""A supply event as its pages tell it."""

from valuechains.documents import Document
from valuechains.enums import Confidence, EventKind
from valuechains.views.reading import day


def told(event: Document) -> Document:
    """The event with its days, kind and confidence in words."""
    return {
        **event,
        "day": day(event["occurred"]),
        "kindName": EventKind(event["kind"]).label,
        "confidenceName": Confidence(event["confidence"]).label,
        "untilDay": day(event["until"]) if event["until"] else "",
    }
