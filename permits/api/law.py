"""Permit types, authorities and who is competent in each municipality, as collections of the API."""

from permits import exports, filters
from permits.api import serializers
from publication.api import Collection

PERMIT_TYPES = Collection(
    filterset=filters.PermitTypeFilterSet,
    table=exports.PERMIT_TYPES,
    row=serializers.PermitTypeRow,
    document=serializers.PermitType,
    singular="PermitType",
    plural="PermitTypes",
    summary="permit types and duties of the law version in force",
)
AUTHORITIES = Collection(
    filterset=filters.AuthorityFilterSet,
    table=exports.AUTHORITIES,
    row=serializers.AuthorityRow,
    document=serializers.Authority,
    singular="Authority",
    plural="Authorities",
    summary="authorities and other bodies of the law version in force",
)
MUNICIPAL_AUTHORITIES = Collection(
    filterset=filters.MunicipalAuthoritiesFilterSet,
    table=exports.MUNICIPAL_AUTHORITIES,
    row=serializers.MunicipalAuthoritiesRow,
    document=serializers.MunicipalAuthorities,
    singular="MunicipalAuthorities",
    plural="MunicipalAuthoritiesList",
    summary="who is competent in each municipality",
)
COLLECTIONS = (PERMIT_TYPES, AUTHORITIES, MUNICIPAL_AUTHORITIES)
