"""What can be published: internal, embargoed until a date, or public."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.enums import Visibility


class PublishableQuerySet(models.QuerySet):
    def published(self, on: datetime.date | None = None) -> Self:
        """What anybody may see on a day (today in Dutch time when none is given)."""
        day = on or timezone.localdate()
        return self.filter(
            models.Q(visibility=Visibility.PUBLIC) | models.Q(visibility=Visibility.EMBARGOED, embargo_until__lte=day)
        )


class Publishable(models.Model):
    visibility = models.CharField(
        _("visibility"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.INTERNAL,
        help_text=_("Internal records are seen by staff alone."),
    )
    embargo_until = models.DateField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("First day on which an embargoed record is public."),
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values),
                name="%(app_label)s_%(class)s_visibility_known",
                violation_error_message=_("Choose internal, embargoed or public."),
            ),
            models.CheckConstraint(
                condition=models.Q(visibility=Visibility.EMBARGOED, embargo_until__isnull=False)
                | (~models.Q(visibility=Visibility.EMBARGOED) & models.Q(embargo_until__isnull=True)),
                name="%(app_label)s_%(class)s_embargo_has_date",
                violation_error_message=_("An embargo needs a date, and only an embargo has one."),
            ),
        ]

    @property
    def is_published(self) -> bool:
        if self.visibility == Visibility.EMBARGOED:
            return self.embargo_until is not None and self.embargo_until <= timezone.localdate()
        return self.visibility == Visibility.PUBLIC
