"""What the admin of every agenda record has in common."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from publication.admin import PublishableAdmin
from publication.admin.history import HistoryAdmin

TEXTS = ["name_nl", "name_en", "text_nl", "text_en"]


def fieldsets(*more: tuple[Any, dict[str, Any]], first: Sequence[str] = (), texts: Sequence[str] = TEXTS) -> list[Any]:
    """Names and texts on top, then what is its own, then where it comes from, then the administration."""
    return [
        (None, {"fields": [*first, *texts]}),
        *more,
        (_("Source"), {"fields": ["sources", "reference", "confidence"]}),
        (_("Administration"), {"fields": ["slug", "shown_visibility"]}),
    ]


class AgendaAdmin(HistoryAdmin, PublishableAdmin):
    search_fields: Sequence[str] = ["name_nl", "name_en", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields: Sequence[str] = ["sources"]
