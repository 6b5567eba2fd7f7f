"""Organisations, their places and their work."""

import factory

from companies.enums import ActivityStatus, OrganisationKind, OrganisationStatus, Precision, Reading
from companies.models import Activity, ActivityMaterial, Municipality, Organisation, Provenance, Site
from companies.vouches import Vouch, packed
from tests.factories.base import DjangoModelFactory, PublishableFactory, UserFactory, days_ago
from tests.factories.valuechains import MaterialFactory, SourceFactory, StageFactory
from valuechains.enums import Confidence

ROTTERDAM = (51.9225, 4.47917)


class MunicipalityFactory(PublishableFactory):
    class Meta:
        model = Municipality

    cbs_code = factory.Sequence(lambda n: f"GM{n % 10000:04}")
    slug = factory.Sequence(lambda n: f"gemeente-{n}")
    name = factory.Sequence(lambda n: f"Gemeente {n}")
    official_name = factory.LazyAttribute(lambda one: one.name)
    latitude, longitude = ROTTERDAM
    centre_place = factory.LazyAttribute(lambda one: one.name)
    confidence = Confidence.HIGH
    source_nl = "CBS"
    source_en = "CBS"


class OrganisationFactory(PublishableFactory):
    class Meta:
        model = Organisation

    class Params:
        verified = factory.Trait(
            verified_at=factory.LazyFunction(lambda: days_ago(1)), verified_by=factory.SubFactory(UserFactory)
        )
        stale = factory.Trait(verified_at=factory.LazyFunction(lambda: days_ago(400)))
        insolvent = factory.Trait(
            status_kind=OrganisationStatus.INSOLVENT,
            status_nl="Failliet verklaard",
            status_en="Declared insolvent",
            status_date="2025-03",
        )
        doubtful = factory.Trait(name_in_source="Hydr0nic", reading=Reading.UNCERTAIN, staff_note="Letter onleesbaar.")
        described = factory.Trait(description_nl="Wint metaal terug.", description_en="Recovers metal.")
        # A main site with a point, and an activity with a material.
        located = factory.Trait(
            site=factory.RelatedFactory("tests.factories.SiteFactory", "organisation", located=True)
        )
        working = factory.Trait(
            activity=factory.RelatedFactory("tests.factories.ActivityFactory", "organisation", with_material=True)
        )

    slug = factory.Sequence(lambda n: f"organisatie-{n}")
    name = factory.Sequence(lambda n: f"Organisatie {n}")
    kind = OrganisationKind.COMPANY


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    class Params:
        located = factory.Trait(
            town="Rotterdam",
            latitude=ROTTERDAM[0],
            longitude=ROTTERDAM[1],
            precision=Precision.TOWN,
            municipality=factory.SubFactory(MunicipalityFactory),
        )
        at_address = factory.Trait(
            street_address="Coolsingel 40",
            postcode="3011 AD",
            town="Rotterdam",
            latitude=ROTTERDAM[0],
            longitude=ROTTERDAM[1],
            precision=Precision.ADDRESS,
        )

    organisation = factory.SubFactory(OrganisationFactory)
    is_main = True


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity
        skip_postgeneration_save = True

    class Params:
        with_material = factory.Trait(
            material=factory.RelatedFactory("tests.factories.ActivityMaterialFactory", "activity")
        )

    organisation = factory.SubFactory(OrganisationFactory)
    stage = factory.SubFactory(StageFactory)
    status = ActivityStatus.ACTIVE

    @factory.post_generation
    def materials(self, create, extracted, **kwargs):
        if create and extracted:
            self.materials.set(extracted)


class ActivityMaterialFactory(DjangoModelFactory):
    class Meta:
        model = ActivityMaterial

    activity = factory.SubFactory(ActivityFactory)
    material = factory.SubFactory(MaterialFactory)


class ProvenanceFactory(DjangoModelFactory):
    """One value and a source that states it, in the row of what that source states of the organisation."""

    class Meta:
        model = Provenance

    class Params:
        verified = factory.Trait(
            verified_at=factory.LazyFunction(lambda: days_ago(1)), verified_by=factory.SubFactory(UserFactory)
        )

    organisation = factory.SubFactory(OrganisationFactory)
    subject = "name"
    source = factory.SubFactory(SourceFactory)
    confidence = Confidence.MEDIUM
    stated_on = None
    verified_at = None
    verified_by = None

    @classmethod
    def _create(cls, model_class, *args, subject, confidence, stated_on, verified_at, verified_by, **links):
        vouch = Vouch(confidence, stated_on, verified_at, verified_by and verified_by.pk)
        row = model_class.objects.filter(**links).first() or model_class(**links, vouches_for={})
        row.vouches_for |= packed({subject: vouch})
        row.save()
        return row
