"""The legal calendar: terms of permit procedures as pure functions. No database, no clock; see docs/terms.md."""

from permits.terms.engine import compute
from permits.terms.errors import BeyondCalendar, Fault, OldLaw, TermError
from permits.terms.lawbook import CURRENT, LAWBOOKS, CompletionCounting, Lawbook
from permits.terms.registry import RULES, Rule
from permits.terms.results import Alternative, Confidence, Result, Step
from permits.terms.suspensions import Suspension, SuspensionKind

__all__ = [
    "CURRENT",
    "LAWBOOKS",
    "RULES",
    "Alternative",
    "BeyondCalendar",
    "CompletionCounting",
    "Confidence",
    "Fault",
    "Lawbook",
    "OldLaw",
    "Result",
    "Rule",
    "Step",
    "Suspension",
    "SuspensionKind",
    "TermError",
    "compute",
]
