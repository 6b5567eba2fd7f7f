"""The public read model of each kind; see ``publication.models.Listing``."""

from django.db import models

from publication.models import Listing
from valuechains.models.chain import Benchmark, Sector, Stage
from valuechains.models.dilemmas import Dilemma
from valuechains.models.events import SupplyEvent
from valuechains.models.materials import Material


class BenchmarkListing(Listing):
    record = models.OneToOneField(Benchmark, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class StageListing(Listing):
    record = models.OneToOneField(Stage, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class SectorListing(Listing):
    record = models.OneToOneField(Sector, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class MaterialListing(Listing):
    record = models.OneToOneField(Material, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class SupplyEventListing(Listing):
    record = models.OneToOneField(SupplyEvent, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class DilemmaListing(Listing):
    record = models.OneToOneField(Dilemma, primary_key=True, on_delete=models.CASCADE, related_name="listing")
