"""Offtake and feedstock: who could supply an activity, take off from it, or use what it leaves over, and why."""

from companies.offtake.plans import Plan, Work, plan_of
from companies.offtake.relations import Role
from companies.offtake.suggesting import KINDS, MOST, Suggestion, centres, suggestions

__all__ = ["KINDS", "MOST", "Plan", "Role", "Suggestion", "Work", "centres", "plan_of", "suggestions"]
