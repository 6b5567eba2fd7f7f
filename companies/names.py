"""What makes two names of organisations the same: case, accents, signs and legal form do not count."""

import re
from functools import lru_cache
from typing import Any

from django.db import models

from imports.vocabulary import plain

LONGEST = 200
#: Legal forms as they stand behind a name, here and with the neighbours; "i.o." is a company being set up.
_FORMS = (
    r"b\.?\s?v\.?|n\.?\s?v\.?|v\.?\s?o\.?\s?f\.?|c\.?\s?v\.?|u\.?\s?a\.?|besloten vennootschap|naamloze vennootschap"
    r"|vennootschap onder firma|commanditaire vennootschap|g\.?m\.?b\.?h\.?(?:\s?&\s?co\.?\s?kg)?|ltd\.?|limited|llc"
    r"|inc\.?|plc|s\.a\.|a\.g\.|s\.?r\.?l\.?|b\.?v\.?b\.?a\.?"
)
_BEHIND = re.compile(rf"[\s,(]+(?:{_FORMS})(?:\s*i\.?\s?o\.?)?\)?$", re.IGNORECASE)

_ALONE = re.compile(rf"(?:{_FORMS})(?:\s*i\.?\s?o\.?)?", re.IGNORECASE)


def is_form_alone(name: str) -> bool:
    """B.V. and nothing else: the name was forgotten, or stands in another column."""
    return _ALONE.fullmatch(name.strip()) is not None


def normal_name(name: str) -> str:
    """Letters and digits of a name without its legal form; the whole name when nothing else is left of it."""
    return _kept(name) if len(name) <= LONGEST else _normal(name)


def _normal(name: str) -> str:
    return (plain(_BEHIND.sub("", name.strip())) or plain(name))[:LONGEST]


#: A row of a list is asked for its name again and again while it is handled.
_kept = lru_cache(maxsize=8_192)(_normal)


class NameKeyField(models.CharField):
    """The normal name of a record, kept beside its ``name`` whenever the record is saved, one by one or in bulk."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        key = normal_name(model_instance.name)
        setattr(model_instance, self.attname, key)
        return key
