"""The portal's own pages, for the search."""

from django.utils.translation import gettext_lazy as _

from loket.search.synonyms import SYNONYMS
from publication.finding import Findable, OwnPage

__all__ = ["FINDABLE", "PAGES", "SYNONYMS"]

FINDABLE: tuple[Findable, ...] = ()
PAGES = (
    OwnPage("loket:home", _("Home"), _("What the loket is, and where to start."), "start begin voorpagina"),
    OwnPage("loket:about", _("About the loket"), _("Why the province has a loket for critical raw materials."),
            "over crm one stop shop provincie zuid-holland wie zijn wij"),
    OwnPage("loket:contact", _("Contact"), _("How to reach the loket."), "contact mail adres telefoon"),
    OwnPage("loket:open-data", _("Open data"), _("All data as files and through the API."),
            "csv json geojson excel download datacatalogus dcat"),
    OwnPage("loket:api", _("API for developers"), _("What the API holds, with filters and examples."),
            "api rest openapi json ontwikkelaars developers qgis"),
    OwnPage("loket:colophon", _("Colophon and sources"), _("Where the facts come from."), "bronnen sources licentie"),
    OwnPage("loket:accessibility", _("Accessibility"), _("What works for whom, and what does not yet."), "wcag"),
    OwnPage("loket:privacy", _("Privacy"), _("Which personal data we keep, and how long."), "avg gdpr cookies"),
    OwnPage("loket:security-policy", _("Report a vulnerability"), _("Found a leak? Tell us."), "beveiliging security"),
)  # fmt: skip
