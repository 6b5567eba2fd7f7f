"""How history is kept: a row for each change, which tells beside who and when the door that the change came through."""

import functools
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from publication.enums import Door


class DoorHistory(models.Model):
    """Base of all history models; filled from :func:`publication.history.change_door`."""

    door = models.CharField(gettext_lazy("door"), max_length=10, choices=Door.choices, default=Door.COMMAND)
    door_reference = models.CharField(gettext_lazy("reference"), max_length=100, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def door_text(self) -> str:
        """For people: a report and an import by their number, what an organisation does itself by its own page."""
        what, _blank, number = self.door_reference.rpartition(" ")
        match self.door:
            case Door.CLAIM if not what and number.isdecimal():
                return _("report %(number)s") % {"number": number}
            case Door.CLAIM if what:
                return _("own page of the organisation")
            case Door.IMPORT if what == "undo":
                return _("import %(number)s, taken back") % {"number": number}
        return f"{self.get_door_display()} {self.door_reference}".strip()  # type: ignore[attr-defined]


class OneClassManager(HistoryManager):
    """Is made at each look at ``record.history``, so its class is made once and kept."""

    @classmethod
    @functools.cache
    def from_queryset(cls, queryset_class: type[models.QuerySet], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class RecordHistory(HistoricalRecords):
    """The history of a model, its doors told. It copies links as numbers and does not read what they lead to.

    ``no_db_index`` names fields by which nobody looks for versions, of the model or of history itself
    (``history_date``, ``history_user``): each index less makes a long list quicker to write.
    """

    def __init__(self, *, bases: Sequence[type[models.Model]] = (DoorHistory,), **options: Any) -> None:
        super().__init__(bases=bases, **{"history_manager": OneClassManager, **options})

    def get_extra_fields(self, model: type[models.Model], fields: Any) -> dict[str, Any]:
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        for name in extra.keys() & set(self.no_db_index):
            extra[name].db_index = False
        return extra

    def create_historical_record_m2ms(self, history_instance: Any, instance: models.Model) -> None:
        # A record that was made just now has no links yet: they need its number.
        if history_instance.history_type == "+":
            return
        for field in history_instance._history_m2m_fields:
            through, copies = field.remote_field.through, self.m2m_models[field]
            names = [column.attname for column in through._meta.concrete_fields]
            links = through._base_manager.filter(**{field.m2m_field_name(): instance}).order_by("pk").values(*names)
            copies._base_manager.bulk_create([copies(history=history_instance, **link) for link in links])
