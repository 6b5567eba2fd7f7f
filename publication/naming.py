"""The name of a record for who works with it, in the language of the moment."""

from typing import Any

from django.utils.translation import get_language


def own_name(record: Any, field: str = "name") -> str:
    """``name_en`` for who works in English, where there is one; ``name_nl`` for everybody else."""
    english = getattr(record, f"{field}_en") if (get_language() or "").startswith("en") else ""
    return str(english or getattr(record, f"{field}_nl"))
