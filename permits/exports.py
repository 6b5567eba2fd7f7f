"""Permit types, authorities and municipalities as tables."""

from django.utils.translation import gettext_lazy as _

from publication.exports import Column, Table, at, each
from valuechains.exports import ADDRESS, CHANGED, NAME, SLUG

CONFIDENCE = Column(_("confidence"), at("confidence"))
VERSION = Column(_("law version"), at("lawVersion"))

PERMIT_TYPES = Table(
    _("permit types"),
    [
        SLUG,
        NAME,
        Column(_("category"), at("category")),
        Column(_("what it is"), at("summary")),
        Column(_("who decides"), at("authority.kind")),
        Column(_("competent authority"), at("authority.authority.name")),
        Column(_("procedure"), at("procedure")),
        Column(_("term"), at("termRule")),
        Column(_("stages"), each("stages", "slug")),
        CONFIDENCE,
        VERSION,
        ADDRESS,
        CHANGED,
    ],
)
AUTHORITIES = Table(
    _("authorities"),
    [
        SLUG,
        NAME,
        Column(_("short name"), at("shortName")),
        Column(_("kind"), at("kind")),
        Column(_("known"), at("isKnown")),
        Column(_("role"), at("role")),
        Column(_("website"), at("website")),
        Column(_("municipalities"), each("municipalities", "slug")),
        CONFIDENCE,
        VERSION,
        ADDRESS,
        CHANGED,
    ],
)
MUNICIPAL_AUTHORITIES = Table(
    _("competent authorities by municipality"),
    [
        SLUG,
        NAME,
        Column(_("CBS code"), at("cbsCode")),
        Column(_("environment service"), at("environmentService.name")),
        Column(_("water boards"), each("waterBoards", "name")),
        Column(_("water board by map"), at("waterBoardByMap")),
        Column(_("safety region"), at("safetyRegion.name")),
        CONFIDENCE,
        VERSION,
        ADDRESS,
        CHANGED,
    ],
)
