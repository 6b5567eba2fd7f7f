"""Questions to the desk."""

import datetime

import factory
from django.utils import timezone

from desk import enums
from desk.models import AnswerTemplate, Inquiry
from tests.factories.base import DjangoModelFactory, days_ago, days_from_now


class InquiryFactory(DjangoModelFactory):
    class Meta:
        model = Inquiry
        skip_postgeneration_save = True

    class Params:
        overdue = factory.Trait(answer_due=factory.LazyFunction(lambda: days_from_now(-2)))
        answered = factory.Trait(
            state=enums.InquiryState.ANSWERED, first_answered_at=factory.LazyFunction(timezone.now)
        )
        closed = factory.Trait(
            state=enums.InquiryState.CLOSED,
            closed_by=enums.Closer.INQUIRER,
            closed_at=factory.LazyFunction(timezone.now),
        )
        old = factory.Trait(
            state=enums.InquiryState.CLOSED,
            closed_by=enums.Closer.STAFF,
            closed_at=factory.LazyFunction(lambda: days_ago(400)),
        )

    reference = factory.Sequence(lambda n: f"CRM-2026-{n:05d}")
    organisation_name = "Voorbeeld B.V."
    name = "Vera Vraagsteller"
    email = factory.Sequence(lambda n: f"vraag{n}@example.org")
    service = enums.Service.INSIGHT
    question = "Wie werkt hier met wolfraam?"
    answer_due = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=7))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        inquiry = model_class(*args, **kwargs)
        inquiry.renew()
        inquiry.save()
        return inquiry

    @factory.post_generation
    def stages(self, create, extracted, **kwargs):
        if create and extracted:
            self.stages.set(extracted)

    @factory.post_generation
    def materials(self, create, extracted, **kwargs):
        if create and extracted:
            self.materials.set(extracted)


class AnswerTemplateFactory(DjangoModelFactory):
    class Meta:
        model = AnswerTemplate

    name = factory.Sequence(lambda n: f"Sjabloon {n}")
    language = enums.Language.NL
    text = "Beste {name}, over {reference}."
