"""The public read model of trajectories; see ``publication.models.Listing``."""

from django.db import models

from permits.models.trajectories import Trajectory
from publication.models import Listing


class TrajectoryListing(Listing):
    record = models.OneToOneField(Trajectory, primary_key=True, on_delete=models.CASCADE, related_name="listing")
