"""Trajectories with the law that they need."""

import datetime
from typing import Any

import factory
from django.utils import timezone

from permits.enums import LawState
from permits.models import Authority, LawVersion, PermitType, Procedure, Trajectory
from permits.terms import CURRENT
from permits.trajectories import Event, EventKind, Ground, Outcome
from permits.trajectories.actions import NewProcedure, add_procedure, record_events
from publication.publishing import publishing
from tests.factories.base import DjangoModelFactory, UserFactory
from tests.factories.companies import OrganisationFactory

KINDS = {
    "regular": ("regular", "objection"),
    "extended": ("extended", "appeal"),
    "notification": ("notice-before-start", "none"),
    "registration": ("", "unknown"),
    "eu": ("crma", "unknown"),
}
PARAMS: dict[str, dict[str, Any]] = {"notification": {"weeks": 4}, "eu": {"withExtraction": False}}


def law() -> LawVersion:
    """A published version with a permit type of each kind and one authority; made once a test."""
    known = LawVersion.objects.filter(label="proef").first()
    if known is not None:
        return known
    with publishing():
        return _made_law()


def _made_law() -> LawVersion:
    number = (LawVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    version = LawVersion.objects.create(
        number=number,
        label="proef",
        in_force_from=datetime.date(2024, 1, 1),
        terms_version=CURRENT.version,
        note_nl="-",
        note_en="-",
    )
    Authority.objects.create(
        version=version,
        slug="gs",
        name_nl="Gedeputeerde Staten",
        name_en="Provincial Executive",
        short_name="GS",
        kind="province",
        role_nl="Beslist",
        role_en="Decides",
        confidence="high",
        source_nl="proef",
        source_en="test",
    )
    for order, (kind, (rule, remedy)) in enumerate(KINDS.items()):
        PermitType.objects.create(
            version=version,
            slug=f"type-{kind}",
            order=order,
            name_nl=f"Vergunning {kind}",
            name_en=f"Permit {kind}",
            category="permit",
            authority_kind="ask",
            procedure=kind,
            term_rule=rule,
            term_params=PARAMS.get(kind, {}),
            remedy=remedy,
            confidence="high",
            documents_confidence="high",
            **dict.fromkeys(_texts(), "-"),
        )
    now = timezone.now()
    LawVersion.objects.filter(pk=version.pk).update(state=LawState.PUBLISHED, checked_at=now, published_at=now)
    version.refresh_from_db()
    return version


def _texts() -> list[str]:
    return [
        f"{name}_{language}"
        for name in ("summary", "trigger", "term_text", "first_step", "source")
        for language in ("nl", "en")
    ]


class TrajectoryFactory(DjangoModelFactory):
    class Meta:
        model = Trajectory

    class Params:
        example = factory.Trait(is_example=True)
        secret = factory.Trait(organisation=None, initiative="Geheim initiatief")
        assigned = factory.Trait(assignee=factory.SubFactory(UserFactory, staff=True))

    slug = factory.Sequence(lambda n: f"traject-{n}")
    title_nl = factory.Sequence(lambda n: f"Fabriek {n}")
    title_en = factory.Sequence(lambda n: f"Plant {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    law_version = factory.LazyFunction(law)


def procedure(trajectory: Trajectory | None = None, kind: str = "regular", **given: Any) -> Procedure:
    """A procedure of this kind, in a new trajectory unless one is given."""
    trajectory = trajectory or TrajectoryFactory()
    permit_type = PermitType.objects.get(version=trajectory.law_version, slug=f"type-{kind}")
    authority = Authority.objects.get(version=trajectory.law_version, slug="gs")
    new = NewProcedure(permit_type=permit_type, authority=authority, **given)
    return add_procedure(trajectory=trajectory, new=new)


def recorded(one: Procedure, *events: Event, user: Any = None) -> Procedure:
    record_events(procedure=one, events=events, user=user)
    return one


def happened(kind: EventKind, on: datetime.date | str, **details: Any) -> Event:
    day = datetime.date.fromisoformat(on) if isinstance(on, str) else on
    if isinstance(details.get("until"), str):
        details["until"] = datetime.date.fromisoformat(details["until"])
    return Event(kind, day, **details)


__all__ = ["Ground", "Outcome", "TrajectoryFactory", "happened", "law", "procedure", "recorded"]
