"""What plans say of practice: how long procedures took, beside the legal date and never in its place.

The figures are of all trajectories, also of those that nobody may see yet. So nothing is told below five decisions, not
even how many there were.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from permits.routes.plan import Plan
from permits.routes.ruleset import Procedure
from permits.routes.telling import Document, as_document
from permits.trajectories.figures import LeadTime, in_practice

__all__ = ["plan_document"]


def plan_document(made: Plan) -> Document:
    """The plan with ``inPractice`` beside the law of each procedure. The same answers give the same plan for the same
    version of the law data; ``inPractice`` alone follows what happens."""
    document = as_document(made)
    figures = in_practice()
    for row in document["procedures"]:
        has_end = row["procedure"] != Procedure.NONE.value
        row["inPractice"] = _practice(figures.get(row["permitType"])) if has_end else None
    return document


def _practice(figure: LeadTime | None) -> Document:
    """Days from receipt to decision: half and four fifths of the procedures took no longer."""
    enough: Any = figure if figure and figure.is_enough else None
    return {
        "isEnough": enough is not None,
        "decisions": enough and enough.n,
        "p50Days": enough and enough.p50,
        "p80Days": enough and enough.p80,
        "text": _text(enough),
    }


def _text(figure: LeadTime | None) -> str:
    if figure is None:
        return _("Too few: fewer than five decisions are known.")
    half = ngettext("Half took %(days)d day at most", "Half took %(days)d days at most", figure.p50 or 0)
    most = ngettext("four fifths %(days)d day", "four fifths %(days)d days", figure.p80 or 0)
    count = _("(%(n)d decisions, from receipt to decision)") % {"n": figure.n}
    return f"{half % {'days': figure.p50}}, {most % {'days': figure.p80}} {count}."
