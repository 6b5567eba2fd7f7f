"""Where facts come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publication.models import RecordHistory
from valuechains.enums import SourceKind


class Source(models.Model):
    """A page, report, law or data set that states a fact; every public value names at least one."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("web address"), max_length=500, null=True, blank=True)  # noqa: DJ001
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices)
    note_nl = models.TextField(_("note (Dutch)"), blank=True, default="")
    note_en = models.TextField(_("note (English)"), blank=True, default="")
    history = RecordHistory()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values), name="valuechains_source_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
