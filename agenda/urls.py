"""Addresses of the white spots and the agenda, below ``/nl/`` and ``/en/``; each segment is translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from agenda.locations import views as locations
from agenda.locations.map import location_points
from agenda.views import cell, lists, matrix, overview, report

app_name = "agenda"

urlpatterns = [
    path(_("white-spots/"), matrix.matrix, name="white-spots"),
    path(_("white-spots/picture.svg"), matrix.picture, name="white-spots-picture"),
    path(_("white-spots/<slug:stage>/<slug:material>/"), cell.cell, name="white-spot"),
    path(_("locations/"), locations.locations, name="locations"),
    path(_("locations/map/points.json"), location_points, name="location-points"),
    path(_("locations/<slug:slug>/"), locations.location, name="location"),
    path(_("agenda/"), overview.overview, name="overview"),
    path(_("agenda/recommendations/<slug:slug>/"), overview.recommendation, name="recommendation"),
    path(_("agenda/progress/"), report.progress, name="progress"),
    path(_("agenda/progress/report.xlsx"), report.progress_file, name="progress-file"),
    path(_("agenda/challenges/"), lists.challenges, name="challenges"),
    path(_("agenda/opportunities/"), lists.opportunities, name="opportunities"),
    path(_("agenda/opportunities/<slug:slug>/"), lists.opportunity, name="opportunity"),
    path(_("agenda/bottlenecks/"), lists.bottlenecks, name="bottlenecks"),
    path(_("agenda/actions/"), lists.actions, name="actions"),
    path(_("agenda/partners/"), lists.partners, name="partners"),
    path(_("agenda/programmes/"), lists.instruments, name="instruments"),
    path(_("agenda/programmes/<slug:slug>/"), lists.instrument, name="instrument"),
    path(_("agenda/consultation/"), lists.meetings, name="meetings"),
    path(_("agenda/consultation/<slug:slug>/"), lists.meeting, name="meeting"),
    path(_("agenda/courses-and-research/"), lists.knowledge, name="knowledge"),
    path(_("agenda/funding/"), lists.funding, name="funding"),
]
