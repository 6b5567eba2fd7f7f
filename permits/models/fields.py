"""Column definitions that the models of law share."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from permits.enums import LawConfidence


def short_text(label: Any, *, optional: bool = False, length: int = 250, help_text: Any = "") -> models.CharField:
    return models.CharField(label, max_length=length, help_text=help_text, **_maybe(optional))


def long_text(label: Any, *, optional: bool = False, help_text: Any = "") -> models.TextField:
    return models.TextField(label, help_text=help_text, **_maybe(optional))


def _maybe(optional: bool) -> dict[str, Any]:
    return {"blank": True, "default": ""} if optional else {}


def listed(label: Any, *, optional: bool = True, help_text: Any = "") -> models.JSONField:
    return models.JSONField(label, default=list, blank=optional, help_text=help_text)


def legal_basis() -> models.JSONField:
    return listed(
        _("legal basis"), help_text=_("One a line: the key of the law and the article, for example: ob 10.24(1)(b).")
    )


def confidence() -> models.CharField:
    return models.CharField(_("confidence"), max_length=10, choices=LawConfidence.choices)


def known(*names: str, **choices: type[models.TextChoices]) -> list[models.CheckConstraint]:
    """A constraint for each choices field: ``known(state=LawState)``; an empty value is allowed where named."""
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{field}__in": [*kind.values, *([""] if field in names else [])]}),
            name=f"%(app_label)s_%(class)s_{field}_known",
        )
        for field, kind in choices.items()
    ]
