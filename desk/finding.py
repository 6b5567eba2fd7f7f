"""The page of the desk, for the search."""

from django.utils.translation import gettext_lazy as _

from publication.finding import Findable, OwnPage

FINDABLE: tuple[Findable, ...] = ()
PAGES = (
    OwnPage("desk:ask", _("Ask the loket"), _("Ask your question; a person answers it."),
            "vraag stellen contact hulp help helpdesk question"),
    OwnPage("desk:ask-dossier", _("Ask for a dossier"), _("All that is public about a material, a stage and a place."),
            "dossier bundel rapport samenvatting bundle report summary"),
)  # fmt: skip
