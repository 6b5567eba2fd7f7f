"""Figures of a day: the register and the white spots for both editions, the trajectories for the internal one."""

from __future__ import annotations

import datetime
from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _
from pyroaring import BitMap

from agenda.reporting.sections import Section
from agenda.views.reading import date_text
from companies.coverage import CellState, Wanted, cells
from companies.enums import ActivityStatus
from companies.past import past_facets, register_began, was_there
from permits.models import Procedure
from permits.trajectories import EventKind, Refused, State, replay
from permits.trajectories.records import book_of, facts_of
from publication.index import index_for, names_of
from publication.index.registry import states
from valuechains.pages import language

Figure = tuple[str, str]


def register_section_of(day: datetime.date) -> Section:
    """Organisations that are public, by stage, and the boxes of the matrix by state."""
    if not was_there(day):
        return Section(_("The register"), [], _nothing_known())
    known = states()
    facets, names = past_facets(known, day), names_of("stages", known)
    chain = index_for("stages", known)
    stages = chain.slugs_of(chain.order("order"))
    working = [one.value for one in ActivityStatus if one is not ActivityStatus.CEASED]
    there = {slug: facets.any_of("stageStatus", [f"{slug}:{one}" for one in working]) for slug in stages}
    figures = [(_("organisations with work in the chain"), str(len(BitMap.union(BitMap(), *there.values()))))]
    figures += [
        (_("of which in: %(stage)s") % {"stage": names[slug][language()]}, str(len(bits)))
        for slug, bits in there.items()
    ]
    wanted = Wanted() if day == timezone.localdate() else Wanted(day=day)
    counted = Counter(cell.state for cell in cells(known, wanted))
    figures += [
        (_("boxes of the matrix: %(state)s") % {"state": state.label}, str(counted[state])) for state in CellState
    ]
    note = _(
        "An organisation can work in more than one stage. Who was withdrawn from the register since is not counted."
    )
    return Section(_("The register"), figures, note)


def _nothing_known() -> str:
    began = register_began()
    if began is None:
        return _("There is no register yet.")
    return _("The register began on %(day)s. Of earlier days nothing is known.") % {"day": date_text(began)}


def trajectories_section(day: datetime.date, until: datetime.datetime) -> Section:
    """From the events that were recorded by then, replayed; examples do not count. Two queries."""
    procedures = Procedure.objects.filter(trajectory__is_example=False, trajectory__created_at__lt=until)
    received = decided = dated = in_time = 0
    trajectories = set()
    for procedure in procedures.prefetch_related("events").order_by("pk").iterator(500):
        trajectories.add(procedure.trajectory_id)
        state = _state_then(procedure, until)
        if state is None:
            continue
        received += state.day(EventKind.RECEIVED) is not None
        decided += state.day(EventKind.DECIDED) is not None
        dated += state.decided_in_time is not None
        in_time += state.decided_in_time is True
    figures: list[Figure] = [
        (_("trajectories with a procedure"), str(len(trajectories))),
        (_("procedures with an application received"), str(received)),
        (_("procedures decided"), str(decided)),
        (_("decided in time, of those with a statutory date"), f"{in_time} / {dated}"),
    ]
    note = _(
        "From the events recorded by that day. What was planned then is left out: plans are changed, not recorded."
    )
    return Section(_("Trajectories"), figures, note)


def _state_then(procedure: Procedure, until: datetime.datetime) -> State | None:
    events = [record.event for record in procedure.events.all() if record.recorded_at < until]
    if not events:
        return None
    try:
        return replay(events, facts_of(procedure), book_of(procedure))
    except Refused:
        return None
