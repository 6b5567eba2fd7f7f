"""The public read model of each kind; see ``publication.models.Listing``."""

from django.db import models

from companies.models.municipalities import Municipality
from companies.models.organisations import Organisation
from companies.models.sites import Site
from publication.models import Listing


class MunicipalityListing(Listing):
    record = models.OneToOneField(Municipality, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class OrganisationListing(Listing):
    record = models.OneToOneField(Organisation, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class SiteListing(Listing):
    record = models.OneToOneField(Site, primary_key=True, on_delete=models.CASCADE, related_name="listing")
