"""What the search finds of permits, authorities and trajectories."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from publication.finding import Findable, OwnPage
from publication.finding.kinds import no_text


def _who_and_where(row: Any) -> str:
    return " · ".join(one["name"] for one in (row["organisation"], row["stage"], row["municipality"]) if one)


FINDABLE = (
    Findable("permit-types", _("Permits"), "permits:permit-type", lambda row: row["summary"]),
    Findable("authorities", _("Competent authorities"), "permits:authority", lambda row: row.get("shortName") or ""),
    Findable("municipal-authorities", _("Who is competent where"), "permits:municipality",
             no_text, has_api=False),
    Findable("trajectories", _("Trajectories"), "permits:trajectory", _who_and_where, example="isExample"),
)  # fmt: skip
PAGES = (
    OwnPage("permits:route", _("Plan your route through the permits"),
            _("Answer some questions and see which permits are needed, from whom, and how long they take."),
            "routeplanner vergunningen aanvragen apply permit check planner traject investeren"),
    OwnPage("permits:term", _("Calculate a term"), _("When must an authority have decided? Counted by the law."),
            "termijn rekenhulp termijnberekening beslistermijn deadline calculator bezwaar beroep objection appeal"),
    OwnPage("permits:permit-types", _("Permits"), _("All kinds of permits and notices that may be needed."),
            "vergunningen meldingen omgevingsvergunning"),
    OwnPage("permits:authorities", _("Competent authorities"), _("Who decides about which permit."),
            "bevoegd gezag omgevingsdienst waterschap gemeente provincie"),
    OwnPage("permits:municipalities", _("Who is competent where"), _("Choose a municipality and see who decides."),
            "bevoegd gezag gemeente"),
    OwnPage("permits:trajectories", _("Trajectories"), _("Permit procedures that run, with their public dates."),
            "lopende procedures inspraak zienswijze bekendmaking planning"),
)  # fmt: skip
