"""``/api/v1/matches``: whom rows of lists may be about, for keys that decide it as their owner does in the admin."""

from django.urls import path

from loket.api.matching.views import MatchDecisionView, MatchesView, MatchView

__all__ = ["ROUTES"]

ROUTES = [
    path("matches", MatchesView.as_view(), name="matches"),
    path("matches/<int:id>", MatchView.as_view(), name="match"),
    path("matches/<int:id>/decision", MatchDecisionView.as_view(), name="match-decision"),
]
