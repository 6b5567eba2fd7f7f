"""What somebody chose for a column of a partner's list, remembered for the next one."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from imports.days import MONTHS

#: A month or a quarter with its year.
OF_YEAR = re.compile(rf"\b(?:(?:{'|'.join(MONTHS)})\.?|q[1-4])[\s,-]+(?:19|20)[0-9]{{2}}\b")


class ColumnChoiceQuerySet(models.QuerySet["ColumnChoice"]):
    def of(self, kind: str, source: str) -> dict[str, str]:
        """Field by title (both as stored) for the lists of one source; nothing for a source that has no name."""
        if not source:
            return {}
        return dict(self.filter(kind=kind, source=ColumnChoice.source_key(source)).values_list("title", "field"))


class ColumnChoice(models.Model):
    """``title`` is a header made plain; ``field`` is empty for a column that is left out."""

    kind = models.CharField(_("kind of record"), max_length=40)
    source = models.CharField(_("source"), max_length=200)
    title = models.CharField(_("header"), max_length=200)
    field = models.CharField(_("field"), max_length=80, blank=True)
    chosen_at = models.DateTimeField(_("chosen"), auto_now=True)

    objects = ColumnChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "title"],
                name="import_choice_once",
                violation_error_message=_("There is a choice for this column already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.title}"

    @staticmethod
    def source_key(source: str) -> str:
        """A source without case, digits and the month of a year: the next list comes from the same partner.

        What that leaves at the end goes too: of "DCMR, november 2026" and "DCMR (2025)" remains "dcmr".
        """
        name = source.casefold()
        undated = _without_digits(OF_YEAR.sub(" ", name))
        return (undated.removesuffix("()").rstrip(" ,;:-–") or _without_digits(name))[:200]


def _without_digits(text: str) -> str:
    return " ".join("".join(sign for sign in text if not sign.isdigit()).split())
