"""Authorities, and which of them work where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Municipality
from permits.enums import AuthorityKind, LawConfidence, Share
from permits.models.fields import confidence, known, legal_basis, listed, long_text, short_text
from permits.models.versions import LawRow, LawVersion, refuse_when_frozen
from publication.models import RecordHistory
from publication.naming import own_name


class Authority(LawRow):
    """A body that decides, carries out, advises, judges or is a partner. ``is_empty``: nobody knows yet who it is."""

    version = models.ForeignKey(
        LawVersion, on_delete=models.CASCADE, related_name="authorities", verbose_name=_("version")
    )
    name_nl = short_text(_("name (Dutch)"))
    name_en = short_text(_("name (English)"))
    short_name = short_text(_("short name"), length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind.choices)
    role_nl = long_text(_("role (Dutch)"))
    role_en = long_text(_("role (English)"))
    competences = listed(_("competences"), help_text=_("What it decides or does, in both languages."))
    website = models.URLField(_("website"), blank=True, default="")
    is_empty = models.BooleanField(
        _("not known yet"), default=False, help_text=_("The law asks for it, but nobody confirmed who it is.")
    )
    note_nl = long_text(_("note (Dutch)"), optional=True)
    note_en = long_text(_("note (English)"), optional=True)
    legal_basis = legal_basis()
    source_nl = short_text(_("source (Dutch)"), length=500)
    source_en = short_text(_("source (English)"), length=500)
    confidence = confidence()
    history = RecordHistory()

    class Meta(LawRow.Meta):
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        constraints = [*LawRow.Meta.constraints, *known(kind=AuthorityKind, confidence=LawConfidence)]

    def __str__(self) -> str:
        return own_name(self)


class MunicipalAuthorities(LawRow):
    """Who works in one municipality; ``slug`` is that of the municipality."""

    version = models.ForeignKey(
        LawVersion, on_delete=models.CASCADE, related_name="municipal_authorities", verbose_name=_("version")
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="law_rows", verbose_name=_("municipality")
    )
    environment_service = models.ForeignKey(
        Authority,
        on_delete=models.RESTRICT,
        related_name="serves",
        verbose_name=_("environment service"),
        limit_choices_to={"kind": AuthorityKind.ENVIRONMENT_SERVICE},
    )
    safety_region = models.ForeignKey(
        Authority,
        on_delete=models.RESTRICT,
        related_name="protects",
        verbose_name=_("safety region"),
        limit_choices_to={"kind": AuthorityKind.SAFETY_REGION},
    )
    confidence = confidence()
    source_nl = short_text(_("source (Dutch)"), length=500)
    source_en = short_text(_("source (English)"), length=500)
    history = RecordHistory()

    class Meta(LawRow.Meta):
        verbose_name = _("authorities of a municipality")
        verbose_name_plural = _("authorities of municipalities")
        ordering = ["version", "municipality__name"]
        constraints = [
            *LawRow.Meta.constraints,
            *known(confidence=LawConfidence),
            models.UniqueConstraint(
                fields=["version", "municipality"],
                name="permits_municipalauthorities_municipality_once",
                violation_error_message=_("This version has a row for this municipality already."),
            ),
        ]

    def __str__(self) -> str:
        return self.municipality.name


class WaterBoardArea(models.Model):
    """The share of a municipality in the area of one water board, whose borders follow no municipality."""

    row = models.ForeignKey(
        MunicipalAuthorities, on_delete=models.CASCADE, related_name="water_boards", verbose_name=_("municipality")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    authority = models.ForeignKey(
        Authority,
        on_delete=models.RESTRICT,
        related_name="areas",
        verbose_name=_("water board"),
        limit_choices_to={"kind": AuthorityKind.WATER_BOARD},
    )
    share = models.CharField(_("share"), max_length=10, choices=Share.choices)
    where_nl = short_text(_("which part (Dutch)"), optional=True)
    where_en = short_text(_("which part (English)"), optional=True)
    confidence = confidence()
    source_nl = short_text(_("source (Dutch)"), length=500)
    source_en = short_text(_("source (English)"), length=500)
    history = RecordHistory()

    class Meta:
        verbose_name = _("area of a water board")
        verbose_name_plural = _("areas of water boards")
        ordering = ["row", "order", "pk"]
        constraints = [
            *known(share=Share, confidence=LawConfidence),
            models.UniqueConstraint(
                fields=["row", "authority"],
                name="permits_waterboardarea_once",
                violation_error_message=_("This municipality names this water board already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.authority}"

    def save(self, *args: object, **kwargs: object) -> None:
        refuse_when_frozen(self.row.version)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        refuse_when_frozen(self.row.version)
        return super().delete(*args, **kwargs)  # type: ignore[arg-type]
