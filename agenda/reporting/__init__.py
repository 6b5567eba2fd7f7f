"""The progress report: how far the agenda was at the end of a day, from history, so that a day always says the same."""

from agenda.reporting.report import Edition, Report, report
from agenda.reporting.sections import Section, register_section

__all__ = ["Edition", "Report", "Section", "register_section", "report"]
