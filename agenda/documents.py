"""The public JSON of the agenda's records, in one language at a time. What is not public is not named."""

from collections.abc import Iterable
from typing import Any

from agenda.models import (
    Action,
    Bottleneck,
    Challenge,
    FundingScheme,
    Instrument,
    KnowledgeOffer,
    Meeting,
    Milestone,
    Opportunity,
    Partner,
    Recommendation,
)
from companies.documents import label
from valuechains.documents import api_path, sources_of, text

Document = dict[str, Any]


#: Kinds that have pages, and no collection in the API.
PAGES_ONLY = ("instruments", "knowledge-offers", "funding-schemes", "milestones")


#: What a record's name is called, where it is not ``name``.
NAMES = {"trajectories": "title"}


def base(record: Any, kind: str, language: str) -> Document:
    return {
        "slug": record.slug,
        **({} if kind in PAGES_ONLY else {"url": api_path(kind, record.slug)}),
        "name": text(record, "name", language),
        "text": text(record, "text", language),
        "reference": record.reference,
        "confidence": record.confidence,
        "sources": sources_of(record, language),
    }


def pointer(kind: str, record: Any, language: str) -> Document | None:
    """A short pointer to a public record; nothing for another one."""
    if record is None or not record.is_published:
        return None
    name = record.name if kind == "companies" else text(record, NAMES.get(kind, "name"), language)
    found = {"slug": record.slug, "name": name, "url": api_path(kind, record.slug)}
    return {"number": record.number, **found} if kind == "recommendations" else found


def pointers(kind: str, records: Iterable[Any], language: str) -> list[Document]:
    found = [one for record in records if (one := pointer(kind, record, language)) is not None]
    return sorted(found, key=lambda one: one["slug"])


def in_chain(record: Any, language: str) -> Document:
    """Stages in the order of the chain, materials by their slug; none means: not bound to any."""
    stages = sorted(record.stages.all(), key=lambda stage: stage.order)
    return {
        "stages": [one for stage in stages if (one := pointer("stages", stage, language)) is not None],
        "materials": pointers("materials", record.materials.all(), language),
    }


def recommendation_document(record: Recommendation, language: str) -> Document:
    return {
        **base(record, "recommendations", language),
        "number": record.number,
        "role": record.role,
        "roleName": label(record, "role", language),
        "owner": pointer("partners", record.owner, language),
        "parts": [
            {
                "number": part.number,
                "name": text(part, "name", language),
                "text": text(part, "text", language),
                "reference": part.reference,
            }
            for part in record.parts.all()
        ],
    }


def challenge_document(record: Challenge, language: str) -> Document:
    return {
        **base(record, "challenges", language),
        "order": record.order,
        "dimension": record.dimension,
        "dimensionName": label(record, "dimension", language),
    }


def opportunity_document(record: Opportunity, language: str) -> Document:
    return {**base(record, "opportunities", language), "number": record.number, **in_chain(record, language)}


def partner_document(record: Partner, language: str) -> Document:
    return {
        **base(record, "partners", language),
        "group": record.group,
        "groupName": label(record, "group", language),
        "organisation": pointer("companies", record.organisation, language),
    }


def instrument_document(record: Instrument, language: str) -> Document:
    return {
        **base(record, "instruments", language),
        "kind": record.kind,
        "kindName": label(record, "kind", language),
        "meaning": text(record, "meaning", language),
        "recommendation": pointer("recommendations", record.recommendation, language),
    }


def offer_document(record: KnowledgeOffer, language: str) -> Document:
    return {
        **base(record, "knowledge-offers", language),
        "kind": record.kind,
        "kindName": label(record, "kind", language),
        "provider": pointer("partners", record.provider, language),
        "level": text(record, "level", language),
        "website": record.website or None,
        **in_chain(record, language),
    }


def funding_document(record: FundingScheme, language: str) -> Document:
    return {
        **base(record, "funding-schemes", language),
        "provider": text(record, "provider", language),
        "criteria": text(record, "criteria", language),
        "website": record.website or None,
        "windows": [
            {"opens": one.opens.isoformat(), "closes": one.closes.isoformat(), "exact": one.is_exact}
            for one in record.windows.all()
        ],
    }


def milestone_document(record: Milestone, language: str) -> Document:
    return {**base(record, "milestones", language), "date": record.date, "caseNumber": record.case_number}


def meeting_document(record: Meeting, language: str) -> Document:
    """The public summary alone: the internal record and decisions that are not public never come here."""
    return {
        **base(record, "meetings", language),
        "date": record.date.isoformat(),
        "chairs": pointers("partners", record.chairs.all(), language),
        "parties": pointers("partners", record.parties.all(), language),
        "agenda": text(record, "agenda", language),
        "example": record.is_example,
        "decisions": [
            {
                "number": one.number,
                "text": text(one, "text", language),
                "recommendation": pointer("recommendations", one.recommendation, language),
            }
            for one in record.decisions.all()
            if one.is_public
        ],
    }


def bottleneck_document(record: Bottleneck, language: str) -> Document:
    return {
        **base(record, "bottlenecks", language),
        "challenge": pointer("challenges", record.challenge, language),
        "level": record.level,
        "levelName": label(record, "level", language),
        "state": record.state,
        "stateName": label(record, "state", language),
        "toldBy": record.told_by,
        "toldByName": label(record, "told_by", language),
        "toldOn": record.told_on.isoformat(),
        "solvedOn": record.solved_on.isoformat() if record.solved_on else None,
        "trajectories": pointers("trajectories", record.trajectories.all(), language),
        "example": record.is_example,
        **in_chain(record, language),
    }


def action_document(record: Action, language: str) -> Document:
    return {
        **base(record, "actions", language),
        "recommendation": pointer("recommendations", record.recommendation, language),
        "part": record.part.number if record.part else None,
        "owner": pointer("partners", record.owner, language),
        "state": record.state,
        "stateName": label(record, "state", language),
        "dueOn": record.due_on.isoformat(),
        "endedOn": record.ended_on.isoformat() if record.ended_on else None,
        "evidence": text(record, "evidence", language),
        "meeting": pointer("meetings", record.meeting, language),
        "waitsFor": pointers("actions", record.after.all(), language),
        "challenges": pointers("challenges", record.challenges.all(), language),
        "bottlenecks": pointers("bottlenecks", record.bottlenecks.all(), language),
        "organisations": pointers("companies", record.organisations.all(), language),
        "trajectories": pointers("trajectories", record.trajectories.all(), language),
        "example": record.is_example,
        **in_chain(record, language),
    }
