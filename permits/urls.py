"""Addresses of the permits pages, below ``/nl/`` and ``/en/``; each segment is translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from permits.views.applicant import applicant, applicant_document
from permits.views.authorities import authorities, authority, municipalities, municipality
from permits.views.following import follow
from permits.views.permit_types import permit_type, permit_types
from permits.views.routes import asking, planning
from permits.views.routes.examples import route_examples
from permits.views.terms import term
from permits.views.timetable import trajectories, trajectory

app_name = "permits"

urlpatterns = [
    path(_("calculate-term/"), term, name="term"),
    path(_("permits/"), permit_types, name="permit-types"),
    path(_("permits/route/"), asking.route, name="route"),
    path(_("permits/route/question/"), asking.route_question, name="route-question"),
    path(_("permits/route/all-questions/"), asking.route_all, name="route-all"),
    path(_("permits/route/plan/"), planning.route_plan, name="route-plan"),
    path(_("permits/route/plan/json/"), planning.route_json, name="route-json"),
    path(_("permits/route/plan/calendar/"), planning.route_calendar, name="route-calendar"),
    path(_("permits/route/examples/"), route_examples, name="route-examples"),
    path(_("permits/<slug:slug>/"), permit_type, name="permit-type"),
    path(_("authorities/"), authorities, name="authorities"),
    path(_("authorities/<slug:slug>/"), authority, name="authority"),
    path(_("trajectories/"), trajectories, name="trajectories"),
    path(_("trajectories/<slug:slug>/"), trajectory, name="trajectory"),
    path(_("trajectories/<slug:slug>/follow/"), follow, name="follow"),
    path(_("your-trajectory/<str:secret>/"), applicant, name="applicant"),
    path(_("your-trajectory/<str:secret>/file/<int:pk>/"), applicant_document, name="applicant-document"),
    path(_("who-is-competent/"), municipalities, name="municipalities"),
    path(_("who-is-competent/<slug:slug>/"), municipality, name="municipality"),
]
