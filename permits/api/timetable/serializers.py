"""What the documents of trajectories hold, for the OpenAPI document. The texts come ready from the listings."""

from rest_framework import serializers

from permits.api.serializers import LawVersion
from permits.enums import Procedure
from permits.serializers import TermReading, TermStep
from permits.terms import Confidence
from permits.trajectories import (
    CorrectionReason,
    EventKind,
    Ground,
    Outcome,
    Status,
    TermKind,
    TrajectoryStatus,
)
from permits.trajectories.delays import Loss
from permits.trajectory_enums import ChangeReason, Milestone
from valuechains.serializers import NOTHING, Reference, changed, choice, word

WINDOW_KINDS = [(kind.value, kind.label) for kind in (EventKind.VIEWS_RECEIVED, EventKind.OBJECTION, EventKind.APPEAL)]


class OpenWindow(serializers.Serializer):
    """A period in which others may act. It has passed when ``last`` has."""

    kind = choice(WINDOW_KINDS, help_text="What may come: views, an objection or an appeal.")
    first = serializers.DateField()
    last = serializers.DateField(help_text="Last day in time.")


class CountedWindow(OpenWindow):
    """The same, with the way to its last day."""

    steps = TermStep(many=True)


class LostStretch(serializers.Serializer):
    """Days on which a procedure was over its term or its clock stood still, as far as its steps are public."""

    why = choice(Loss.choices)
    first = serializers.DateField()
    last = serializers.DateField(**NOTHING, help_text="Null: it goes on.")


class TrajectoryRow(serializers.Serializer):
    """A trajectory in short. All of it follows from released events."""

    slug = word()
    url = word(help_text="Path of the record in this API.")
    name = word()
    isExample = serializers.BooleanField(help_text="Fictitious: shows how the portal works.")
    organisation = Reference(**NOTHING)
    stage = Reference(**NOTHING)
    municipality = Reference(**NOTHING)
    status = choice(TrajectoryStatus.choices, **NOTHING)
    proceduresDone = serializers.IntegerField(help_text="Nothing further is waited for, whatever the end was.")
    proceduresStopped = serializers.IntegerField(help_text="Those among them that were withdrawn or not processed.")
    procedures = serializers.IntegerField()
    nextStatutoryDate = serializers.DateField(**NOTHING)
    lastEventOn = serializers.DateField(**NOTHING)
    openWindows = OpenWindow(many=True, help_text="Passed ones included.")
    materials = Reference(many=True, help_text="Of its organisation in this stage, by the register.")
    delays = LostStretch(many=True)
    lawVersion = serializers.IntegerField()
    updatedAt = changed()


class StatutoryDate(serializers.Serializer):
    """The current legal date by the cautious reading."""

    kind = choice(TermKind.choices)
    date = serializers.DateField(**NOTHING)
    assumption = word(**NOTHING, help_text="What the date supposes that has not happened yet.")
    unknown = word(**NOTHING, help_text="Why there is no date.")
    steps = TermStep(many=True)
    alternatives = TermReading(many=True)
    confidence = choice([(level.value, level.value) for level in Confidence], **NOTHING)
    termsVersion = word(**NOTHING)


class DateChange(serializers.Serializer):
    """One move of a planned date."""

    on = serializers.DateField()
    before = serializers.DateField()
    after = serializers.DateField()
    reason = choice(ChangeReason.choices)
    text = word()
    textLanguage = choice([("nl", "nl"), ("en", "en")])


class PlannedDate(serializers.Serializer):
    """When somebody means to do something; never a legal date."""

    milestone = choice(Milestone.choices)
    original = serializers.DateField()
    current = serializers.DateField()
    changes = DateChange(many=True)


class TrajectoryEvent(serializers.Serializer):
    """A released event."""

    date = serializers.DateField()
    kind = choice(EventKind.choices)
    until = serializers.DateField(**NOTHING)
    weeks = serializers.IntegerField(**NOTHING, help_text="By how many weeks a term was extended.")
    months = serializers.IntegerField(
        **NOTHING, help_text="By how many months the cap of a strategic project was extended."
    )
    ground = choice(Ground.choices, **NOTHING)
    outcome = choice(Outcome.choices, **NOTHING)
    adviser = word(**NOTHING)
    text = word()
    isCorrected = serializers.BooleanField(help_text="A later record took its place.")
    correction = choice(CorrectionReason.choices, **NOTHING)


class TimetableProcedure(serializers.Serializer):
    """One permit of the trajectory."""

    permitType = Reference()
    authority = Reference(**NOTHING)
    website = word(**NOTHING, help_text="Website of the authority.")
    procedure = choice(Procedure.choices)
    status = choice(Status.choices, **NOTHING)
    outcome = choice(Outcome.choices, **NOTHING)
    isWhole = serializers.BooleanField(
        help_text="Whether all steps that move its dates are public. If not, no legal date is given."
    )
    statutory = StatutoryDate(**NOTHING)
    planned = PlannedDate(many=True)
    events = TrajectoryEvent(many=True)
    windows = CountedWindow(many=True)


class Trajectory(TrajectoryRow):
    """A trajectory with its timetable."""

    summary = word()
    timetable = TimetableProcedure(many=True)
    version = LawVersion()
    disclaimer = word()
