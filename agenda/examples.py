"""Fictitious bottlenecks, actions and a meeting with decisions, marked as examples, of a fictitious party.

Days count from the day of loading.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from agenda.enums import PartnerGroup
from agenda.models import Action, Bottleneck, Challenge, Decision, Meeting, Partner, Recommendation
from permits.models import Trajectory
from publication.enums import Visibility
from publication.publishing import publishing
from valuechains.enums import Confidence
from valuechains.models import Material, Stage

FILE = settings.BASE_DIR / "fixtures" / "examples" / "agenda.json"
TEXTS = ("slug", "name_nl", "name_en", "text_nl", "text_en")
Row = dict[str, Any]
#: Real parties get no invented actions.
PARTY = {
    "slug": "voorbeeldpartij",
    "name_nl": "Voorbeeldpartij (voorbeeld)",
    "name_en": "Example party (example)",
    "text_nl": "Verzonnen, om te laten zien hoe het portaal werkt.",
    "text_en": "Made up, to show how the portal works.",
    "group": PartnerGroup.CONSULTATION,
    "visibility": Visibility.PUBLIC,
    "confidence": Confidence.NONE,
}


def load() -> int:
    """Make what is missing; 0 without the reference data of the agenda, on which the examples rest."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    if not Recommendation.objects.exists():
        return 0
    today = timezone.localdate()
    with publishing():
        owner, _made = Partner.objects.get_or_create(slug=PARTY["slug"], defaults=PARTY)
        made = _meeting(rows["meeting"])
        made += sum(_bottleneck(row, today) for row in rows["bottlenecks"])
        made += sum(_action(row, rows["meeting"]["slug"], owner, today) for row in rows["actions"])
    return made


def remove() -> int:
    """Take them away with their history."""
    models: tuple[Any, ...] = (Action, Bottleneck, Meeting)
    with publishing():
        decisions = list(Decision.objects.filter(meeting__is_example=True).values_list("pk", flat=True))
        removed = 0
        for model in models:
            for record in model.objects.filter(is_example=True):
                record.delete()
                removed += 1
            model.history.filter(is_example=True).delete()
        Decision.history.filter(id__in=decisions).delete()
        Partner.objects.filter(slug=PARTY["slug"], actions=None).delete()
        Partner.history.filter(slug=PARTY["slug"]).delete()
    return removed


def _common(row: Row) -> Row:
    texts = {name: row[name] for name in TEXTS if name in row}
    return {**texts, "visibility": Visibility.PUBLIC, "is_example": True, "confidence": Confidence.NONE}


def _meeting(row: Row) -> int:
    if Meeting.objects.filter(slug=row["slug"]).exists() or Meeting.objects.filter(date=row["date"]).exists():
        return 0
    date = datetime.date.fromisoformat(row["date"])
    agenda = {name: row[name] for name in ("agenda_nl", "agenda_en")}
    meeting = Meeting.objects.create(date=date, **agenda, **_common(row))
    for one in row["decisions"]:
        meeting.decisions.create(number=one["number"], text_nl=one["nl"], text_en=one["en"], is_public=True)
    return 1


def _bottleneck(row: Row, today: datetime.date) -> int:
    challenge = Challenge.objects.filter(slug=row["challenge"]).first()
    if challenge is None or Bottleneck.objects.filter(slug=row["slug"]).exists():
        return 0
    solved = row.get("solved_days_ago")
    bottleneck = Bottleneck.objects.create(
        challenge=challenge,
        told_on=today - datetime.timedelta(days=row["days_ago"]),
        solved_on=None if solved is None else today - datetime.timedelta(days=solved),
        **{name: row[name] for name in ("level", "state", "told_by")},
        **_common(row),
    )
    bottleneck.stages.set(Stage.objects.filter(slug__in=row["stages"]))
    bottleneck.materials.set(Material.objects.filter(slug__in=row["materials"]))
    bottleneck.trajectories.set(Trajectory.objects.examples().filter(slug__in=row["trajectories"]))
    return 1


def _action(row: Row, meeting_slug: str, owner: Partner, today: datetime.date) -> int:
    recommendation = Recommendation.objects.filter(number=row["recommendation"]).first()
    if recommendation is None or Action.objects.filter(slug=row["slug"]).exists():
        return 0
    meeting = Meeting.objects.filter(slug=meeting_slug, is_example=True).first() if row.get("meeting") else None
    ended = row.get("ended_days_ago")
    action = Action.objects.create(
        recommendation=recommendation,
        part=recommendation.parts.filter(number=row["part"]).first(),
        owner=owner,
        meeting=meeting,
        decision=meeting.decisions.filter(number=row["decision"]).first() if meeting else None,
        due_on=today + datetime.timedelta(days=row["due_in"]),
        ended_on=None if ended is None else today - datetime.timedelta(days=ended),
        state=row["state"],
        evidence_nl=row.get("evidence_nl", ""),
        evidence_en=row.get("evidence_en", ""),
        **_common(row),
    )
    action.bottlenecks.set(Bottleneck.objects.filter(slug__in=row["bottlenecks"]))
    action.trajectories.set(Trajectory.objects.examples().filter(slug__in=row.get("trajectories", ())))
    action.after.set(Action.objects.filter(slug__in=row.get("after", ())))
    return 1
