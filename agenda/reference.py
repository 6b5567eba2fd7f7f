"""Load the agenda of ``fixtures/reference``: what is there already is left as staff have it."""

from collections.abc import Callable, Iterable
from typing import Any

from agenda.models import (
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
from companies.models import Organisation
from publication.enums import Visibility
from valuechains.models import Material, Source, Stage
from valuechains.reference import Row, read

_OWN = ("slug", "name_nl", "name_en", "text_nl", "text_en", "confidence")


def load_agenda() -> dict[str, int]:
    """Add what is missing; gives the number of new records by file. Call it inside one transaction."""
    added = {name: _load(name, model, load) for name, (model, load) in LOADERS.items()}
    _link_partners()
    return added


def _load(name: str, model: Any, load: Callable[[Row, Row], Any]) -> int:
    known = set(model.objects.values_list("slug", flat=True))
    missing = [row for row in read(name) if row["slug"] not in known]
    for row in missing:
        common = {key: row[key] for key in _OWN} | {"reference": row["ref"], "visibility": Visibility.PUBLIC}
        load(row, common).sources.set(_named(Source, row["sources"]))
    return len(missing)


def _named(model: Any, slugs: Iterable[str]) -> list[Any]:
    """Records by their slugs; ``ValueError`` names those that are not there."""
    wanted = set(slugs)
    found = list(model.objects.filter(slug__in=wanted))
    if missing := wanted - {one.slug for one in found}:
        raise ValueError(f"unknown {model._meta.verbose_name_plural}: {', '.join(sorted(missing))}")
    return found


def _recommendation(row: Row, common: Row) -> Recommendation:
    record = Recommendation.objects.create(number=row["number"], role=row["role"], **common)
    for part in row["parts"]:
        record.parts.create(reference=part.pop("ref"), **part)
    return record


def _challenge(row: Row, common: Row) -> Challenge:
    return Challenge.objects.create(order=row["order"], dimension=row["dimension"], **common)


def _opportunity(row: Row, common: Row) -> Opportunity:
    record = Opportunity.objects.create(number=row["number"], **common)
    record.stages.set(_named(Stage, row["stages"]))
    record.materials.set(_named(Material, row["materials"]))
    return record


def _partner(row: Row, common: Row) -> Partner:
    return Partner.objects.create(group=row["group"], **common)


def _instrument(row: Row, common: Row) -> Instrument:
    slug = row["recommendation"]
    return Instrument.objects.create(
        kind=row["kind"],
        recommendation=Recommendation.objects.get(slug=slug) if slug else None,
        meaning_nl=row["meaning_nl"],
        meaning_en=row["meaning_en"],
        **common,
    )


def _offer(row: Row, common: Row) -> KnowledgeOffer:
    record = KnowledgeOffer.objects.create(
        kind=row["kind"],
        provider=Partner.objects.get(slug=row["provider"]),
        level_nl=row["level_nl"],
        level_en=row["level_en"],
        **common,
    )
    record.stages.set(_named(Stage, row["stages"]))
    record.materials.set(_named(Material, row["materials"]))
    return record


def _funding(row: Row, common: Row) -> FundingScheme:
    names = ("provider_nl", "provider_en", "criteria_nl", "criteria_en")
    record = FundingScheme.objects.create(**common, **{name: row[name] for name in names})
    for window in row["windows"]:
        record.windows.create(**window)
    return record


def _milestone(row: Row, common: Row) -> Milestone:
    return Milestone.objects.create(date=row["date"], case_number=row["case_number"], **common)


def _meeting(row: Row, common: Row) -> Meeting:
    record = Meeting.objects.create(date=row["date"], agenda_nl=row["agenda_nl"], agenda_en=row["agenda_en"], **common)
    record.chairs.set(_named(Partner, row["chairs"]))
    record.parties.set(_named(Partner, row["parties"]))
    return record


def _link_partners() -> None:
    """The register may come later than the agenda: a partner that nobody touched since gets its organisation then."""
    wanted = {row["slug"]: row["organisation"] for row in read("partners") if row["organisation"]}
    organisations = {one.slug: one for one in Organisation.objects.filter(slug__in=wanted.values())}
    for partner in Partner.objects.filter(slug__in=wanted, organisation=None):
        organisation = organisations.get(wanted[partner.slug])
        if organisation is not None and _is_as_loaded(partner):
            partner.organisation = organisation
            partner.save()


def _is_as_loaded(partner: Partner) -> bool:
    """Nobody gave it other values since; the links of its sources make versions of their own."""
    versions = partner.history.order_by("history_id")
    names = [field.attname for field in versions.model.tracked_fields if field.name != "updated_at"]
    return len(set(versions.values_list(*names))) == 1


LOADERS: dict[str, tuple[Any, Callable[[Row, Row], Any]]] = {
    "partners": (Partner, _partner),
    "recommendations": (Recommendation, _recommendation),
    "challenges": (Challenge, _challenge),
    "opportunities": (Opportunity, _opportunity),
    "instruments": (Instrument, _instrument),
    "knowledge-offers": (KnowledgeOffer, _offer),
    "funding-schemes": (FundingScheme, _funding),
    "milestones": (Milestone, _milestone),
    "meetings": (Meeting, _meeting),
}
