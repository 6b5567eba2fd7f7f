"""Words for the facts of materials: their labels, their stages and how to read them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Facts in the order of the page. The keys are those of the document.
FACT_LABELS: Mapping[str, Promise] = {
    "supplyRisk": gettext_lazy("Supply risk"),
    "economicImportance": gettext_lazy("Economic importance"),
    "criticalStage": gettext_lazy("Stage with the largest risk"),
    "mainGlobalProducer": gettext_lazy("Largest producer in the world"),
    "mainEuSource": gettext_lazy("Largest source of the EU"),
    "importReliance": gettext_lazy("Import reliance of the EU"),
    "recyclingInputRate": gettext_lazy("Share from recycling"),
}

FACT_HINTS: Mapping[str, Promise] = {
    "supplyRisk": gettext_lazy("The higher the number, the larger the risk that supply to the EU fails."),
    "economicImportance": gettext_lazy("The higher the number, the more the economy of the EU depends on it."),
    "criticalStage": gettext_lazy("The supply risk is measured in this stage of the chain."),
    "importReliance": gettext_lazy("The part of EU use that comes from outside the EU."),
    "recyclingInputRate": gettext_lazy("The part of EU demand that is met by recycling of used products."),
}

STAGES: Mapping[str, Promise] = {
    "extraction": gettext_lazy("extraction"),
    "processing": gettext_lazy("processing"),
}


def fact_stage(stage: str | None) -> str:
    """The stage that a fact is about, in words; facts speak of extraction and processing alone."""
    return str(STAGES.get(stage or "", stage or ""))


def unknown() -> str:
    return _("unknown")


def place_in_report(reference: str) -> str:
    """The place in the report with the reader's word for a chapter: “ch. 3, fig. 4”."""
    return reference.replace("ch. ", _("ch.") + " ")
