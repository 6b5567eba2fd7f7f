"""Who gives lists, and what each of them says about organisations."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models.organisations import Organisation
from companies.subjects import SAID
from imports.models import ColumnChoice
from publication.enums import Visibility
from publication.models import RecordHistory

USUAL_PRIORITY = 50
HIGHEST = 100
LONGEST_MONTHS = 120


class ListSourceQuerySet(models.QuerySet["ListSource"]):
    def of(self, source: str) -> "ListSource | None":
        """The one who gives lists under this name, whatever the year and the case; None for a list without a source."""
        key = ColumnChoice.source_key(source)
        return self.filter(key=key).first() if key else None

    def made_for(self, source: str) -> "ListSource | None":
        """The same, made the first time that a list of this source is applied."""
        key = ColumnChoice.source_key(source)
        return self.get_or_create(key=key, defaults={"name": source[:200]})[0] if key else None

    def hidden(self) -> "ListSourceQuerySet":
        return self.filter(is_hidden=True)


class ListSource(models.Model):
    """A partner who gives lists. Where sources disagree, the value of the one with the highest priority is shown."""

    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(
        _("recognised by"), max_length=200, unique=True,
        help_text=_("The name that lists are uploaded under, in small letters and without the year."),
    )  # fmt: skip
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, default="", help_text=_("For example CC BY 4.0, or what was agreed.")
    )
    licence_url = models.URLField(_("address of the licence"), max_length=500, blank=True, default="")
    contact_name = models.CharField(
        _("contact"), max_length=200, blank=True, default="", help_text=_("Internal, never public.")
    )
    contact_email = models.EmailField(
        _("mail address of the contact"), blank=True, default="", help_text=_("Internal, never public.")
    )
    default_visibility = models.CharField(
        _("visibility of new organisations"), max_length=10, default=Visibility.PUBLIC,
        choices=[(Visibility.PUBLIC, Visibility.PUBLIC.label), (Visibility.INTERNAL, Visibility.INTERNAL.label)],
    )  # fmt: skip
    priority = models.PositiveSmallIntegerField(
        _("priority"), default=USUAL_PRIORITY,
        help_text=_("0 to 100. Of two sources that disagree the higher one is shown; of two equal ones the later."),
    )  # fmt: skip
    priorities = models.JSONField(
        _("priority by field"), default=dict, blank=True, help_text=_("Where it differs from the general one.")
    )
    expected_every = models.PositiveSmallIntegerField(
        _("a list every … months"), null=True, blank=True,
        help_text=_(
            "Counted from the last applied list; without one, from the day on which this is filled in. Empty: none is "
            "expected, but on the day beside it."
        ),
    )  # fmt: skip
    expected_on = models.DateField(
        _("agreed day of the next list"), null=True, blank=True,
        help_text=_("For the first list, or when a day was agreed: until a list of that day or later has come."),
    )  # fmt: skip
    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False)
    staff_note = models.TextField(_("note for staff"), blank=True, default="", help_text=_("Never public."))
    history = RecordHistory()

    objects: ClassVar[Any] = ListSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of lists")
        verbose_name_plural = _("sources of lists")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(default_visibility__in=[Visibility.PUBLIC, Visibility.INTERNAL]),
                name="companies_listsource_visibility_known",
                violation_error_message=_("Choose internal or public."),
            ),
            models.CheckConstraint(
                condition=models.Q(priority__lte=HIGHEST),
                name="companies_listsource_priority_range",
                violation_error_message=_("A priority lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(expected_every__isnull=True) | models.Q(expected_every__range=(1, LONGEST_MONTHS)),
                name="companies_listsource_months_range",
                violation_error_message=_("A list may be expected every 1 to 120 months."),
            ),
            models.CheckConstraint(
                condition=~models.Q(key=""),
                name="companies_listsource_has_key",
                violation_error_message=_("Say how its lists are recognised."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = ColumnChoice.source_key(self.key or self.name)
        super().save(*args, **kwargs)

    @property
    def contact(self) -> str:
        """Whom to ask for its list, with the address."""
        return ", ".join(part for part in (self.contact_name, self.contact_email) if part)

    def priority_for(self, subject: str) -> int:
        """How much its word weighs about one value, of ``companies.subjects.SAID``."""
        return int(self.priorities.get(subject, self.priority))


class Statement(models.Model):
    """What one source says about one organisation, value by value, and since which list; shown or not.

    ``said`` holds the values, each as its fields by name. They were said at ``stated_at`` by the list
    ``import_number``, but for those that ``since`` names: ``{value: [moment, import]}``. ``earlier`` is by value what
    was said before, as ``{value: {"value": …, "stated_at": …, "import_number": …, "earlier": …}}``: taking a list back
    needs it.
    :mod:`companies.list_sources.standing` reads and writes it value by value.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="statements", verbose_name=_("organisation"),
        db_index=False,  # the constraint has one that begins with it
    )  # fmt: skip
    source = models.ForeignKey(
        ListSource, on_delete=models.PROTECT, related_name="statements", verbose_name=_("source of lists")
    )
    said = models.JSONField(_("says"), default=dict)
    stated_at = models.DateTimeField(_("when"))
    import_number = models.BigIntegerField(_("import"))
    since = models.JSONField(null=True, editable=False)
    earlier = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name = _("statement of a source")
        verbose_name_plural = _("statements of sources")
        ordering = ["organisation", "-stated_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source"], name="companies_statement_of_source"),
        ]
        indexes = [models.Index(fields=["import_number"], name="companies_statement_import")]

    def __str__(self) -> str:
        return f"{self.organisation_id} ({self.source_id})"


class Pin(models.Model):
    """A value that staff have fixed: no list changes it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="pins", verbose_name=_("organisation")
    )
    subject = models.CharField(_("value"), max_length=20)
    pinned_at = models.DateTimeField(_("pinned"), auto_now_add=True)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("pinned by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    history = RecordHistory()

    class Meta:
        verbose_name = _("pinned value")
        verbose_name_plural = _("pinned values")
        ordering = ["organisation", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "subject"], name="companies_pin_once"),
            models.CheckConstraint(condition=models.Q(subject__in=list(SAID)), name="companies_pin_subject_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.subject}"


class HiddenRecord(models.Model):
    """An organisation that went out of sight with the source that alone brought it; what it was before comes back."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="hidden_with", verbose_name=_("organisation")
    )
    source = models.ForeignKey(
        ListSource, on_delete=models.CASCADE, related_name="hidden_records", verbose_name=_("source of lists")
    )
    visibility = models.CharField(_("visibility before"), max_length=10, choices=Visibility.choices)
    embargo_until = models.DateField(_("embargo before"), null=True, blank=True)

    class Meta:
        verbose_name = _("hidden organisation")
        verbose_name_plural = _("hidden organisations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="companies_hiddenrecord_visibility_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} ({self.source_id})"
