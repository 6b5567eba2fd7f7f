"""What becomes of everything that hangs on an organisation when it goes into another one.

Each relation has a rule, by the name ``app.Model.field``. A relation without one stops every merge, and a test. An app
above registers rules for its own models when it is ready.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from companies.models import (
    ActivityMaterial,
    Case,
    Contact,
    Organisation,
    OrganisationAlias,
    OtherName,
    RowCandidate,
    RowMatch,
)
from companies.names import normal_name
from companies.vouches import packed, spread
from companies.vouching import Vouching

__all__ = ["Merging", "left_as_it_is", "linked", "moved", "register_rule", "relations", "rule_of", "undecided"]


@dataclasses.dataclass(frozen=True, slots=True)
class Merging:
    """``gone`` goes into ``kept``; ``subjects`` are the sourced values that ``kept`` takes from it."""

    kept: Organisation
    gone: Organisation
    subjects: frozenset[str]


Rule = Callable[[Merging], None]
_rules: dict[str, Rule] = {}


def register_rule(relation: str, rule: Rule) -> None:
    """``relation`` is ``app.Model.field``; ``ValueError`` when it has a rule already."""
    if relation in _rules:
        raise ValueError(f"{relation} has a merge rule already.")
    _rules[relation] = rule


def relations() -> Iterator[tuple[str, Any]]:
    """Everything in all apps that points at an organisation: its name and the relation."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            field: Any = relation.remote_field
            yield f"{field.model._meta.label}.{field.name}", relation


def rule_of(name: str) -> Rule | None:
    return left_as_it_is if _is_told_elsewhere(name) else _rules.get(name)


def undecided() -> list[str]:
    """Relations without a rule."""
    return sorted(name for name, _relation in relations() if rule_of(name) is None)


def left_as_it_is(merging: Merging) -> None:
    """History keeps telling what was then; a listing goes with its record."""


def moved(model: type[Model], field: str = "organisation") -> Rule:
    """Every row points at the kept organisation from now on, each with its history and its listings."""

    def move(merging: Merging) -> None:
        for row in model._default_manager.filter(**{field: merging.gone.pk}):
            setattr(row, field, merging.kept)
            row.save()

    return move


def linked(model: type[Model], field: str) -> Rule:
    """Every record that names the one that goes names the kept one instead; for many-to-many fields."""

    def link(merging: Merging) -> None:
        for row in model._default_manager.filter(**{field: merging.gone.pk}):
            names = getattr(row, field)
            names.add(merging.kept)
            names.remove(merging.gone)

    return link


def _sites(merging: Merging) -> None:
    """All places stay, with their numbers; the main site of the kept one stays the main one."""
    has_main = merging.kept.sites.filter(is_main=True).exists()
    for site in merging.gone.sites.order_by("-is_main", "pk"):
        site.organisation, site.is_main = merging.kept, site.is_main and not has_main
        has_main = has_main or site.is_main
        site.save()


def _activities(merging: Merging) -> None:
    """One activity per stage: where both work, the kept one gets the materials that it lacks."""
    known = {activity.stage_id: activity for activity in merging.kept.activities.all()}
    for activity in merging.gone.activities.all():
        twin = known.get(activity.stage_id)
        if twin is None:
            activity.organisation = merging.kept
            activity.save()
            continue
        has = set(twin.activity_materials.values_list("material_id", flat=True))
        for link in activity.activity_materials.exclude(material__in=has):
            link.activity = twin
            link.save()
        ActivityMaterial.objects.filter(activity=activity).delete()
        activity.delete()


def _provenance(merging: Merging) -> None:
    """A source goes along with what it vouches for: stages, materials and the values that are taken."""
    own = Vouching(merging.kept)
    for row in merging.gone.provenance.all():
        along = {
            subject: one
            for subject, one in spread(row.vouches_for).items()
            if subject.partition(":")[0] in ("stage", "material") or subject in merging.subjects
        }
        if along and not own.knows(row.source_id):
            row.organisation, row.vouches_for = merging.kept, packed(along)
            row.save()
            continue
        for subject, one in along.items():
            if own.get(subject, row.source_id) is None:
                own.put(subject, row.source_id, one)
        row.delete()
    own.save()


def _other_names(merging: Merging) -> None:
    """All names keep finding it in lists, that of the one that goes too."""
    known = {normal_name(merging.kept.name), *merging.kept.other_names.values_list("name_key", flat=True)}
    for name in (merging.gone.name, *merging.gone.other_names.values_list("name", flat=True)):
        if normal_name(name) not in known:
            OtherName.objects.create(organisation=merging.kept, name=name)
            known.add(normal_name(name))
    merging.gone.other_names.all().delete()


def _candidates(merging: Merging) -> None:
    """A row that could be either is shown the kept one, once."""
    both = RowCandidate.objects.filter(organisation=merging.kept.pk).values("match")
    RowCandidate.objects.filter(organisation=merging.gone.pk, match__in=both).delete()
    RowCandidate.objects.filter(organisation=merging.gone.pk).update(organisation=merging.kept.pk)


def _contact(merging: Merging) -> None:
    """The kept one keeps whom we write to; who has nobody gets the contact of the other."""
    if Contact.objects.filter(organisation=merging.kept).exists():
        Contact.objects.filter(organisation=merging.gone).delete()
    Contact.objects.filter(organisation=merging.gone).update(organisation=merging.kept)


def _is_told_elsewhere(name: str) -> bool:
    """History stays as it was; the hidden table of a many-to-many field follows the rule of that field."""
    app, model, _field = name.split(".")
    return model.startswith("Historical") or bool(apps.get_model(app, model)._meta.auto_created)


register_rule("companies.Site.organisation", _sites)
register_rule("companies.Activity.organisation", _activities)
register_rule("companies.Provenance.organisation", _provenance)
register_rule("companies.Case.organisation", moved(Case))
register_rule("companies.Contact.organisation", _contact)
# Addresses that led to the one that goes lead on: a chain of merges ends in one step.
register_rule("companies.OrganisationAlias.organisation", moved(OrganisationAlias))
register_rule("companies.OtherName.organisation", _other_names)
# What a person or a score decided about rows of lists stays decided.
register_rule("companies.RowMatch.organisation", moved(RowMatch))
register_rule("companies.RowCandidate.organisation", _candidates)
register_rule("companies.OrganisationListing.record", left_as_it_is)
