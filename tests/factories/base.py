"""What the factories share: days, people, visibility."""

import datetime

import factory
from django.utils import timezone
from factory import CREATE_STRATEGY
from factory.django import DjangoModelFactory as PlainFactory

from loket.models import User
from publication.enums import Visibility
from publication.publishing import publishing

PASSWORD = "een-lang-wachtwoord-voor-proeven"


def days_from_now(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


class DjangoModelFactory(PlainFactory):
    """A record and all that hangs on it are one change: its listings are rebuilt once."""

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy, params):
        if strategy != CREATE_STRATEGY:
            return super()._generate(strategy, params)
        with publishing():
            return super()._generate(strategy, params)

    @classmethod
    def create_batch(cls, size, **kwargs):
        with publishing():
            return super().create_batch(size, **kwargs)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        staff = factory.Trait(is_staff=True)
        superuser = factory.Trait(is_staff=True, is_superuser=True)
        english = factory.Trait(language="en")

    username = factory.Sequence(lambda n: f"persoon{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)


class PublishableFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC)
        embargoed = factory.Trait(
            visibility=Visibility.EMBARGOED, embargo_until=factory.LazyFunction(lambda: days_from_now(10))
        )
        released = factory.Trait(
            visibility=Visibility.EMBARGOED, embargo_until=factory.LazyFunction(lambda: days_from_now(-1))
        )
