"""Organisations, sites, municipalities and the coverage of the chain as tables."""

from django.utils.translation import gettext_lazy as _

from publication.exports import SEVERAL, Column, Table, at, coordinate, each
from valuechains.exports import ADDRESS, CHANGED, NAME, SLUG

LATITUDE = Column(_("latitude"), coordinate("location", 1), "number")
LONGITUDE = Column(_("longitude"), coordinate("location", 0), "number")
MUNICIPALITY = Column(_("municipality"), at("municipality.name"))
TOWN = Column(_("town"), at("town"))
PRECISION = Column(_("precision"), at("precision"))

COMPANIES = Table(
    _("organisations"),
    [
        SLUG,
        NAME,
        Column(_("kind"), at("kindName")),
        Column(_("stages"), each("stages", "name"), separator=SEVERAL),
        Column(_("materials"), each("materials", "name"), separator=SEVERAL),
        MUNICIPALITY,
        TOWN,
        LATITUDE,
        LONGITUDE,
        PRECISION,
        Column(_("website"), at("website"), "anyURI"),
        Column(_("status"), at("statusText")),
        Column(_("confirmed"), at("verified"), "boolean"),
        Column(_("confirmed on"), at("verifiedOn"), "date"),
        ADDRESS,
        CHANGED,
    ],
    point="location",
)
SITES = Table(
    _("sites"),
    [
        Column("id", at("id")),
        NAME,
        Column(_("organisation"), at("organisation.name")),
        Column(_("main site"), at("main")),
        Column(_("street address"), at("streetAddress")),
        Column(_("postcode"), at("postcode")),
        TOWN,
        MUNICIPALITY,
        LATITUDE,
        LONGITUDE,
        PRECISION,
        ADDRESS,
        CHANGED,
    ],
    point="location",
)
MUNICIPALITIES = Table(
    _("municipalities"),
    [SLUG, NAME, Column(_("CBS code"), at("cbsCode")), LATITUDE, LONGITUDE, ADDRESS, CHANGED],
    point="location",
)
COVERAGE = Table(
    _("coverage"),
    [
        Column("id", at("id")),
        Column("stage", at("stage")),
        Column(_("name of the stage"), at("stageName")),
        Column("material", at("material")),
        Column(_("name of the material"), at("materialName")),
        Column(_("strategic"), at("strategic")),
        Column(_("organisations"), at("organisations")),
        Column(_("state"), at("state")),
        Column(_("active"), at("active")),
        Column(_("planned"), at("planned")),
        Column(_("exploring"), at("exploring")),
        Column(_("ceased"), at("ceased")),
        Column(_("organisations of which no material is known"), at("materialUnknown")),
        Column(_("knowledge institutes and programmes"), at("knowledge")),
        Column(_("trajectories under way"), at("trajectories")),
        Column(_("as it was on"), at("on")),
        ADDRESS,
    ],
)
