"""The agenda: recommendations, who works on them, what stands in the way."""

import datetime

import factory

from agenda import enums
from agenda.locations.enums import Colour, Subject
from agenda.models import (
    Action,
    Bottleneck,
    Challenge,
    Decision,
    FundingScheme,
    FundingWindow,
    Instrument,
    KnowledgeOffer,
    Light,
    Location,
    Meeting,
    Milestone,
    Opportunity,
    Partner,
    Recommendation,
    RecommendationPart,
)
from tests.factories.base import DjangoModelFactory, PublishableFactory, days_from_now
from tests.factories.valuechains import SourcedFactory, SourceFactory


class AgendaFactory(PublishableFactory, SourcedFactory):
    class Meta:
        abstract = True

    slug = factory.Sequence(lambda n: f"agenda-{n}")
    name_nl = factory.Sequence(lambda n: f"Agendapunt {n}")
    name_en = factory.Sequence(lambda n: f"Agenda item {n}")


class InChainFactory(AgendaFactory):
    class Meta:
        abstract = True

    @factory.post_generation
    def stages(self, create, extracted, **kwargs):
        if create and extracted:
            self.stages.set(extracted)

    @factory.post_generation
    def materials(self, create, extracted, **kwargs):
        if create and extracted:
            self.materials.set(extracted)


class PartnerFactory(AgendaFactory):
    class Meta:
        model = Partner

    group = enums.PartnerGroup.CONSULTATION


class RecommendationFactory(AgendaFactory):
    class Meta:
        model = Recommendation

    number = factory.Sequence(lambda n: n + 1)
    role = enums.ProvinceRole.LEAD


class RecommendationPartFactory(DjangoModelFactory):
    class Meta:
        model = RecommendationPart

    recommendation = factory.SubFactory(RecommendationFactory)
    number = factory.Sequence(lambda n: f"{n // 9 % 9 + 1}.{n % 9 + 1}")
    name_nl = factory.Sequence(lambda n: f"Deel {n}")
    name_en = factory.Sequence(lambda n: f"Part {n}")
    text_nl = "Wat het deel vraagt."
    text_en = "What the part asks."


class ChallengeFactory(AgendaFactory):
    class Meta:
        model = Challenge

    order = factory.Sequence(lambda n: n + 1)
    dimension = enums.Dimension.POLITICAL


class OpportunityFactory(InChainFactory):
    class Meta:
        model = Opportunity

    number = factory.Sequence(lambda n: n + 1)


class InstrumentFactory(AgendaFactory):
    class Meta:
        model = Instrument

    kind = enums.InstrumentKind.LAW


class KnowledgeOfferFactory(InChainFactory):
    class Meta:
        model = KnowledgeOffer

    kind = enums.OfferKind.RESEARCH
    provider = factory.SubFactory(PartnerFactory, public=True)


class FundingSchemeFactory(AgendaFactory):
    class Meta:
        model = FundingScheme

    provider_nl = "Het Rijk"
    provider_en = "The state"


class FundingWindowFactory(DjangoModelFactory):
    class Meta:
        model = FundingWindow

    scheme = factory.SubFactory(FundingSchemeFactory)
    opens = factory.LazyFunction(lambda: days_from_now(-10))
    closes = factory.LazyFunction(lambda: days_from_now(10))


class MilestoneFactory(AgendaFactory):
    class Meta:
        model = Milestone

    date = "2026-Q4"


class MeetingFactory(AgendaFactory):
    class Meta:
        model = Meeting

    date = factory.Sequence(lambda n: datetime.date(2026, 5, 18) - datetime.timedelta(days=n))


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: n + 1)
    text_nl = "We doen het."
    text_en = "We do it."


class BottleneckFactory(InChainFactory):
    class Meta:
        model = Bottleneck

    class Params:
        solved = factory.Trait(
            state=enums.BottleneckState.SOLVED, solved_on=factory.LazyFunction(lambda: days_from_now(-1))
        )

    challenge = factory.SubFactory(ChallengeFactory, public=True)
    level = enums.Level.PROVINCE
    told_by = enums.Teller.COMPANY
    told_on = factory.LazyFunction(lambda: days_from_now(-30))


class ActionFactory(InChainFactory):
    class Meta:
        model = Action

    class Params:
        done = factory.Trait(
            state=enums.ActionState.DONE,
            ended_on=factory.LazyFunction(lambda: days_from_now(-1)),
            evidence_nl="Verslag van 1 mei.",
            evidence_en="Report of 1 May.",
        )
        overdue = factory.Trait(due_on=factory.LazyFunction(lambda: days_from_now(-3)))

    recommendation = factory.SubFactory(RecommendationFactory, public=True)
    owner = factory.SubFactory(PartnerFactory, public=True)
    due_on = factory.LazyFunction(lambda: days_from_now(30))


class LocationFactory(PublishableFactory):
    class Meta:
        model = Location

    slug = factory.Sequence(lambda n: f"locatie-{n}")
    name = factory.Sequence(lambda n: f"Terrein {n}")


class LightFactory(DjangoModelFactory):
    """A light that says something, with all that it needs."""

    class Meta:
        model = Light

    class Params:
        unknown = factory.Trait(colour=Colour.UNKNOWN, value_nl="", value_en="", source=None, stated_on="")

    location = factory.SubFactory(LocationFactory)
    subject = Subject.GRID
    colour = Colour.ORANGE
    value_nl = "Er is een wachtlijst."
    value_en = "There is a waiting list."
    source = factory.SubFactory(SourceFactory)
    stated_on = "2026-01"
