"""All rules by the names that the API and the page use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permits.terms.lawbook import Lawbook
from permits.terms.options import Option, options_of
from permits.terms.results import Result
from permits.terms.rules import crma, extended, force, notice, preparation, regular, remedies, views
from permits.terms.rules.plain import NoParams


@dataclass(frozen=True, slots=True)
class Rule:
    """``start`` says which day the start date is; ``about`` tells the term in one sentence."""

    name: str
    title: Promise
    start: Promise
    about: Promise
    params: type
    function: Callable[[date, Any, Lawbook], Result]

    @property
    def options(self) -> tuple[Option, ...]:
        return options_of(self.params)


_ALL = (
    Rule(
        "regular",
        _("Decision in the regular procedure"),
        _("Receipt of the application"),
        _("Eight weeks after receipt, twelve when another body must consent."),
        regular.RegularParams,
        regular.regular,
    ),
    Rule(
        "extended",
        _("Decision in the extended procedure"),
        _("Receipt of the application; with coordinated applications of the last one"),
        _("Six months after receipt, whatever day of the week that is."),
        extended.ExtendedParams,
        extended.extended,
    ),
    Rule(
        "views",
        _("Views on a draft decision"),
        _("The draft is laid open"),
        _("Six weeks in which the day of laying open counts."),
        NoParams,
        views.views,
    ),
    Rule(
        "decision-without-views",
        _("Decision when there are no views"),
        _("The draft is laid open"),
        _("Four weeks after the period for views."),
        NoParams,
        views.decision_without_views,
    ),
    Rule(
        "objection",
        _("Objection"),
        _("The decision is made known"),
        _("Six weeks from the day after."),
        NoParams,
        remedies.objection,
    ),
    Rule(
        "objection-decision",
        _("Decision on an objection"),
        _("Last day of the period for objection"),
        _("Six weeks, twelve with an advisory committee."),
        remedies.ObjectionDecisionParams,
        remedies.objection_decision,
    ),
    Rule(
        "appeal",
        _("Appeal after the extended procedure"),
        _("The decision is laid open"),
        _("Six weeks from the day after."),
        NoParams,
        remedies.appeal,
    ),
    Rule(
        "decline-incomplete",
        _("Decision not to process an incomplete application"),
        _("Last day of the period for completion, which passed unused"),
        _("Four weeks."),
        NoParams,
        preparation.decline_incomplete,
    ),
    Rule(
        "eia-screening",
        _("EIA screening decision"),
        _("Receipt of the notification"),
        _("Six weeks."),
        NoParams,
        preparation.eia_screening,
    ),
    Rule(
        "consent",
        _("Decision on consent"),
        _("Request for consent"),
        _("Four weeks."),
        NoParams,
        preparation.consent,
    ),
    Rule(
        "entry-into-force",
        _("Entry into force of a permit"),
        _("The decision is made known or laid open"),
        _("The next day, or after four weeks."),
        force.ForceParams,
        force.entry_into_force,
    ),
    Rule(
        "notice-before-start",
        _("Notice before work starts"),
        _("Planned start of the work"),
        _("Counted back from the start, usually four weeks."),
        notice.NoticeParams,
        notice.notice_before_start,
    ),
    Rule(
        "safety-report",
        _("Conclusions on a safety report"),
        _("Receipt of the safety report"),
        _("Six months, whatever day of the week that is."),
        NoParams,
        preparation.safety_report,
    ),
    Rule(
        "crma-completeness",
        _("Completeness of a strategic project's application"),
        _("Receipt of the application"),
        _("45 days (Critical Raw Materials Act)."),
        NoParams,
        crma.crma_completeness,
    ),
    Rule(
        "crma",
        _("Cap on all permits of a strategic project"),
        _("Acknowledged completeness; for a process that already ran: recognition as a strategic project"),
        _("15 months for processing or recycling, 27 with extraction (Critical Raw Materials Act)."),
        crma.CrmaParams,
        crma.crma,
    ),
)
RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ALL}
