"""Where the public values of an organisation come from."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from companies.models.organisations import Organisation
from companies.subjects import subject_label
from companies.vouches import Vouch, confidence_name, packed, spread
from publication.lookups import KeyCount
from publication.models import RecordHistory
from valuechains.models import Source


class VouchesField(models.JSONField):
    """``companies.vouches``, told value by value."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def told_apart(self, kept: Mapping[str, Any]) -> dict[str, str]:
        """By the label of each value."""
        return {subject_label(subject): _vouch_text(one) for subject, one in sorted(spread(kept).items())}


def _vouch_text(one: Vouch) -> str:
    parts = [confidence_name(one.confidence)]
    if one.stated_on:
        parts.append(gettext("stated on %(date)s") % {"date": date_format(one.stated_on, "SHORT_DATE_FORMAT")})
    if one.verified_at:
        day = date_format(timezone.localtime(one.verified_at), "SHORT_DATE_FORMAT")
        parts.append(gettext("confirmed on %(date)s") % {"date": day})
    return ", ".join(parts)


class Provenance(models.Model):
    """A source, with the values of an organisation that it states.

    ``vouches_for`` says by value how surely, since when, and who confirmed it (``companies.vouches``). A value is named
    ``name``, ``kind``, ``website``, ``description``, ``status``, ``municipality``, ``town``, ``address``, ``location``,
    ``stage:<slug>`` or ``material:<slug>``.
    """

    #: How many values the rows of a group name the source of; asked where sources are counted.
    TIMES_NAMED: ClassVar[Any] = models.Sum(KeyCount("vouches_for"))

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="provenance", verbose_name=_("organisation"),
        db_index=False,  # the constraint has one that begins with it
    )  # fmt: skip
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="provenance", verbose_name=_("source"))
    vouches_for = VouchesField(_("values"))
    history = RecordHistory(no_db_index=["source", "history_user", "history_date"])

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenance")
        ordering = ["organisation", "source"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source"], name="companies_provenance_of_source"),
            models.CheckConstraint(
                condition=~models.Q(vouches_for={}),
                name="companies_provenance_vouches",
                violation_error_message=_("A source vouches for one value at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.told({}, self.vouches_for)

    def clean(self) -> None:
        try:
            self.vouches_for = packed(spread(self.vouches_for))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValidationError({"vouches_for": _("These are no values that a source vouches for.")}) from error

    def told(self, names: Mapping[str, str], subjects: Iterable[str]) -> str:
        """With these values, and the names of stages and materials (``companies.subjects.names_of``), not slugs."""
        values = ", ".join(subject_label(subject, names) for subject in sorted(subjects))
        return f"{self.organisation}: {values} ({self.source})" if values else f"{self.organisation} ({self.source})"

    def come_back(self) -> None:
        """Brought back after a deletion, nothing is confirmed any more."""
        ones = spread(self.vouches_for)
        self.vouches_for = packed({subject: one.confirmed(None, None) for subject, one in ones.items()})
