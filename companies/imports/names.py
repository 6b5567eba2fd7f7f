"""Changes of organisations in words: stages, materials, sources and choices by the names that people know."""

from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from companies.enums import ActivityStatus, OrganisationKind, OrganisationStatus, Precision, Reading
from companies.subjects import LABELS
from imports.importers import Teller
from valuechains.enums import Confidence
from valuechains.models import Material, Source, Stage

CHOICES: dict[str, Any] = {
    "kind": OrganisationKind,
    "activity_status": ActivityStatus,
    "status_kind": OrganisationStatus,
    "location_precision": Precision,
    "reading": Reading,
}


class Names(Teller):
    """Looks names up once, in the language of the moment in which it is made; three queries at most."""

    def __init__(self) -> None:
        self._language = "en" if (get_language() or "nl").startswith("en") else "nl"

    def words(self, field: str, value: Any) -> str:
        if field == "sources" and value:
            return "; ".join(self._source(*one) for one in value if len(one) == 3)
        if isinstance(value, str):
            if field in CHOICES:
                return str(dict(CHOICES[field].choices).get(value, value))
            if field == "stage":
                return self._stages.get(value, value)
            if field == "materials":
                return self._materials.get(value, value)
        return super().words(field, value)

    def _source(self, subject: str, source: str, confidence: str) -> str:
        told = {
            "subject": self._subject(subject),
            "source": self._sources.get(source, source.removeprefix("list-")),
            "confidence": str(dict(Confidence.choices).get(confidence, confidence)),
        }
        return _("%(subject)s: %(source)s (confidence: %(confidence)s)") % told

    def _subject(self, subject: str) -> str:
        group, _colon, slug = subject.partition(":")
        if group == "stage":
            return self._stages.get(slug, slug)
        if group == "material":
            return self._materials.get(slug, slug)
        return str(LABELS.get(subject, subject))

    @cached_property
    def _stages(self) -> dict[str, str]:
        return dict(Stage.objects.values_list("slug", f"name_{self._language}"))

    @cached_property
    def _materials(self) -> dict[str, str]:
        return dict(Material.objects.values_list("slug", f"name_{self._language}"))

    @cached_property
    def _sources(self) -> dict[str, str]:
        return dict(Source.objects.values_list("slug", "title"))
