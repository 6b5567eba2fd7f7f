from companies.models.activities import Activity, ActivityMaterial
from companies.models.aliases import OrganisationAlias
from companies.models.cases import Case, CaseEvent, CaseLink, CaseValue
from companies.models.claims import Claim, Contact, PrivateLink
from companies.models.letters import Letter
from companies.models.list_sources import HiddenRecord, ListSource, Pin, Statement
from companies.models.listings import MunicipalityListing, OrganisationListing, SiteListing
from companies.models.matching import MatchKey, OtherName, RowCandidate, RowMatch
from companies.models.municipalities import Municipality
from companies.models.organisations import Organisation
from companies.models.provenance import Provenance
from companies.models.sites import Site

__all__ = [
    "Activity",
    "ActivityMaterial",
    "Case",
    "CaseEvent",
    "CaseLink",
    "CaseValue",
    "Claim",
    "Contact",
    "HiddenRecord",
    "Letter",
    "ListSource",
    "MatchKey",
    "Municipality",
    "MunicipalityListing",
    "Organisation",
    "OrganisationAlias",
    "OrganisationListing",
    "OtherName",
    "Pin",
    "PrivateLink",
    "Provenance",
    "RowCandidate",
    "RowMatch",
    "Site",
    "SiteListing",
    "Statement",
]
