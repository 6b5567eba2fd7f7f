"""What the search finds of the register."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from publication.finding import Findable, OwnPage


def _what_and_where(row: Any) -> str:
    place = (row["municipality"] or {}).get("name") or row["town"]
    stages = ", ".join(stage["name"] for stage in row["stages"])
    return " · ".join(part for part in (row["kindName"], stages, place) if part)


FINDABLE = (Findable("companies", _("Organisations"), "companies:organisation", _what_and_where),)
PAGES = (
    OwnPage("companies:directory", _("Register"), _("All organisations, by stage, material and municipality."),
            "bedrijven companies organisaties organisations zoeken lijst list download csv excel"),
    OwnPage("companies:map", _("Map"), _("The organisations on the map."), "kaart locaties plaats where"),
)  # fmt: skip
