"""The permits part of the API."""

from django.urls import path

from permits.api import law, planner, terms, timetable

COLLECTIONS = (*law.COLLECTIONS, timetable.TRAJECTORIES)
ROUTES = [
    *terms.ROUTES,
    path("route-plans", planner.RoutePlansView.as_view(), name="route-plans"),
    path("route-questions", planner.RouteQuestionsView.as_view(), name="route-questions"),
    path("route-questions/<str:slug>", planner.RouteQuestionView.as_view(), name="route-questions-record"),
]
