"""The timetable in words: what each code means, which dates were missed, and until when one can respond."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from permits.enums import LawConfidence, Procedure
from permits.terms.texts import Months, Weeks
from permits.trajectories import (
    CorrectionReason,
    EventKind,
    Ground,
    Outcome,
    Status,
    TermKind,
    TrajectoryStatus,
)
from permits.trajectory_enums import ChangeReason, Milestone
from permits.views.law_words import certainty, version_words
from permits.views.reading import Row, day, page

EXPLAINED: dict[str, Promise] = {
    Status.PREPARATION: gettext_lazy("The application has not come in yet."),
    Status.TREATMENT: gettext_lazy("The authority has the application and is working on a decision."),
    Status.INCOMPLETE: gettext_lazy("Something is missing. The term stands still while the applicant completes it."),
    Status.SUSPENDED: gettext_lazy("The term stands still for now."),
    Status.DRAFT: gettext_lazy("The authority has written a draft of its decision. Everybody can read it and respond."),
    Status.DECIDED: gettext_lazy("The authority has decided. The decision has not been made known yet."),
    Status.PUBLISHED: gettext_lazy("The decision has been made known."),
    Status.OBJECTION: gettext_lazy("Somebody objected. The authority looks at its decision again."),
    Status.APPEAL: gettext_lazy("Somebody appealed. A court decides."),
    Status.IN_FORCE: gettext_lazy("The permit may be used."),
    Status.REFUSED: gettext_lazy("The authority refused the permit."),
    Status.ANNULLED: gettext_lazy("The decision no longer stands."),
    Status.DECLINED: gettext_lazy("The authority did not process the application."),
    Status.WITHDRAWN: gettext_lazy("The applicant took the application back."),
}
TONES = {
    TrajectoryStatus.IN_FORCE: "positive",
    TrajectoryStatus.SUSPENDED: "warning",
    TrajectoryStatus.STOPPED: "negative",
    TrajectoryStatus.WITHDRAWN: "negative",
}
WINDOW_TITLES = {
    EventKind.VIEWS_RECEIVED: gettext_lazy("Respond to the draft decision"),
    EventKind.OBJECTION: gettext_lazy("Object to the decision"),
    EventKind.APPEAL: gettext_lazy("Appeal against the decision"),
}
HOW_TO_RESPOND = {
    EventKind.VIEWS_RECEIVED: gettext_lazy("Everybody may respond. Send your response to the authority in time."),
    EventKind.OBJECTION: gettext_lazy("Send your objection to the authority that decided, in time."),
    EventKind.APPEAL: gettext_lazy("Send your appeal to the court, in time. The decision says to which one."),
}
# What happens when a planned date is met.
MET_BY = {
    Milestone.APPLICATION: EventKind.RECEIVED,
    Milestone.DRAFT: EventKind.DRAFT_LAID_OPEN,
    Milestone.DECISION: EventKind.DECIDED,
    Milestone.IN_FORCE: EventKind.IN_FORCE,
}


def told_row(row: Row, today: datetime.date) -> Row:
    status = TrajectoryStatus(row["status"]) if row["status"] else None
    following = row["nextStatutoryDate"]
    return {
        **row,
        "href": page("trajectory", row["slug"]),
        "statusName": str(status.label) if status else _("not public"),
        "tone": TONES.get(status, "neutral") if status else "neutral",
        "nextDay": day(following),
        "isLate": bool(following) and following < today.isoformat(),
        "lastEventDay": day(row["lastEventOn"]),
        "open": _open(row["openWindows"], today),
    }


def told_page(document: Row, today: datetime.date) -> Row:
    procedures = [_procedure(one, today) for one in document["timetable"]]
    return {
        **told_row(document, today),
        "procedures_told": procedures,
        "openNow": [window for one in procedures for window in one["openWindows"]],
        "log": sorted(
            (
                _log(change, planned, one)
                for one in procedures
                for planned in one["planned"]
                for change in planned["changes"]
            ),
            key=lambda one: one["date"],
            reverse=True,
        ),
        "organisationLink": _elsewhere("companies:organisation", document["organisation"]),
        "stageLink": _elsewhere("valuechains:stage", document["stage"]),
        "municipalityLink": _link(document["municipality"], "municipality"),
        **version_words(document["version"]),
    }


def _open(windows: list[Row], today: datetime.date) -> list[Row]:
    """What can be responded to now; drafts that are laid open together are told once, with their number."""
    counted = Counter((one["kind"], one["first"], one["last"]) for one in windows if one["last"] >= today.isoformat())
    return [
        {**_window({"kind": kind, "first": first, "last": last}, today), "count": count}
        for (kind, first, last), count in counted.items()
    ]


def _procedure(one: Row, today: datetime.date) -> Row:
    status = one["status"]
    events = [_event(event) for event in one["events"]]
    true = {event["kind"]: event for event in one["events"] if not event["isCorrected"]}
    return {
        **one,
        "href": page("permit-type", one["permitType"]["slug"]),
        "name": one["permitType"]["name"],
        "authorityLink": _link(one["authority"], "authority"),
        "procedureName": str(Procedure(one["procedure"]).label),
        "statusName": str(Status(status).label) if status else _("not public"),
        "explained": str(EXPLAINED[status]) if status else _("Nothing of this procedure has been made public."),
        "outcomeName": str(Outcome(one["outcome"]).label) if one["outcome"] else "",
        "statutory": _statutory(one["statutory"], today),
        "planned": [_planned(planned, true, today) for planned in one["planned"]],
        "told": events,
        "openWindows": [
            {
                **_window(window, today),
                "steps": _dated(window["steps"]),
                "authority": one["authority"],
                "website": one["website"],
                "permit": one["permitType"]["name"],
            }
            for window in one["windows"]
            if window["last"] >= today.isoformat()
        ],
    }


def _statutory(term: Row | None, today: datetime.date) -> Row | None:
    if term is None:
        return None
    late = term["date"] is not None and term["date"] < today.isoformat()
    return {
        **term,
        "name": str(TermKind(term["kind"]).label),
        "day": day(term["date"]),
        "isMissed": late,
        "steps": _dated(term["steps"]),
        "alternatives": _dated(term["alternatives"]),
        "certainty": certainty(LawConfidence(term["confidence"])) if term["confidence"] else "",
    }


def _dated(rows: list[Row]) -> list[Row]:
    """Steps and readings, each with its date in words."""
    return [{**row, "day": day(row["date"])} for row in rows]


def _planned(planned: Row, true: Row, today: datetime.date) -> Row:
    """Met when the event was told; missed when the day has passed without it."""
    met = true.get(MET_BY[Milestone(planned["milestone"])])
    return {
        **planned,
        "name": str(Milestone(planned["milestone"]).label),
        "currentDay": day(planned["current"]),
        "originalDay": day(planned["original"]) if planned["original"] != planned["current"] else "",
        "actualDay": day(met["date"]) if met else "",
        "isMissed": met is None and planned["current"] < today.isoformat(),
    }


def _event(event: Row) -> Row:
    return {
        **event,
        "day": day(event["date"]),
        "name": str(EventKind(event["kind"]).label),
        "details": [str(one) for one in _details(event)],
        "correctionName": str(CorrectionReason(event["correction"]).label) if event["correction"] else "",
    }


def _details(event: Row) -> list[Any]:
    found: list[Any] = []
    if event["outcome"]:
        found.append(Outcome(event["outcome"]).label)
    if event["ground"]:
        found.append(Ground(event["ground"]).label)
    if event["adviser"]:
        found.append(event["adviser"])
    if event["weeks"]:
        found.append(Weeks(event["weeks"]))
    if event["months"]:
        found.append(Months(event["months"]))
    if event["until"]:
        found.append(_("until %(day)s") % {"day": day(event["until"])})
    return found


def _window(window: Row, today: datetime.date) -> Row:
    kind = EventKind(window["kind"])
    left = (datetime.date.fromisoformat(window["last"]) - today).days
    return {
        **window,
        "title": str(WINDOW_TITLES[kind]),
        "how": str(HOW_TO_RESPOND[kind]),
        "lastDay": day(window["last"]),
        "firstDay": day(window["first"]),
        "daysLeft": left,
        "isLastDay": left == 0,
    }


def _log(change: Row, planned: Row, procedure: Row) -> Row:
    return {
        "date": change["on"],
        "day": day(change["on"]),
        "permit": procedure["name"],
        "milestone": planned["name"],
        "before": day(change["before"]),
        "after": day(change["after"]),
        "reason": str(ChangeReason(change["reason"]).label),
        "text": change["text"],
        "textLanguage": change["textLanguage"],
    }


def _link(reference: Row | None, name: str) -> Row | None:
    return None if reference is None else {"name": reference["name"], "href": page(name, reference["slug"])}


def _elsewhere(name: str, reference: Row | None) -> Row | None:
    """A page of another app, where there is one."""
    if reference is None:
        return None
    try:
        return {"name": reference["name"], "href": reverse(name, kwargs={"slug": reference["slug"]})}
    except NoReverseMatch:
        return {"name": reference["name"], "href": ""}
