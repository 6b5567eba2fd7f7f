"""The route planner in the API: its questions, and plans for answers."""

from permits.api.planner.plans import RoutePlansView
from permits.api.planner.questions import RouteQuestionsView, RouteQuestionView

__all__ = ["RoutePlansView", "RouteQuestionView", "RouteQuestionsView"]
