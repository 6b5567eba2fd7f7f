"""The start page of the admin: what waits for a person, what runs, what changed.

Its queries do not grow with the data.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from companies import to_decide
from companies.attention import ATTENTION
from companies.list_sources.schedule import due, told
from companies.models import ListSource, Organisation
from desk.dashboard import piles as desk_piles
from imports.enums import WORKING, ImportState
from imports.importers import importers_for
from imports.models import Import, Notice
from imports.notices import subject as notice_subject
from permits.dashboard import piles as trajectory_piles
from publication.admin.recent import latest_changes
from publication.enums import Visibility
from valuechains.models import Material, Stage, SupplyEvent

FIRST = 5
DECISIONS = (ImportState.NEEDS_MAPPING, ImportState.MAPPED, ImportState.PLANNED, ImportState.FAILED)


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """A pile of work: how many, the first ones, and where all of them are."""

    title: str
    count: int
    first: Sequence[Any]
    url: str
    empty: str
    page: str = "admin:companies_organisation_change"


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    icon: str = ""


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """Everything that the start page shows to this person; parts they may not see are left out."""
    user: Any = request.user
    context: dict[str, Any] = {"quick_actions": quick_actions(user), "name": user.get_short_name() or str(user)}
    context["notices"] = notice_lines(user)
    if user.has_perm("companies.view_organisation"):
        context["figures"] = figures()
        context["waiting"] = [*waiting(), *([due_lists()] if user.has_perm("companies.view_listsource") else [])]
        context["is_empty"] = context["figures"]["organisations"] == 0
        context["first_steps"] = first_steps(user, has_stages=context["figures"]["stages"] > 0)
        context["changes"] = [change_line(row) for row in latest_changes([Organisation, Material, Stage, SupplyEvent])]
    if to_decide.may_look(user):
        context["to_decide"] = to_decide.waiting(user).count()
    if user.has_perm("permits.change_trajectory"):
        context["trajectories"] = trajectory_piles(user)
    if user.has_perm("desk.view_inquiry"):
        context["desk"] = desk_piles(user)
    if user.has_perm("imports.view_import"):
        context["imports"] = import_lines(user)
    return context


def figures() -> dict[str, int]:
    """How large the register is, and how far it is checked."""
    counts = Organisation.objects.aggregate(organisations=Count("pk"), verified=Count("verified_at"))
    public = Organisation.objects.filter(visibility=Visibility.PUBLIC).count()
    return {**counts, "public": public, "materials": Material.objects.listed().count(), "stages": Stage.objects.count()}


def waiting() -> list[Waiting]:
    empty = {
        "unverified": _("Every organisation has been verified."),
        "stale": _("Everything that was verified is fresh."),
        "no-location": _("Every organisation has a place on the map."),
        "no-material": _("Every organisation names a material."),
        "doubtful": _("No reading is in doubt."),
        "embargo-soon": _("No embargo ends soon."),
        "poor": _("Every organisation is complete enough."),
    }
    return [_pile(name, label, narrow, empty[name]) for name, (label, narrow) in ATTENTION.items()]


def _pile(name: str, label: Any, narrow: Any, empty: str) -> Waiting:
    records: QuerySet[Organisation] = narrow(Organisation.objects.all())
    order = {"stale": "verified_at", "embargo-soon": "embargo_until"}.get(name, "name")
    # One row more than shown tells whether to count at all.
    first = list(records.order_by(order, "pk")[: FIRST + 1])
    count = records.count() if len(first) > FIRST else len(first)
    url = f"{reverse('admin:companies_organisation_changelist')}?attention={name}"
    return Waiting(str(label), count, first[:FIRST], url, empty)


def due_lists() -> Waiting:
    """Lists of sources that should be here, with whom to ask."""
    late: list[Any] = list(due(ListSource.objects.all()))
    for source in late[:FIRST]:
        source.because = ", ".join(part for part in (told(source), source.contact) if part)
    url = f"{reverse('admin:companies_listsource_changelist')}?due=yes"
    page = "admin:companies_listsource_change"
    return Waiting(_("lists of sources due"), len(late), late[:FIRST], url, _("No list is due."), page)


def import_lines(user: Any) -> list[dict[str, Any]]:
    """Imports of their kinds that work or wait for a decision, newest first."""
    kinds = [one.kind for one in importers_for(user)]
    wanted = Import.objects.filter(state__in=[*DECISIONS, *WORKING], kind__in=kinds)
    jobs = wanted.select_related("user", "deliverer").order_by("-pk")[:FIRST]
    return [_import_line(job) for job in jobs]


def notice_lines(user: Any) -> list[Link]:
    """What this person has not read yet about imports of theirs, newest first."""
    unread = Notice.objects.unread_by(user.pk)[:FIRST]
    return [Link(notice_subject(notice), address("admin:imports_import_change", notice.job_id)) for notice in unread]


def _import_line(job: Import) -> dict[str, Any]:
    done = sum(value for value in job.counts.values() if isinstance(value, int))
    return {
        "title": job.file_name,
        "state": job.get_state_display(),
        "who": job.brought_by,
        "is_working": job.is_working,
        "done": min(done, job.row_count),
        "rows": job.row_count,
        "url": address("admin:imports_import_change", job.pk),
    }


def change_line(row: Any) -> dict[str, Any]:
    model: type[Model] = row.instance_type
    opts = model._meta
    return {
        # ``row.instance`` would read what history does not keep, one query each.
        "what": str(model(**{field.attname: getattr(row, field.attname) for field in row.tracked_fields})),
        "kind": opts.verbose_name,
        "how": {"+": _("added"), "-": _("deleted")}.get(row.history_type, pgettext("a record", "changed")),
        "who": row.history_user,
        "when": row.history_date,
        "door": row.door_text,
        "url": address(f"admin:{opts.app_label}_{opts.model_name}_history", row.id),
    }


def quick_actions(user: Any) -> list[Link]:
    wanted = [
        ("companies.add_organisation", _("Add an organisation"), "admin:companies_organisation_add", "add"),
        ("permits.add_trajectory", _("Add a trajectory"), "admin:permits_trajectory_add", "timeline"),
        ("imports.add_import", _("Import a list"), "admin:imports_import_add", "upload_file"),
        ("valuechains.add_supplyevent", _("Add a supply event"), "admin:valuechains_supplyevent_add", "event"),
        ("companies.view_organisation", _("All organisations"), "admin:companies_organisation_changelist", "domain"),
    ]
    return [
        Link(title, address(name), icon)
        for permission, title, name, icon in wanted
        if user.has_perm(permission) and address(name)
    ]


def first_steps(user: Any, *, has_stages: bool) -> list[Link]:
    """What to do with an empty register, in order."""
    steps = []
    if not has_stages:
        steps.append(Link(_("Ask your administrator to load the reference data: stages, materials and sources."), ""))
    if user.has_perms(["imports.add_import", "companies.add_organisation"]):
        steps.append(Link(_("Import a list of organisations (CSV or XLSX)."), address("admin:imports_import_add")))
    if user.has_perm("companies.add_organisation"):
        steps.append(Link(_("Or add the first organisation by hand."), address("admin:companies_organisation_add")))
    return steps


def address(name: str, *args: Any) -> str:
    """The address of an admin page; empty when there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
