"""A public trajectory as something to follow: its steps, legal dates and periods to respond, from listings alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from permits.trajectories import EventKind
from permits.trajectory_enums import ChangeReason, Milestone
from permits.views.reading import day
from publication.following import Related
from publication.following.subjects import Known as Versions
from publication.following.subjects import ListedRecord, State

Known = dict[str, Any]


class TrajectorySubject(ListedRecord):
    kind, view, kind_name = "trajectories", "permits:trajectory", gettext_lazy("trajectory")
    list_view, list_name = "permits:trajectories", gettext_lazy("Trajectories")

    def state(self, key: str) -> State | None:
        found = self.document(key)
        return known(found) if found else None

    def changes(self, before: State, after: State) -> list[str]:
        return changes(before, after)

    def related(self, key: str, known: Versions) -> Sequence[Related]:
        return ()

    @property
    def note(self) -> str:
        return _("These mails inform; ask the competent authority which date counts.")


def known(document: Known) -> Known:
    """What a later mail compares: the events of each procedure, its legal date, and its name for the mail."""
    return {
        one["permitType"]["slug"]: {
            "name": one["permitType"]["name"],
            "events": [f"{event['date']} {event['kind']}" for event in one["events"] if not event["isCorrected"]],
            "date": (one["statutory"] or {}).get("date"),
            "windows": [f"{window['last']} {window['kind']}" for window in one["windows"]],
            "planned": {planned["milestone"]: _plan(planned) for planned in one["planned"]},
        }
        for one in document["timetable"]
    }


def _plan(planned: Known) -> Known:
    last = planned["changes"][-1] if planned["changes"] else {}
    return {"date": planned["current"], "reason": last.get("reason")}


def changes(before: Known, after: Known) -> list[str]:
    """One line for each event that is new and each date or last day that moved, in the language of the moment."""
    lines = []
    for slug, now in after.items():
        then = before.get(slug, {"events": [], "date": None, "windows": [], "planned": {}})
        for event in now["events"]:
            if event not in then["events"]:
                on, kind = event.split(" ")
                values = {"day": day(on), "what": EventKind(kind).label, "permit": now["name"]}
                lines.append(_("%(day)s: %(what)s (%(permit)s).") % values)
        if now["date"] != then["date"] and now["date"]:
            values = {"permit": now["name"], "day": day(now["date"]), "before": day(then["date"])}
            text = _("%(permit)s: the legal date is now %(day)s; it was %(before)s.")
            first = _("%(permit)s: the legal date is %(day)s.")
            lines.append((text if then["date"] else first) % values)
        for window in now["windows"]:
            last, kind = window.split(" ")
            if window not in then["windows"] and last >= timezone.localdate().isoformat():
                values = {"permit": now["name"], "day": day(last)}
                lines.append(_("%(permit)s: you can respond until and including %(day)s.") % values)
        # Who followed before planned dates were told is not told all of them at once.
        if "planned" in then and "planned" in now:
            lines += _plans(now["name"], then["planned"], now["planned"])
    return lines


def _plans(permit: str, then: Known, now: Known) -> Iterator[str]:
    """Planned dates that are new or moved; the reason is one of a fixed list."""
    for milestone, plan in now.items():
        old = then.get(milestone)
        values = {"permit": permit, "what": Milestone(milestone).label, "day": day(plan["date"])}
        if old is None:
            yield _("%(permit)s: %(what)s is planned for %(day)s.") % values
        elif old["date"] != plan["date"]:
            values["before"] = day(old["date"])
            text = _("%(permit)s: %(what)s is now planned for %(day)s; it was %(before)s.") % values
            why = f" ({ChangeReason(plan['reason']).label})" if plan["reason"] else ""
            yield f"{text.removesuffix('.')}{why}."
