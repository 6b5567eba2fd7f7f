"""Released trajectories as a collection of the API."""

from permits.api.timetable import serializers
from permits.timetable.exports import TRAJECTORIES as TABLE
from permits.timetable.filters import TrajectoryFilterSet
from publication.api import Collection

TRAJECTORIES = Collection(
    filterset=TrajectoryFilterSet,
    table=TABLE,
    row=serializers.TrajectoryRow,
    document=serializers.Trajectory,
    singular="Trajectory",
    plural="Trajectories",
    summary="released trajectories and their timetable",
    daily=True,
)
