"""What the search finds of the chain, its materials and what happened to their supply."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from publication.finding import Findable, OwnPage


def _symbols(row: Any) -> str:
    return ", ".join(row["symbols"])


FINDABLE = (
    Findable("materials", _("Materials"), "valuechains:material", _symbols),
    Findable("stages", _("Stages of the chain"), "valuechains:stage", lambda row: row["inProvince"]),
    Findable("sectors", _("Sectors"), "valuechains:sectors", lambda row: row["examples"], how="anchor"),
    Findable("benchmarks", _("Benchmarks 2030"), "valuechains:benchmarks", how="anchor", has_api=False),
    Findable("supply-events", _("Supply events"), "valuechains:events", how="q"),
)
PAGES = (
    OwnPage("valuechains:chain", _("The chain"), _("From raw material to product and back, stage by stage."),
            "schakels stages value chain waardeketen keten"),
    OwnPage("valuechains:materials", _("Materials"), _("All critical raw materials of the EU list, with their facts."),
            "grondstoffen kritieke critical raw materials crm lijst list strategisch strategic"),
    OwnPage("valuechains:events", _("Supply events"), _("What happened to the supply of materials."),
            "gebeurtenissen export restriction exportbeperking tariff prijs price leveringszekerheid"),
    OwnPage("valuechains:benchmarks", _("Benchmarks 2030"), _("What the European law asks for by 2030."),
            "crma doelen targets doelstelling extraction processing recycling"),
)  # fmt: skip
