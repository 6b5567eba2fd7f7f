"""Take a list of organisations back: what it made goes, what it changed is as it was before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import SET_NULL, ForeignKey, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_noop

from companies.imports.rewinding import MODELS, Trail, rewind, trails
from companies.imports.vouched_before import subjects_of
from companies.imports.writing import SHOWN_ELSEWHERE
from companies.list_sources.keeping import forget_source, forget_statements
from companies.list_sources.vanishing import withdraw_proposals
from companies.matching.memory import forget as forget_matches
from companies.models import Activity, ActivityMaterial, HiddenRecord, Organisation, Provenance, Site, Statement
from companies.moderation.fields import SHOWS
from imports.reasons import Issue
from imports.rows import ImportContext, Reversal
from publication.enums import Door, Visibility
from publication.history import change_door
from publication.publishing import publishing, touch, touch_watching
from publication.rewinding import Touched, points_at, relations_to
from valuechains.taking_back import CHANGED, CLASHES, GONE, UNKNOWN, USED, reference_of, remove_unused_sources

#: What only serves to recognise an organisation in lists goes with it, and keeps nobody from taking back.
LIGHT = frozenset({"companies.RowMatch", "companies.RowCandidate", "companies.MatchKey", "companies.HiddenRecord"})
#: What no list changes, but staff may have done since, and others show or go by: it is set back with the rest.
SET_BY_STAFF = frozenset({"slug", "visibility", "embargo_until", *SHOWS})
LACKS = gettext_noop("something that it referred to before is gone")


def plan_undo(pks: Sequence[int], context: ImportContext, *, changed_too: bool) -> list[Reversal]:
    found = trails(pks, str(context.import_id), lock=context.applying)
    _overlook_hiding(found)
    names = dict(Organisation.objects.filter(pk__in=pks).values_list("pk", "name"))
    made = [trail for trail in found.values() if trail.was_made and trail.organisation_id in names]
    _mark_foreign(made, context.import_id)
    _forget_missing_users(found.values())
    lacking = _lacking(found.values())
    return [
        Reversal(
            pk,
            names.get(pk) or _last_name(trail),
            removes=trail.was_made,
            left=_objection(trail, is_there=pk in names, lacks=pk in lacking, changed_too=changed_too),
            payload=trail,
        )
        for pk, trail in sorted(found.items())
    ]


def _overlook_hiding(trails_of: Mapping[int, Trail]) -> None:
    """That its source was hidden since is no change of an organisation; what is hidden stays so when it is set back."""
    hidden = HiddenRecord.objects.filter(organisation__in=list(trails_of), organisation__visibility=Visibility.INTERNAL)
    for pk in hidden.values_list("organisation_id", flat=True):
        own = trails_of[pk].own
        if own is not None and own.now is not None:
            seen = {name: own.now[name] for name in ("visibility", "embargo_until")}
            own.left = own.left and {**own.left, **seen}
            own.before = own.before and {**own.before, **seen}


def _last_name(trail: Trail) -> str:
    values = trail.own and (trail.own.left or trail.own.before)
    return str(values["name"]) if values else str(trail.organisation_id)


def _objection(trail: Trail, *, is_there: bool, lacks: bool, changed_too: bool) -> Issue | None:
    if not is_there and (not trail.was_made or trail.lives_on):
        return Issue("", "", GONE)
    if not trail.is_known:
        return Issue("", "", UNKNOWN)
    if lacks:
        return Issue("", "", LACKS)
    if is_there and trail.is_changed_since and not changed_too:
        return Issue("", "", USED if trail.foreign else CHANGED)
    return None


def undo(reversals: Sequence[Reversal], context: ImportContext) -> None:
    with publishing(), change_door(Door.IMPORT, reference_of(context)):
        try:
            with transaction.atomic():
                _rewind(reversals, context)
        except (IntegrityError, ProtectedError):
            for one in reversals:
                try:
                    with transaction.atomic():
                        _rewind([one], context)
                except (IntegrityError, ProtectedError):
                    one.left = Issue("", "", CLASHES)
        _touch([one for one in reversals if one.left is None])


def _rewind(reversals: Sequence[Reversal], context: ImportContext) -> None:
    rows: list[Touched] = []
    for one in reversals:
        trail: Trail = one.payload
        if trail.was_made and trail.foreign:  # one by one: with all that hangs on it, or not at all
            Organisation.objects.get(pk=one.record_id).delete()
            rows += [row for row in trail.rows if row.model is Site and _owner_now(row) not in (None, one.record_id)]
        else:
            rows += trail.rows
    removed = [one.record_id for one in reversals if one.removes]
    forget_statements(context.import_id, removed)
    _let_go(removed)
    rewind(rows, reference=reference_of(context), user_id=context.user_id, now=timezone.now())


def _owner_now(row: Touched) -> int | None:
    """The organisation with which a site or an activity stands now: somebody may have moved it."""
    return None if row.now is None else row.now["organisation_id"]


def _touch(reversals: Sequence[Reversal]) -> None:
    rows = [row for one in reversals for row in one.payload.rows]
    touch("companies", [one.record_id for one in reversals])
    touch("companies", [pk for row in rows if row.model in (Site, Activity) and (pk := _owner_now(row)) is not None])
    touch("sites", [row.pk for row in rows if row.model is Site])
    renamed = [
        row.pk
        for row in rows
        if row.model is Organisation
        and row.before is not None
        and any(row.before[name] != (row.now or {}).get(name) for name in SHOWN_ELSEWHERE | SET_BY_STAFF)
    ]
    for organisation in Organisation.objects.filter(pk__in=renamed):
        touch_watching(organisation, but=["companies"])


def after_undo(context: ImportContext) -> None:
    """Sources that the list made for itself go, when nothing names them any more; so does what it left to decide."""
    forget_statements(context.import_id)
    forget_matches(context.import_id)
    withdraw_proposals(context)
    remove_unused_sources(context.import_id)
    forget_source(context.import_id)


def _mark_foreign(made: Iterable[Trail], import_id: int) -> None:
    """Which new organisations have parts that this list did not bring, or are named by other records."""
    by_pk = {trail.organisation_id: trail for trail in made}
    if not by_pk:
        return
    rows_of = [row for trail in by_pk.values() for row in trail.rows]
    known = {(row.model, row.pk) for row in rows_of}
    for relation in relations_to(Organisation):
        model = relation.related_model
        if model is Provenance:
            foreign = _with_foreign_vouches(by_pk, [row for row in rows_of if row.model is Provenance])
        elif model in MODELS:
            rows = model._base_manager.filter(organisation_id__in=by_pk).values_list("pk", "organisation_id")
            foreign = {owner for pk, owner in rows if (model, pk) not in known}
        elif model is Statement:
            others = Statement.objects.filter(organisation_id__in=by_pk).exclude(
                import_number=import_id, since__isnull=True
            )
            foreign = set(others.values_list("organisation_id", flat=True))
        elif model._meta.label in LIGHT:
            continue
        else:
            foreign = set(points_at(relation, by_pk))
        for pk in foreign:
            by_pk[pk].foreign = True
    links = ActivityMaterial.objects.filter(activity__organisation_id__in=by_pk)
    for pk, owner in links.values_list("pk", "activity__organisation_id"):
        if (ActivityMaterial, pk) not in known:
            by_pk[owner].foreign = True


def _with_foreign_vouches(pks: Collection[int], rows: Collection[Touched]) -> set[int]:
    """Organisations of which a source vouches for a value that the list did not bring."""
    brought = {row.pk: subjects_of(row) for row in rows}
    standing = Provenance.objects.filter(organisation_id__in=pks).values_list("pk", "organisation_id", "vouches_for")
    return {owner for pk, owner, kept in standing if kept.keys() - brought.get(pk, set())}


def _let_go(pks: Collection[int]) -> None:
    for relation in relations_to(Organisation):
        if relation.related_model._meta.label in LIGHT:
            name = relation.field.attname
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": list(pks)})
            if relation.on_delete is SET_NULL:
                rows.update(**{name: None})
            else:
                rows.delete()


def _foreign_keys(model: Any) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _lacking(found: Collection[Trail]) -> set[int]:
    """Organisations of which a row pointed before at something that is gone; what hangs together is looked at whole."""
    wanted: dict[Any, dict[int, set[int]]] = {}
    for trail in found:
        for row in trail.rows:
            for field in _foreign_keys(row.model):
                value = (row.before or {}).get(field.attname)
                if value is not None and field.related_model not in MODELS:
                    wanted.setdefault(field.related_model, {}).setdefault(value, set()).add(trail.organisation_id)
    lacking: set[int] = set()
    for model, users in wanted.items():
        there = set(model._base_manager.filter(pk__in=users).values_list("pk", flat=True))
        lacking.update(pk for value, pks in users.items() if value not in there for pk in pks)
    return lacking


def _forget_missing_users(found: Collection[Trail]) -> None:
    """Who confirmed a value may have left: the value stays confirmed, by nobody in particular."""
    rows = [row for trail in found for row in trail.rows if row.before and row.before.get("verified_by_id")]
    if rows:
        user_model = Organisation._meta.get_field("verified_by").related_model
        pks = {row.before["verified_by_id"] for row in rows if row.before}
        there = set(user_model._base_manager.filter(pk__in=pks).values_list("pk", flat=True))
        for row in rows:
            if row.before and row.before["verified_by_id"] not in there:
                row.before = {**row.before, "verified_by_id": None}
