"""What is told of matches to keys that decide."""

from __future__ import annotations

from typing import Any

from companies.matching.reasons import in_words
from companies.matching.sides import cleaned
from companies.matching.site_sides import beside
from companies.models import Organisation, RowMatch
from loket.settings.api import BASE_PATH


def match_as_json(match: RowMatch) -> dict[str, Any]:
    """With what the queryset of the views has at hand: no query of its own."""
    return {
        "id": match.pk,
        "url": f"{BASE_PATH}/matches/{match.pk}",
        "kind": match.kind,
        "name": match.name,
        "source": match.job.source if match.job else match.source_key,
        "import": match.job_id,
        "rows": [number for number, _raw, _cells in match.rows],
        "score": match.score,
        "state": match.state,
        "candidates": [
            {
                "company": one.organisation.slug,
                "name": one.organisation.name,
                "score": one.score,
                "reasons": [str(text) for text in in_words(one.reasons)],
            }
            for one in match.candidates.all()
        ],
        "company": match.organisation.slug if match.organisation else None,
        "since": match.created_at,
        "decidedAt": match.decided_at,
        "reason": match.reason,
    }


def side_by_side(match: RowMatch, organisation: Organisation | None) -> dict[str, Any]:
    importer, rows = cleaned(match)
    fields = [
        {
            "field": side.key,
            "label": str(side.label),
            "register": side.register,
            "list": side.in_list,
            "choices": list(side.choices),
            "proposed": side.proposed if side.choices else None,
            "note": side.note,
        }
        for side in beside(organisation, importer, rows)
    ]
    return {**match_as_json(match), "beside": organisation.slug if organisation else None, "fields": fields}
