"""Values of records as people read them, in history, in differences and on confirmation pages."""

import datetime
import json
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Bookkeeping that changes with every save and tells a reader nothing.
BOOKKEEPING = frozenset({"id", "updated_at", "created_at"})


def label_of(field: models.Field) -> str:
    return str(field.verbose_name)


def content_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns that people fill in."""
    return [field for field in model._meta.concrete_fields if field.name not in BOOKKEEPING]


def shown_value(field: models.Field, record: models.Model) -> str:
    """The value of a field as a reader sees it; empty text for nothing."""
    raw = getattr(record, field.attname)
    if raw is None or raw == "":
        return ""
    if isinstance(field, models.ForeignKey):
        return _related_text(field, record, raw)
    if field.choices:
        return str(dict(field.flatchoices).get(raw, raw))
    return plain_text(raw)


def shown_values(field: models.Field, record: models.Model) -> dict[str, str]:
    """The same by label; a field that holds several values (``told_apart``) tells each."""
    apart = getattr(field, "told_apart", None)
    return {label_of(field): shown_value(field, record)} if apart is None else apart(getattr(record, field.attname))


def plain_text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _related_text(field: models.ForeignKey, record: models.Model, pk: Any) -> str:
    try:
        return str(getattr(record, field.name))
    except ObjectDoesNotExist:
        return _("%(name)s %(pk)s, deleted since") % {"name": label_of(field), "pk": pk}
