"""What matching remembers: other names, blocks of the register, and which organisation a row of a list is about."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.enums import MatchKind, MatchState
from companies.models.assigned import AssignedQuerySet
from companies.models.organisations import Organisation
from companies.names import NameKeyField
from imports.models import Import
from publication.models import RecordHistory


class OtherName(models.Model):
    """A name that an organisation also goes by: an earlier one, a trade name, how a list writes it. Not public."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="other_names", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    name_key = NameKeyField(max_length=200, editable=False, default="")
    history = RecordHistory(excluded_fields=["name_key"])

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["organisation", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name_key"],
                name="companies_other_name_once",
                violation_error_message=_("The organisation has this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MatchKey(models.Model):
    """A block that an organisation stands in (``companies/matching/keys.py``); follows from its names and places.

    ``number`` is that of the organisation: an index, not a relation. One left over finds nothing.
    """

    pk = models.CompositePrimaryKey("key", "number")
    key = models.BigIntegerField()
    number = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.number}"


class RowMatchQuerySet(AssignedQuerySet):
    def waiting(self) -> Self:
        return self.filter(state=MatchState.OPEN)

    def of_source(self, source_key: str, kind: str) -> Self:
        return self.filter(source_key=source_key, kind=kind)


class RowMatch(models.Model):
    """Rows of one source and kind of list that say who they are about in the same words, and who that is.

    ``fingerprint`` is of those words and the source, so that the next list of the source asks nothing again. ``rows``
    are the latest that were brought: ``[number, line as given, {field: cell}]`` each. ``refused`` holds values of the
    list that a person did not want: ``{field: [value]}``. ``changes`` tell what the rows changed of the organisation,
    and with which import: ``{"import": 12, "fields": {field: [old, new]}}``.
    """

    kind = models.CharField(_("list of"), max_length=20, choices=MatchKind.choices, default=MatchKind.COMPANIES)
    source_key = models.CharField(_("source"), max_length=200, blank=True)
    fingerprint = models.CharField(max_length=40, unique=True, editable=False)
    name_key = models.CharField(max_length=200, editable=False)
    name = models.CharField(_("name in the list"), max_length=200)
    job = models.ForeignKey(
        Import, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("latest import")
    )
    rows = models.JSONField(_("rows"), default=list)
    refused = models.JSONField(_("values not taken over"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MatchState.choices, default=MatchState.OPEN)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="row_matches",
        verbose_name=_("organisation"),
    )  # fmt: skip
    score = models.PositiveSmallIntegerField(_("score"), default=0)
    changes = models.JSONField(_("what it changed"), default=dict, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assignee"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Nobody when the score was sure."),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = RowMatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match of a list")
        verbose_name_plural = _("matches of lists")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["state", "created_at"], name="companies_row_match_queue"),
            models.Index(fields=["source_key", "name_key"], name="companies_row_match_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MatchState.values), name="companies_row_match_state_known"),
            models.CheckConstraint(condition=Q(kind__in=MatchKind.values), name="companies_row_match_kind_known"),
            models.CheckConstraint(
                condition=Q(state=MatchState.OPEN, decided_at__isnull=True)
                | (~Q(state=MatchState.OPEN) & Q(decided_at__isnull=False)),
                name="companies_row_match_decided_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == MatchState.OPEN

    @property
    def is_automatic(self) -> bool:
        return not self.is_open and self.decided_by_id is None

    @property
    def cells(self) -> dict[str, Any]:
        """The cells of the first row, by field."""
        return dict(self.rows[0][2]) if self.rows else {}


class RowCandidate(models.Model):
    """An organisation that rows may be about; ``reasons`` are keys of ``companies/matching/reasons.py``."""

    match = models.ForeignKey(RowMatch, on_delete=models.CASCADE, related_name="candidates", verbose_name=_("match"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["match", "-score", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["match", "organisation"], name="companies_row_candidate_once"),
            models.CheckConstraint(condition=Q(score__lte=100), name="companies_row_candidate_score"),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.organisation_id}"
