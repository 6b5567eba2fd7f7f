"""The facts of a material in words: unknown is said, odd shapes are told as they are."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from valuechains.documents import Document
from valuechains.enums import Confidence
from valuechains.wording import FACT_HINTS, FACT_LABELS, fact_stage, unknown


def told_facts(facts: Document) -> list[dict[str, Any]]:
    """The measured facts, each with its value in words, more lines, and where it comes from."""
    return [_told(key, facts.get(key)) for key in FACT_LABELS]


def origin(fact: Document) -> dict[str, Any]:
    """Where a value comes from, ready for the template ``valuechains/_origin.html``."""
    return {
        "sources": fact["sources"],
        "period": fact.get("period", ""),
        "scope": fact.get("scope", ""),
        "stage": fact_stage(fact.get("stage")),
        "confidence": Confidence(fact["confidence"]).label,
        "note": fact.get("note", ""),
    }


def percent(share: float | int | str | None) -> str:
    """``43`` as “43%”, ``>85`` as “more than 85%”, nothing as “share unknown”."""
    if share is None:
        return _("share unknown")
    if isinstance(share, str):
        return _("more than %(share)s%%") % {"share": share[1:]} if share.startswith(">") else f"{share}%"
    return f"{localize(int(share) if share == int(share) else share)}%"


def bar(share: float | int | str | None) -> float:
    """The length of a bar for a share, from 0 to 100; a share that is not known has none."""
    if isinstance(share, str):
        digits = share.lstrip("<>~≥≤ ").replace(",", ".")
        return min(100.0, float(digits)) if digits.replace(".", "", 1).isdigit() else 0.0
    return min(100.0, max(0.0, float(share or 0)))


def main_uses(fact: Document | None) -> list[dict[str, Any]]:
    """What a material is used for, in the order of the source."""
    if not fact or not fact["value"]:
        return []
    return [
        {
            "name": use.get("name", ""),
            "member": use.get("member", ""),
            "share": percent(use.get("share")),
            "bar": bar(use.get("share")),
        }
        for use in fact["value"]
    ]


def _told(key: str, fact: Document | None) -> dict[str, Any]:
    lines = list(_lines(key, fact["value"])) if fact and fact["value"] is not None else []
    return {
        "key": key,
        "label": FACT_LABELS[key],
        "hint": FACT_HINTS.get(key, ""),
        "value": lines[0] if lines else unknown(),
        "more": lines[1:],
        "is_unknown": not lines,
        "origin": {**origin(fact), **({"stage": ""} if key == "criticalStage" else {})} if fact else None,
    }


def _lines(key: str, value: Any) -> Iterator[str]:
    if key in ("mainGlobalProducer", "mainEuSource"):
        yield from _country_lines(value)
    elif key == "importReliance":
        yield percent(value.get("share"))
        if value.get("otherStageShare") is not None:
            yield _("In the other stage of the chain: %(share)s.") % {"share": percent(value["otherStageShare"])}
    elif key == "recyclingInputRate":
        yield percent(value)
    elif key == "criticalStage":
        yield fact_stage(value)
    else:
        yield str(localize(value))


def _country_lines(value: Document) -> Iterator[str]:
    members = value.get("perMember") or {}
    yield value["country"] if members and value.get("share") is None else _country(value)
    if value.get("inEu"):
        yield _("This country is in the EU.")
    if value.get("thirdCountry"):
        yield _("Largest source outside the EU: %(country)s.") % {"country": _country(value["thirdCountry"])}
    for symbol, one in members.items():
        yield f"{symbol}: {_country(one)}"


def _country(value: Document) -> str:
    return f"{value['country']}, {percent(value.get('share'))}"
