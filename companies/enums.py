from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    COMPANY = "company", _("company")
    KNOWLEDGE_INSTITUTE = "knowledge_institute", _("knowledge institute")
    RESEARCH_PROGRAMME = "research_programme", _("research programme")
    FOUNDATION = "foundation", _("foundation")
    BRANCH_ORGANISATION = "branch_organisation", _("branch organisation")
    PARTNERSHIP = "partnership", _("partnership")
    GOVERNMENT = "government", _("government")


class ActivityStatus(models.TextChoices):
    """How far an organisation is with its work in a stage."""

    ACTIVE = "active", _("active")
    PLANNED = "planned", _("planned")
    EXPLORING = "exploring", _("exploring")
    ANNOUNCED = "announced", _("announced")
    CEASED = "ceased", _("ceased")


class Precision(models.TextChoices):
    """What the point of a site stands for."""

    ADDRESS = "address", _("address")
    TOWN = "town", _("town, not an address")
    MUNICIPALITY = "municipality", _("municipality, not an address")


class OrganisationStatus(models.TextChoices):
    """An event that changes what an organisation is; empty when nothing is known."""

    INSOLVENT = "insolvent", _("insolvent")
    TAKEN_OVER = "taken_over", _("taken over")
    CLOSED = "closed", _("closed")


class Reading(models.TextChoices):
    """How sure the reading of the printed figure is."""

    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    UNCERTAIN = "uncertain", _("uncertain")


class CaseKind(models.TextChoices):
    """What somebody tells about an organisation."""

    CHANGE = "change", pgettext_lazy("kind of report", "change")
    CLOSURE = "closure", _("closure")
    MOVE = "move", _("move")
    CLAIM = "claim", _("claim")


class CaseDoor(models.TextChoices):
    """The way by which a case came in. What the sender says of itself is not checked; this is."""

    PAGE = "page", _("public page")
    OWN_PAGE = "own_page", _("own page")
    API = "api", _("API")
    LIST = "list", _("list")


class CaseState(models.TextChoices):
    """How far a case is; from ``ACCEPTED`` on it is decided."""

    OPEN = "open", _("waits for a decision")
    ASKED = "asked", _("waits for the sender")
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("partly accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


DECIDED = (CaseState.ACCEPTED, CaseState.PARTLY, CaseState.REJECTED, CaseState.WITHDRAWN)


class CaseStep(models.TextChoices):
    """What happened to a case."""

    RECEIVED = "received", _("received")
    TAKEN = "taken", _("taken up")
    ASKED = "asked", _("question to the sender")
    ANSWERED = "answered", _("answer of the sender")
    DECIDED = "decided", _("decided")
    CONFIRMED = "confirmed", _("mail address confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("access ended")
    FORGOTTEN = "forgotten", _("personal data removed")


class LetterState(models.TextChoices):
    """Where a mail is. ``SENDING`` that stays is one of which nobody knows whether it left: it is not sent again."""

    WAITING = "waiting", _("waits")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class MatchKind(models.TextChoices):
    """Which lists the rows stand on; the value is the kind of the importer."""

    COMPANIES = "companies", _("organisations")
    SITES = "sites", _("sites of organisations")


class MatchState(models.TextChoices):
    """What is known of rows of a list: who they are about."""

    OPEN = "open", _("waits for a decision")
    SAME = "same", _("is this organisation")
    NEW = "new", _("is another organisation")
    LEFT = "left", _("is left out")


class Eligibility(models.TextChoices):
    """Why somebody may speak for an organisation."""

    DIRECTOR = "director", _("I am an owner or director")
    EMPLOYEE = "employee", _("I work there and may speak for it")
    AGENT = "agent", _("I act for it with its written authority")


class ClaimRoute(models.TextChoices):
    """How it is shown that the claimant belongs to the organisation."""

    DOMAIN = "domain", _("mail address at its own domain")
    BY_HAND = "by_hand", _("checked by hand: its domain is not known")


class ProofType(models.TextChoices):
    """A document that goes with a claim, by its content."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"


class LinkPurpose(models.TextChoices):
    """What a private link opens."""

    CLAIM = "claim", _("confirm a claim")
    PROFILE = "profile", _("the own page of an organisation")
    FRESHNESS = "freshness", _("the yearly question")
