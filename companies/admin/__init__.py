"""The register as the provincial team works with it."""

from companies.admin.claims import ContactAdmin
from companies.admin.list_sources import ListSourceAdmin
from companies.admin.matching import RowMatchAdmin
from companies.admin.moderation import CaseAdmin
from companies.admin.municipalities import MunicipalityAdmin
from companies.admin.organisations import OrganisationAdmin
from companies.admin.places import ActivityAdmin, SiteAdmin

__all__ = [
    "ActivityAdmin",
    "CaseAdmin",
    "ContactAdmin",
    "ListSourceAdmin",
    "MunicipalityAdmin",
    "OrganisationAdmin",
    "RowMatchAdmin",
    "SiteAdmin",
]
