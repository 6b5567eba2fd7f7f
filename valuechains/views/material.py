"""One material: every fact with its source, who works with it in the province, and what happened to its supply."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.conditional import unchanged_or
from publication.counts import facet_counts, narrowed
from valuechains.documents import Document
from valuechains.enums import Confidence
from valuechains.views.events_reading import told
from valuechains.views.exposure import dilemma_cards, exposed_stages
from valuechains.views.material_facts import main_uses, origin, told_facts
from valuechains.views.reading import Known, day, document, page, rows, states_of, trail
from valuechains.views.requests import plain_problems
from valuechains.wording import unknown

SHOWN = 12


@require_safe
@unchanged_or("materials", "companies", "stages", "supply-events", "sectors", "dilemmas")
def material(request: HttpRequest, slug: str) -> HttpResponse:
    known = states_of(request)
    found = document("materials", slug)
    facts = found["facts"]
    companies = narrowed("companies", known, material=[slug])
    context = {
        "material": found,
        "symbols": ", ".join(found["symbols"]),
        "entry": _entry(found["listEntry"]),
        "facts": told_facts(facts) if found["listed"] else [],
        "uses": main_uses(facts.get("mainUses")),
        "uses_origin": origin(facts["mainUses"]) if "mainUses" in facts else None,
        "sectors": [{**one, "origin": origin(one)} for one in found["uses"]],
        "codes": (facts.get("hsCn") or {}).get("value") or [],
        "codes_origin": origin(facts["hsCn"]) if "hsCn" in facts else None,
        "members": (facts.get("members") or {}).get("value") or [],
        "symbols_origin": origin(facts["symbols"]) if "symbols" in facts else None,
        "related": _related(slug, known),
        "count": companies.count,
        "organisations": rows(companies, "name", SHOWN),
        "stages": _stages(slug, known),
        "exposed": exposed_stages(slug, known),
        "dilemmas": dilemma_cards(slug, known),
        "events": [told(event) for event in rows(narrowed("supply-events", known, material=[slug]), "-date")],
        "unknown": unknown(),
        "trail": trail((_("Materials"), page("materials")), (found["name"], "")),
        "problems": plain_problems(request),
    }
    return render(request, "valuechains/material.html", context)


def _entry(entry: Document | None) -> Document | None:
    if entry is None:
        return None
    return {
        **entry,
        "inForceDay": day(entry["inForce"]),
        "confidenceName": Confidence(entry["confidence"]).label,
        "origin": origin(entry),
    }


def _stages(slug: str, known: Known) -> list[dict[str, Any]]:
    """Stages in which organisations work with this material, in the order of the chain."""
    counts = facet_counts("companies", "stage", known, material=[slug])
    largest = max(counts.values(), default=1)
    return [
        {
            "slug": stage["slug"],
            "name": stage["name"],
            "count": counts[stage["slug"]],
            "share": round(100 * counts[stage["slug"]] / largest, 1),
        }
        for stage in rows(narrowed("stages", known), "order")
        if stage["slug"] in counts
    ]


def _related(slug: str, known: Known) -> list[Document]:
    """Metals that are not on the list themselves but fall under this one or come from it."""
    others = rows(narrowed("materials", known, relation=["related"]), "name")
    return [one for one in others if one["relatedTo"] and one["relatedTo"]["slug"] == slug]
