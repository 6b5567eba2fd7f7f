"""The public read model of the law data; see ``publication.models.Listing``."""

from django.db import models

from permits.models.authorities import Authority, MunicipalAuthorities
from permits.models.permit_types import PermitType
from publication.models import Listing


class AuthorityListing(Listing):
    record = models.OneToOneField(Authority, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class PermitTypeListing(Listing):
    record = models.OneToOneField(PermitType, primary_key=True, on_delete=models.CASCADE, related_name="listing")


class MunicipalAuthoritiesListing(Listing):
    record = models.OneToOneField(
        MunicipalAuthorities, primary_key=True, on_delete=models.CASCADE, related_name="listing"
    )
