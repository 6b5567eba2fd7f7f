"""Trajectories as a table."""

from django.utils.translation import gettext_lazy as _

from permits.exports import VERSION
from publication.exports import Column, Table, at
from valuechains.exports import ADDRESS, CHANGED, NAME, SLUG

TRAJECTORIES = Table(
    _("trajectories"),
    [
        SLUG,
        NAME,
        Column(_("example"), at("isExample")),
        Column(_("organisation"), at("organisation.name")),
        Column(_("stage"), at("stage.name")),
        Column(_("municipality"), at("municipality.name")),
        Column(_("status"), at("status")),
        Column(_("procedures done"), at("proceduresDone")),
        Column(_("of which withdrawn or not processed"), at("proceduresStopped")),
        Column(_("procedures"), at("procedures")),
        Column(_("next statutory date"), at("nextStatutoryDate")),
        Column(_("last event"), at("lastEventOn")),
        VERSION,
        ADDRESS,
        CHANGED,
    ],
)
