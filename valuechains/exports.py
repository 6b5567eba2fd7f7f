"""Stages, sectors, benchmarks, materials, dilemmas and supply events as tables."""

from django.utils.translation import gettext_lazy as _

from publication.exports import Column, Table, at, each

SLUG = Column("slug", at("slug"))
NAME = Column(_("name"), at("name"))
ADDRESS = Column("url", at("url"), "anyURI")
CHANGED = Column(_("last changed"), at("updatedAt"), "dateTime")

STAGES = Table(
    _("stages"),
    [
        SLUG,
        NAME,
        Column(_("short name"), at("shortName")),
        Column(_("order"), at("order")),
        Column(_("in the province"), at("inProvince")),
        Column(_("2030 benchmark"), at("benchmark.name")),
        ADDRESS,
        CHANGED,
    ],
)
SECTORS = Table(
    _("sectors"),
    [
        SLUG,
        NAME,
        Column(_("order"), at("order")),
        Column(_("examples"), lambda row: "; ".join(row["examples"])),
        ADDRESS,
        CHANGED,
    ],
)
BENCHMARKS = Table(
    _("2030 benchmarks"),
    [
        SLUG,
        NAME,
        Column(_("percent"), at("percent")),
        Column(_("direction"), at("direction")),
        Column(_("text"), at("text")),
        ADDRESS,
        CHANGED,
    ],
)
MATERIALS = Table(
    _("materials"),
    [
        SLUG,
        NAME,
        Column(_("symbols"), lambda row: "; ".join(row["symbols"])),
        Column(_("relation to the list"), at("relation")),
        Column(_("on the list"), at("listed")),
        Column(_("strategic"), at("strategic")),
        Column(_("list version"), at("listVersion")),
        Column(_("supply risk"), at("supplyRisk")),
        Column(_("economic importance"), at("economicImportance")),
        Column(_("import reliance"), at("importReliance")),
        Column(_("recycling input rate"), at("recyclingInputRate")),
        Column(_("sectors"), each("sectors", "name")),
        ADDRESS,
        CHANGED,
    ],
)
DILEMMAS = Table(
    _("dilemmas"),
    [
        SLUG,
        NAME,
        Column(_("material"), at("material.name")),
        Column(_("dimension"), at("dimensionName")),
        Column(_("here"), at("here.text")),
        Column(_("source, here"), at("here.source.title")),
        Column(_("elsewhere"), at("elsewhere.text")),
        Column(_("source, elsewhere"), at("elsewhere.source.title")),
        Column(_("example"), at("example")),
        ADDRESS,
        CHANGED,
    ],
)
SUPPLY_EVENTS = Table(
    _("supply events"),
    [
        SLUG,
        Column(_("date"), at("occurred")),
        NAME,
        Column(_("kind"), at("kind")),
        Column(_("text"), at("text")),
        Column(_("materials"), each("materials", "name")),
        Column(_("until"), at("until")),
        Column(_("sources"), each("sources", "title")),
        ADDRESS,
        CHANGED,
    ],
)
