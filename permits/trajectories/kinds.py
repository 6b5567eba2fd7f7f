"""The closed lists of the engine: what can happen, in which state a procedure is, and who has the ball."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from permits.enums import Procedure as ProcedureKind
from permits.enums import Remedy

__all__ = [
    "DONE",
    "RANK",
    "CorrectionReason",
    "EventKind",
    "Ground",
    "Holder",
    "Outcome",
    "Phase",
    "ProcedureKind",
    "Remedy",
    "Status",
]


class EventKind(TextChoices):
    """What can happen in a procedure. The order is the order of events of the same day."""

    RECEIVED = "received", _("application received")
    COMPLETION_ASKED = "completion-asked", _("completion asked")
    COMPLETED = "completed", _("application completed")
    SUSPENDED = "suspended", _("term suspended")
    RESUMED = "resumed", _("suspension ended")
    ADVICE_ASKED = "advice-asked", _("advice asked")
    ADVICE_RECEIVED = "advice-received", _("advice received")
    EXTENDED = "extended", _("term extended")
    DRAFT_LAID_OPEN = "draft-laid-open", _("draft decision laid open")
    VIEWS_RECEIVED = "views-received", _("views received")
    DECIDED = "decided", _("decision taken")
    PUBLISHED = "published", _("decision made known or laid open")
    IN_FORCE = "in-force", _("in force")
    OBJECTION = "objection", _("objection made")
    OBJECTION_DECIDED = "objection-decided", _("objection decided")
    APPEAL = "appeal", _("appeal made")
    APPEAL_DECIDED = "appeal-decided", _("appeal decided")
    DECLINED = "declined", _("not processed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CORRECTED = "corrected", _("taken back: did not happen")


RANK = {kind: number for number, kind in enumerate(EventKind)}


class Phase(TextChoices):
    """Where a procedure stands; the transition table is written in these."""

    PREPARATION = "preparation", _("in preparation")
    TREATMENT = "treatment", _("in treatment")
    DRAFT = "draft", _("draft laid open")
    DECIDED = "decided", _("decided")
    PUBLISHED = "published", _("decision made known")
    ENDED = "ended", _("ended")


class Status(TextChoices):
    """What a reader is told: the phase together with what stands open in it."""

    PREPARATION = "preparation", _("in preparation")
    TREATMENT = "treatment", _("in treatment")
    INCOMPLETE = "incomplete", _("waiting for completion")
    SUSPENDED = "suspended", _("suspended")
    DRAFT = "draft", _("draft laid open")
    DECIDED = "decided", _("decision taken")
    PUBLISHED = "published", _("decision made known")
    OBJECTION = "objection", _("in objection")
    APPEAL = "appeal", _("in appeal")
    IN_FORCE = "in-force", _("in force")
    REFUSED = "refused", _("refused")
    ANNULLED = "annulled", _("annulled")
    DECLINED = "declined", _("not processed")
    WITHDRAWN = "withdrawn", _("withdrawn")


# Nothing further is waited for; a remedy may still reopen the first two.
DONE = frozenset({Status.IN_FORCE, Status.REFUSED, Status.ANNULLED, Status.DECLINED, Status.WITHDRAWN})


class Holder(TextChoices):
    """Who has the ball."""

    APPLICANT = "applicant", _("applicant")
    AUTHORITY = "authority", _("competent authority")
    THIRD_PARTY = "third-party", _("third party")
    NOBODY = "nobody", _("nobody")


class Ground(TextChoices):
    """Why a term stands still: Wet Bibob 31, Awb 4:15(2), Ow 16.61."""

    BIBOB = "bibob", _("Bibob advice")
    CONSENT = "consent", _("the applicant agrees to a delay")
    DELAY = "delay", _("delay caused by the applicant")
    FORCE_MAJEURE = "force-majeure", _("force majeure")
    HOLDING_OVER = "holding-over", _("the decision is held over")


class Outcome(TextChoices):
    """Of a decision the first two, of an objection or appeal the last two."""

    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    STANDS = "stands", _("the decision stands")
    ANNULLED = "annulled", _("the decision is annulled")


class CorrectionReason(TextChoices):
    """Why a record takes the place of an earlier one. A typing error is no change of the facts."""

    TYPING_ERROR = "typing-error", _("typing error")
    NEW_FACTS = "new-facts", _("it turned out otherwise")
    WRONG_PROCEDURE = "wrong-procedure", _("belongs to another procedure")
