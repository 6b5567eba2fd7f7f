"""What the register and a list say stands side by side: another name, text behind text, another site."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from companies.imports.changes import place_values
from companies.matching.sides import PLACE, values_of
from companies.models import Organisation, OtherName, Site
from companies.names import normal_name
from imports.rows import Row
from publication.enums import Door
from publication.history import change_door

DESCRIPTIONS = ("description_nl", "description_en")


def add(
    organisation: Organisation, rows: Sequence[Row], fields: Collection[str], user: AbstractBaseUser
) -> frozenset[str]:
    """``rows`` are those that say something of these fields. Gives the fields of the organisation itself that changed;
    ``ValidationError`` when a text grows too long."""
    values = values_of(rows)
    with change_door(Door.IMPORT):
        if "name" in fields:
            OtherName.objects.get_or_create(
                organisation=organisation, name_key=normal_name(values["name"]), defaults={"name": values["name"]}
            )
        if PLACE in fields:
            _add_site(organisation, values, user)
        return _add_texts(organisation, values, [name for name in DESCRIPTIONS if name in fields], user)


def _add_site(organisation: Organisation, values: dict[str, Any], user: AbstractBaseUser) -> None:
    site = Site(organisation=organisation, is_main=not organisation.sites.exists())
    for name, value in ({"name": values.get("site_name", "")} | place_values(values, site)).items():
        setattr(site, name, value)
    site._history_user = user  # type: ignore[attr-defined]
    site.save()


def _add_texts(
    organisation: Organisation, values: dict[str, Any], names: Sequence[str], user: AbstractBaseUser
) -> frozenset[str]:
    if not names:
        return frozenset()
    organisation.refresh_from_db()
    for name in names:
        setattr(organisation, name, f"{getattr(organisation, name)}\n\n{values[name]}")
    organisation._history_user = user  # type: ignore[attr-defined]
    organisation._change_reason = _("Text of a list added")  # type: ignore[attr-defined]
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    organisation.save()
    return frozenset(names)
