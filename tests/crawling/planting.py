"""A whole portal with something internal, embargoed or private in every place that can hold it.

Each planted text has a word of its own, which no public answer may ever have in it.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from companies.models import Case, Letter
from desk.dossier.actions import make
from desk.models import Message, Note
from permits.models import (
    Authority,
    Escalation,
    EventRelease,
    LawVersion,
    MunicipalAuthorities,
    PermitType,
    ProcedureEvent,
    WorkedCase,
)
from permits.models import Note as FileNote
from permits.trajectories import EventKind
from permits.trajectories.releasing import release_events
from publication.following import actions as following
from publication.publishing import publishing
from tests import factories as f
from tests.factories.law import law_in
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded

#: The kinds that are published each by itself, with the member that holds a name.
PUBLISHED: tuple[tuple[Any, str], ...] = (
    (f.OrganisationFactory, "name"),
    (f.MunicipalityFactory, "name"),
    (f.StageFactory, "name_nl"),
    (f.SectorFactory, "name_nl"),
    (f.BenchmarkFactory, "name_nl"),
    (f.MaterialFactory, "name_nl"),
    (f.SupplyEventFactory, "title_nl"),
    (f.PartnerFactory, "name_nl"),
    (f.ChallengeFactory, "name_nl"),
    (f.OpportunityFactory, "name_nl"),
    (f.InstrumentFactory, "name_nl"),
    (f.KnowledgeOfferFactory, "name_nl"),
    (f.FundingSchemeFactory, "name_nl"),
    (f.MilestoneFactory, "name_nl"),
    (f.BottleneckFactory, "name_nl"),
    (f.ActionFactory, "name_nl"),
)


class Secrets(list[str]):
    """The words that were planted."""

    def word(self, about: str) -> str:
        found = f"zq{about.replace('_', '').lower()}{len(self)}qz"
        self.append(found)
        return found


def plant() -> Secrets:
    secrets = Secrets()
    with publishing():
        chain = _public_chain(secrets)
        _hidden_records(secrets, **chain)
        _agenda(secrets, **chain)
    _law(secrets, **chain)
    _trajectories(secrets, **chain)
    _people(secrets, **chain)
    make(stage="schakel", material="stof")
    return secrets


def _public_chain(secrets: Secrets) -> dict[str, Any]:
    stage = f.StageFactory(public=True, slug="schakel", name_nl="Schakel", name_en="Stage")
    material = f.MaterialFactory(public=True, slug="stof", name_nl="Stof", name_en="Stuff", listed=True)
    town = f.MunicipalityFactory(public=True, slug="stad", name="Stad", cbs_code="GM0599")
    firm = f.OrganisationFactory(public=True, slug="firma", name="Firma", staff_note=secrets.word("staffnote"))
    f.ActivityMaterialFactory(activity=f.ActivityFactory(organisation=firm, stage=stage), material=material)
    f.SiteFactory(organisation=firm, municipality=town, located=True)
    f.SupplyEventFactory(public=True, title_nl="Gebeurtenis", materials=[material])
    return {"stage": stage, "material": material, "town": town, "firm": firm}


def _hidden_records(secrets: Secrets, *, stage: Any, material: Any, town: Any, firm: Any) -> None:
    """Of every kind one that is internal and one under embargo, tied to what is public where that can be."""
    for factory, name in PUBLISHED:
        for trait in ({}, {"embargoed": True}):
            word = secrets.word(f"{factory._meta.model.__name__}{'e' if trait else 'i'}")
            texts = {name: word} | ({name.replace("_nl", "_en"): word} if name.endswith("_nl") else {})
            hidden = factory(slug=word, **texts, **trait)
            if factory is f.OrganisationFactory:
                activity = f.ActivityFactory(organisation=hidden, stage=stage)
                f.ActivityMaterialFactory(activity=activity, material=material)
                f.SiteFactory(organisation=hidden, municipality=town, located=True)
            elif factory is f.StageFactory:
                f.ActivityFactory(organisation=firm, stage=hidden, materials=[material])
            elif factory is f.MaterialFactory:
                f.ActivityMaterialFactory(activity=firm.activities.get(stage=stage), material=hidden)


def _agenda(secrets: Secrets, *, stage: Any, material: Any, town: Any, firm: Any) -> None:
    partner = f.PartnerFactory(public=True, slug="partner")
    first = f.RecommendationFactory(public=True, number=90, slug="eerste", owner=partner)
    f.RecommendationFactory(number=91, slug="tweede", name_nl=secrets.word("recommendation"))
    f.ActionFactory(public=True, recommendation=first, owner=partner, staff_note=secrets.word("actionnote"))
    told = f.BottleneckFactory(public=True, stages=[stage], staff_note=secrets.word("bottlenecknote"))
    told.organisations.add(f.OrganisationFactory(name=secrets.word("hindered")))
    meeting = f.MeetingFactory(public=True, slug="overleg", internal_record=secrets.word("record"))
    f.DecisionFactory(meeting=meeting, number=1, is_public=True, text_nl="Besloten")
    f.DecisionFactory(meeting=meeting, number=2, text_nl=secrets.word("decision"))
    f.MeetingFactory(name_nl=secrets.word("meeting"), slug="geheim", date=datetime.date(2025, 1, 1))


def _law(secrets: Secrets, *, stage: Any, material: Any, town: Any, firm: Any) -> None:
    version = law_in(town, stage)
    # The worked cases are about municipalities that this portal does not have.
    WorkedCase.objects.filter(version=version)._raw_delete("default")
    draft = LawVersion.objects.create(
        number=version.number + 1,
        label=secrets.word("lawlabel"),
        in_force_from=timezone.localdate() + datetime.timedelta(days=30),
        terms_version=version.terms_version,
        note_nl=secrets.word("lawnote"),
        note_en="-",
    )
    for model in (PermitType, Authority):
        row = model.objects.filter(version=version).first()
        row.pk, row._state.adding = None, True
        row.version, row.name_nl, row.slug = draft, secrets.word(f"draft{model.__name__}"), secrets.word("draftslug")
        row.save()
    assert MunicipalAuthorities.objects.filter(version=version).exists()


def _trajectories(secrets: Secrets, *, stage: Any, material: Any, town: Any, firm: Any) -> None:
    TrajectoryFactory(slug="binnen", title_nl=secrets.word("trajectory"), title_en=secrets.word("trajectoryen"))
    hidden = {"organisation": None, "initiative": secrets.word("initiative")}
    public = TrajectoryFactory(slug="traject", title_nl="Traject", visibility="public", stage=stage, **hidden)
    one = procedure(public)
    recorded(one, happened(EventKind.RECEIVED, "2026-01-14"))
    release_events(trajectory=public, records=list(ProcedureEvent.objects.filter(procedure=one)), user=f.UserFactory())
    recorded(one, happened(EventKind.COMPLETION_ASKED, "2026-01-20", until="2026-02-03"))
    assert EventRelease.objects.count() == 1
    FileNote.objects.create(trajectory=public, text=secrets.word("filenote"))
    Escalation.objects.create(trajectory=public, reason=secrets.word("escalation"))


def _people(secrets: Secrets, *, stage: Any, material: Any, town: Any, firm: Any) -> None:
    inquiry = f.InquiryFactory(
        name=secrets.word("inquirer"),
        email=f"{secrets.word('mail')}@example.org",
        question=secrets.word("question"),
        organisation_name=secrets.word("inquirerfirm"),
        stages=[stage],
        materials=[material],
    )
    Message.objects.create(inquiry=inquiry, author="staff", text=secrets.word("answer"))
    Note.objects.create(inquiry=inquiry, text=secrets.word("desknote"))
    Case.objects.create(
        organisation=firm,
        stamp="stamp",
        source=secrets.word("casesource"),
        remark=secrets.word("remark"),
        sender_email=f"{secrets.word('sender')}@example.org",
    )
    reader = following.new_follower("materials", "stof", f"{secrets.word('follower')}@example.org", "nl", "at-once")
    following.confirm(reader)
    Letter.objects.create(key="x", recipient=f"{secrets.word('recipient')}@example.org", body=secrets.word("letter"))
    f.UserFactory(username=secrets.word("user"), email=f"{secrets.word('useremail')}@example.org", staff=True)
