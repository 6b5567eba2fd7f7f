"""The name of a record for who works with it, in the language of the moment."""

from typing import Any

from django.utils.translation import get_language


def own_name(record: Any) -> str:
    """``name_en`` for who works in English, where there is one; ``name_nl`` for everybody else."""
    english = (get_language() or "").startswith("en")
    return str(record.name_en or record.name_nl) if english else str(record.name_nl)
