"""Who may do what: six roles, and for every model the actions that each of them has.

The matrix is the decision; the database follows it after every ``migrate``. A role has nothing that does not stand
here. docs/security.md prints the same matrix, and a test compares the two.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

VIEW = "view"
EDIT = "view add change"
ALL = "view add change delete"
NOTHING = ""


class Role(TextChoices):
    """The value is the name of the group."""

    VIEWER = "viewer", _("viewer")
    CURATOR = "curator", _("curator")
    PERMIT_OFFICER = "permit-officer", _("permit officer")
    DESK_OFFICER = "desk-officer", _("desk officer")
    ADMINISTRATOR = "administrator", _("administrator")
    PARTNER = "partner", _("partner")

    @property
    def is_staff(self) -> bool:
        """Whether somebody with this role works in the admin; partners come through the API."""
        return self is not Role.PARTNER

    @property
    def explanation(self) -> str:
        """What somebody with this role does, for who gives it."""
        return str(EXPLANATIONS[self])


EXPLANATIONS = {
    Role.VIEWER: _("sees the whole register, also what is not public; changes nothing"),
    Role.CURATOR: _("keeps the register: adds, changes, verifies, publishes and imports"),
    Role.PERMIT_OFFICER: _("sees the register, works on permits and imports trajectories"),
    Role.DESK_OFFICER: _("sees the register and answers questions"),
    Role.ADMINISTRATOR: _("does what the whole team does, and manages accounts"),
    Role.PARTNER: _("delivers data from outside; no access to the admin"),
}

Row = Mapping[Role, str]


def _row(viewer: str, curator: str, permits: str, desk: str, administrator: str, partner: str = NOTHING) -> Row:
    return dict(zip(Role, (viewer, curator, permits, desk, administrator, partner), strict=True))


REGISTER = _row(VIEW, ALL, VIEW, VIEW, ALL)
REFERENCE = _row(VIEW, EDIT, VIEW, VIEW, ALL)
KEPT_BY_THE_PORTAL = _row(VIEW, VIEW, VIEW, VIEW, VIEW)
# Which kinds of lists: an importer names the permission that it needs beside this one.
# ``deliver``: bring a list through the API; it waits there until the team applies it.
IMPORTS = _row(NOTHING, EDIT, EDIT, NOTHING, ALL, "deliver")
IMPORT_RESULTS = _row(NOTHING, VIEW, VIEW, NOTHING, VIEW)
LAW = _row(VIEW, VIEW, ALL, VIEW, ALL)
# What was recorded stays: nobody deletes it.
TRAJECTORY = _row(VIEW, VIEW, EDIT, VIEW, EDIT)
APPENDED = _row(VIEW, VIEW, "view add", VIEW, "view add")
CASE_FILE = _row(NOTHING, NOTHING, EDIT, VIEW, EDIT)
# A report holds the sender's address and free text.
MODERATION = _row(NOTHING, "view change", NOTHING, NOTHING, "view change")
# Names and mail addresses of people at organisations.
CONTACTS = _row(NOTHING, ALL, NOTHING, NOTHING, ALL)
OWN_NOTES = _row("view change", "view change", "view change", "view change", "view change")
DESK = _row(NOTHING, NOTHING, NOTHING, "view change", "view change")
DESK_TEXTS = _row(NOTHING, NOTHING, NOTHING, ALL, ALL)
ACCOUNTS = _row(NOTHING, NOTHING, NOTHING, NOTHING, EDIT)
ACCOUNT_FACTS = _row(NOTHING, NOTHING, NOTHING, NOTHING, VIEW)

MATRIX: dict[str, Row] = {
    "companies.Organisation": REGISTER,
    "companies.Site": REGISTER,
    "companies.Activity": REGISTER,
    "companies.ActivityMaterial": REGISTER,
    "companies.Provenance": REGISTER,
    "companies.ListSource": REGISTER,
    "companies.Municipality": REFERENCE,
    "companies.Case": MODERATION,
    "companies.Contact": CONTACTS,
    "companies.OtherName": REGISTER,
    "companies.RowMatch": MODERATION,
    "valuechains.Stage": REFERENCE,
    "valuechains.Sector": REFERENCE,
    "valuechains.Benchmark": REFERENCE,
    "valuechains.Source": REFERENCE,
    "valuechains.ListVersion": REFERENCE,
    "valuechains.Material": REFERENCE,
    "valuechains.ListEntry": REFERENCE,
    "valuechains.MaterialFact": REFERENCE,
    "valuechains.MaterialSector": REFERENCE,
    "valuechains.SupplyEvent": REGISTER,
    "valuechains.Dilemma": REGISTER,
    "permits.LawVersion": LAW,
    "permits.Authority": LAW,
    "permits.MunicipalAuthorities": LAW,
    "permits.WaterBoardArea": LAW,
    "permits.PermitType": LAW,
    "permits.CompetenceRule": LAW,
    "permits.Question": LAW,
    "permits.RouteRule": LAW,
    "permits.Dependency": LAW,
    "permits.WorkedCase": LAW,
    "permits.Trajectory": TRAJECTORY,
    "permits.Procedure": TRAJECTORY,
    "permits.ProcedureEvent": APPENDED,
    "permits.EventRelease": TRAJECTORY,
    "permits.PlannedDate": TRAJECTORY,
    "permits.PlannedDateChange": APPENDED,
    "permits.Note": CASE_FILE,
    "permits.Document": CASE_FILE,
    "permits.Escalation": CASE_FILE,
    "permits.Reminder": KEPT_BY_THE_PORTAL,
    "agenda.Recommendation": REFERENCE,
    "agenda.RecommendationPart": REFERENCE,
    "agenda.Challenge": REFERENCE,
    "agenda.Opportunity": REFERENCE,
    "agenda.Partner": REGISTER,
    "agenda.Instrument": REGISTER,
    "agenda.KnowledgeOffer": REGISTER,
    "agenda.FundingScheme": REGISTER,
    "agenda.FundingWindow": REGISTER,
    "agenda.Milestone": REGISTER,
    "agenda.Meeting": REGISTER,
    "agenda.Decision": REGISTER,
    "agenda.Location": REGISTER,
    "agenda.Light": REGISTER,
    "agenda.Bottleneck": REGISTER,
    "agenda.Action": REGISTER,
    "desk.Inquiry": DESK,
    "desk.AnswerTemplate": DESK_TEXTS,
    "imports.Import": IMPORTS,
    "imports.ImportRow": IMPORT_RESULTS,
    "imports.ImportChunk": IMPORT_RESULTS,
    "imports.Notice": OWN_NOTES,
    "publication.ListingState": KEPT_BY_THE_PORTAL,
    "loket.User": ACCOUNTS,
    "loket.ApiKey": ACCOUNTS,
    "auth.Group": ACCOUNT_FACTS,
}


def codenames(model: str, actions: str) -> set[str]:
    """``companies.Site``, ``view change`` as ``{"view_site", "change_site"}``."""
    name = model.rpartition(".")[2].lower()
    return {f"{action}_{name}" for action in actions.split()}


def permissions_of(role: Role) -> set[str]:
    """What ``role`` may do, as ``app.codename``; models that are not installed are left out."""
    return {
        f"{model.partition('.')[0]}.{codename}"
        for model, row in MATRIX.items()
        if _is_installed(model)
        for codename in codenames(model, row[role])
    }


def synchronise(using: str = "default", **_kwargs: Any) -> None:
    """Give every group exactly what the matrix says. Runs after each migrate: permissions exist only then."""
    group_model = installed.get_model("auth", "Group")
    permission_model = installed.get_model("auth", "Permission")
    for label in {model.partition(".")[0] for model in MATRIX if _is_installed(model)}:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permission_model.objects.using(using).select_related("content_type")
    }
    for role in Role:
        group, _created = group_model.objects.using(using).get_or_create(name=role.value)
        wanted = [known[name] for name in permissions_of(role) if name in known]
        group.permissions.set(wanted)


def _is_installed(model: str) -> bool:
    try:
        installed.get_model(model)
    except LookupError:
        return False
    return True
