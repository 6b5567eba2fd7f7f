from permits.models.applicant_links import ApplicantLink
from permits.models.authorities import Authority, MunicipalAuthorities, WaterBoardArea
from permits.models.case_files import Document, Escalation, Note
from permits.models.listings import AuthorityListing, MunicipalAuthoritiesListing, PermitTypeListing
from permits.models.permit_types import CompetenceRule, PermitType
from permits.models.planned_dates import PlannedDate, PlannedDateChange
from permits.models.procedure_events import EventRelease, ProcedureEvent
from permits.models.procedures import Procedure
from permits.models.reminders import CalendarFeed, Reminder
from permits.models.route_rows import Dependency, Question, RouteRule, WorkedCase
from permits.models.timetable import TrajectoryListing
from permits.models.trajectories import Trajectory
from permits.models.versions import LawRow, LawVersion

__all__ = [
    "ApplicantLink",
    "Authority",
    "AuthorityListing",
    "CalendarFeed",
    "CompetenceRule",
    "Dependency",
    "Document",
    "Escalation",
    "EventRelease",
    "LawRow",
    "LawVersion",
    "MunicipalAuthorities",
    "MunicipalAuthoritiesListing",
    "Note",
    "PermitType",
    "PermitTypeListing",
    "PlannedDate",
    "PlannedDateChange",
    "Procedure",
    "ProcedureEvent",
    "Question",
    "Reminder",
    "RouteRule",
    "Trajectory",
    "TrajectoryListing",
    "WaterBoardArea",
    "WorkedCase",
]
