"""How the agenda is published. What others' records say is looked up when a page is read; what stands here is shown
with the record itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from agenda import documents
from agenda.models import (
    Action,
    ActionListing,
    Bottleneck,
    BottleneckListing,
    Challenge,
    ChallengeListing,
    Decision,
    FundingScheme,
    FundingSchemeListing,
    FundingWindow,
    Instrument,
    InstrumentListing,
    KnowledgeOffer,
    KnowledgeOfferListing,
    Meeting,
    MeetingListing,
    Milestone,
    MilestoneListing,
    Opportunity,
    OpportunityListing,
    Partner,
    PartnerListing,
    Recommendation,
    RecommendationListing,
    RecommendationPart,
)
from companies.models import Organisation
from permits.models import Trajectory
from publication.publishers import ListingRow, Publisher, ShownIn, Watch
from publication.text import words_of
from valuechains.models import Material, Source, Stage

LANGUAGES = ("nl", "en")


class AgendaPublisher(Publisher):
    """``related`` and ``many`` are the relations that a document shows, with the model at their other end."""

    model: ClassVar[type[models.Model]]
    document: ClassVar[Callable[[Any, str], dict[str, Any]]]
    related: ClassVar[Mapping[str, type[models.Model]]] = {}
    many: ClassVar[Mapping[str, type[models.Model]]] = {}
    orders = {"name": ("sort_name", "pk")}

    def records(self) -> Any:
        return self.model._default_manager.all()

    def build(self, pks: Sequence[int]) -> Iterable[ListingRow]:
        records = self.records().published().filter(pk__in=pks).select_related(*self.related)
        for record in records.prefetch_related("sources", *self.many):
            shown = {language: type(self).document(record, language) for language in LANGUAGES}
            yield ListingRow(
                pk=record.pk,
                slug=record.slug,
                name_nl=record.name_nl,
                name_en=record.name_en,
                words=words_of(" ".join(self.texts_of(record))),
                facets=self.facets_of(shown["nl"]),
                row=shown,
                document=shown,
            )

    def texts_of(self, record: Any) -> list[str]:
        """What the search finds a record by."""
        return texts_in(record)

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {}

    def watches(self) -> Sequence[Watch]:
        shown: dict[str, type[models.Model]] = {"sources": Source, **self.related, **self.many}
        return [Watch(model, self._where(name)) for name, model in shown.items()]

    def _where(self, name: str) -> ShownIn:
        return ShownIn(self.model, name)


def texts_in(record: Any) -> list[str]:
    return [record.name_nl, record.name_en, record.text_nl, record.text_en]


def slugs(*found: Mapping[str, Any] | None) -> list[str]:
    return sorted({one["slug"] for one in found if one is not None})


def in_chain(document: Mapping[str, Any]) -> dict[str, list[str]]:
    return {"stage": slugs(*document["stages"]), "material": slugs(*document["materials"])}


class RecommendationPublisher(AgendaPublisher):
    kind, model, listing = "recommendations", Recommendation, RecommendationListing
    document = documents.recommendation_document
    related = {"owner": Partner}
    many = {"parts": RecommendationPart}
    facets = ("role",)
    orders = {"number": ("record__number", "pk")}
    is_vocabulary = True

    def texts_of(self, record: Any) -> list[str]:
        """People ask for it by its number, and for what its parts are about."""
        numbers = [f"aanbeveling {record.number}", f"recommendation {record.number}"]
        texts = [text for one in (record, *record.parts.all()) for text in texts_in(one)]
        return [*texts, *numbers]

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"role": [document["role"]]}

    def watches(self) -> Sequence[Watch]:
        owners = [Watch(Partner, ShownIn(Recommendation, "owner"))]
        parts = [Watch(RecommendationPart, lambda part: [part.recommendation_id])]
        return [*owners, *parts, Watch(Source, ShownIn(Recommendation, "sources"))]


class ChallengePublisher(AgendaPublisher):
    kind, model, listing = "challenges", Challenge, ChallengeListing
    document = documents.challenge_document
    facets = ("dimension",)
    orders = {"order": ("record__order", "pk")}
    is_vocabulary = True

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"dimension": [document["dimension"]]}


class OpportunityPublisher(AgendaPublisher):
    kind, model, listing = "opportunities", Opportunity, OpportunityListing
    document = documents.opportunity_document
    many = {"stages": Stage, "materials": Material}
    facets = ("stage", "material")
    orders = {"number": ("record__number", "pk")}

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return in_chain(document)


class PartnerPublisher(AgendaPublisher):
    kind, model, listing = "partners", Partner, PartnerListing
    document = documents.partner_document
    related = {"organisation": Organisation}
    facets = ("group",)
    is_vocabulary = True

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"group": [document["group"]]}


class InstrumentPublisher(AgendaPublisher):
    kind, model, listing = "instruments", Instrument, InstrumentListing
    document = documents.instrument_document
    related = {"recommendation": Recommendation}
    facets = ("kind", "recommendation")

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"kind": [document["kind"]], "recommendation": slugs(document["recommendation"])}


class KnowledgeOfferPublisher(AgendaPublisher):
    kind, model, listing = "knowledge-offers", KnowledgeOffer, KnowledgeOfferListing
    document = documents.offer_document
    related = {"provider": Partner}
    many = {"stages": Stage, "materials": Material}
    facets = ("kind", "stage", "material")

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"kind": [document["kind"]], **in_chain(document)}


class FundingSchemePublisher(AgendaPublisher):
    """All windows are told; which scheme is offered is asked on the day itself."""

    kind, model, listing = "funding-schemes", FundingScheme, FundingSchemeListing
    document = documents.funding_document
    many = {"windows": FundingWindow}

    def watches(self) -> Sequence[Watch]:
        windows = Watch(FundingWindow, lambda window: [window.scheme_id])
        return [windows, Watch(Source, ShownIn(FundingScheme, "sources"))]


class MilestonePublisher(AgendaPublisher):
    kind, model, listing = "milestones", Milestone, MilestoneListing
    document = documents.milestone_document
    orders = {"date": ("record__date", "pk")}


class MeetingPublisher(AgendaPublisher):
    kind, model, listing = "meetings", Meeting, MeetingListing
    document = documents.meeting_document
    many = {"chairs": Partner, "parties": Partner, "decisions__recommendation": Recommendation}
    orders = {"date": ("record__date", "pk")}

    def watches(self) -> Sequence[Watch]:
        return [*super().watches(), Watch(Decision, lambda decision: [decision.meeting_id])]


class BottleneckPublisher(AgendaPublisher):
    kind, model, listing = "bottlenecks", Bottleneck, BottleneckListing
    document = documents.bottleneck_document
    related = {"challenge": Challenge}
    many = {"stages": Stage, "materials": Material, "trajectories": Trajectory}
    facets = ("challenge", "level", "state", "stage", "material", "example")
    orders = {"told": ("-record__told_on", "sort_name", "pk")}
    is_vocabulary = True

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {
            "challenge": slugs(document["challenge"]),
            "level": [document["level"]],
            "state": [document["state"]],
            "example": ["yes" if document["example"] else "no"],
            **in_chain(document),
        }


class ActionPublisher(AgendaPublisher):
    kind, model, listing = "actions", Action, ActionListing
    document = documents.action_document
    related = {"recommendation": Recommendation, "part": RecommendationPart, "owner": Partner, "meeting": Meeting}
    many = {
        "after": Action,
        "challenges": Challenge,
        "bottlenecks": Bottleneck,
        "organisations": Organisation,
        "trajectories": Trajectory,
        "stages": Stage,
        "materials": Material,
    }
    facets = (
        "recommendation", "part", "owner", "state", "meeting",
        "challenge", "bottleneck", "stage", "material", "example",
    )  # fmt: skip
    orders = {"due": ("record__due_on", "sort_name", "pk")}

    def facets_of(self, document: Mapping[str, Any]) -> dict[str, list[str]]:
        return {
            "recommendation": slugs(document["recommendation"]),
            "part": [document["part"]] if document["part"] else [],
            "owner": slugs(document["owner"]),
            "state": [document["state"]],
            "meeting": slugs(document["meeting"]),
            "challenge": slugs(*document["challenges"]),
            "bottleneck": slugs(*document["bottlenecks"]),
            "example": ["yes" if document["example"] else "no"],
            **in_chain(document),
        }


PUBLISHERS: tuple[type[AgendaPublisher], ...] = (
    RecommendationPublisher,
    ChallengePublisher,
    OpportunityPublisher,
    PartnerPublisher,
    InstrumentPublisher,
    KnowledgeOfferPublisher,
    FundingSchemePublisher,
    MilestonePublisher,
    MeetingPublisher,
    BottleneckPublisher,
    ActionPublisher,
)
