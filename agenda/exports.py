"""The agenda's collections as tables."""

from django.utils.translation import gettext_lazy as _

from publication.exports import Column, Table, at, each
from valuechains.exports import ADDRESS, CHANGED, NAME, SLUG

TEXT = Column(_("text"), at("text"))
STAGES = Column(_("stages"), each("stages", "name"))
MATERIALS = Column(_("materials"), each("materials", "name"))
SOURCES = Column(_("sources"), each("sources", "title"))
EXAMPLE = Column(_("example"), at("example"))
END = [SOURCES, ADDRESS, CHANGED]

RECOMMENDATIONS = Table(
    _("recommendations"),
    [
        SLUG,
        Column(_("number"), at("number")),
        NAME,
        Column(_("role"), at("roleName")),
        Column(_("owner"), at("owner.name")),
        Column(_("parts"), lambda row: "; ".join(f"{part['number']} {part['name']}" for part in row["parts"])),
        TEXT,
        *END,
    ],
)
CHALLENGES = Table(_("challenges"), [SLUG, NAME, Column(_("dimension"), at("dimensionName")), TEXT, *END])
OPPORTUNITIES = Table(
    _("opportunities"), [SLUG, Column(_("number"), at("number")), NAME, TEXT, STAGES, MATERIALS, *END]
)
PARTNERS = Table(
    _("partners"),
    [SLUG, NAME, Column(_("group"), at("groupName")), TEXT, Column(_("organisation"), at("organisation.slug")), *END],
)
MEETINGS = Table(
    _("meetings"),
    [SLUG, Column(_("date"), at("date")), NAME, TEXT, Column(_("parties"), each("parties", "name")), *END],
)
BOTTLENECKS = Table(
    _("bottlenecks"),
    [
        SLUG,
        NAME,
        TEXT,
        Column(_("challenge"), at("challenge.name")),
        Column(_("level that can solve it"), at("levelName")),
        Column(_("state"), at("stateName")),
        Column(_("told by"), at("toldByName")),
        Column(_("told on"), at("toldOn")),
        Column(_("solved on"), at("solvedOn")),
        Column(_("trajectories hit"), each("trajectories", "name")),
        STAGES,
        MATERIALS,
        EXAMPLE,
        *END,
    ],
)
ACTIONS = Table(
    _("actions"),
    [
        SLUG,
        NAME,
        TEXT,
        Column(_("recommendation"), at("recommendation.number")),
        Column(_("part"), at("part")),
        Column(_("owner"), at("owner.name")),
        Column(_("state"), at("stateName")),
        Column(_("due on"), at("dueOn")),
        Column(_("ended on"), at("endedOn")),
        Column(_("evidence"), at("evidence")),
        Column(_("organisations"), each("organisations", "name")),
        Column(_("trajectories"), each("trajectories", "name")),
        Column(_("challenges"), each("challenges", "name")),
        Column(_("bottlenecks"), each("bottlenecks", "name")),
        STAGES,
        MATERIALS,
        EXAMPLE,
        *END,
    ],
)
