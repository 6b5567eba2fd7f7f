"""The values of an organisation that have a source of their own, as ``Provenance.subject`` names them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from valuechains.models import Material, Stage

LABELS = {
    "name": gettext_lazy("name"),
    "kind": gettext_lazy("kind"),
    "website": gettext_lazy("website"),
    "description": gettext_lazy("description"),
    "status": gettext_lazy("status"),
    "municipality": gettext_lazy("municipality"),
    "town": gettext_lazy("town"),
    "address": gettext_lazy("address"),
    "location": gettext_lazy("location"),
}

# Which field states which value; fields that are not here have no source.
ORGANISATION_FIELDS = {
    "name": "name",
    "kind": "kind",
    "website": "website",
    "description_nl": "description",
    "description_en": "description",
    "status_kind": "status",
    "status_nl": "status",
    "status_en": "status",
    "status_date": "status",
}
SITE_FIELDS = {
    "municipality": "municipality",
    "town": "town",
    "street_address": "address",
    "postcode": "address",
    "latitude": "location",
    "longitude": "location",
    "precision": "location",
}

#: Values that sources of lists are weighed on, with the fields that each holds.
SAID: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "kind": ("kind",),
    "kvk_number": ("kvk_number",),
    "rsin": ("rsin",),
    "website": ("website",),
    "description": ("description_nl", "description_en"),
    "status": ("status_kind", "status_nl", "status_en", "status_date"),
    "province": ("province",),
    "municipality": ("municipality",),
    "town": ("town",),
    "address": ("street_address", "postcode"),
    "location": ("latitude", "longitude", "precision"),
}
SUBJECT_OF = {name: subject for subject, names in SAID.items() for name in names}
SAID_LABELS = {
    **LABELS,
    "kvk_number": gettext_lazy("KvK number"),
    "rsin": gettext_lazy("RSIN"),
    "province": gettext_lazy("province"),
}


def stage_subject(slug: str) -> str:
    return f"stage:{slug}"


def material_subject(slug: str) -> str:
    return f"material:{slug}"


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """How the stages and materials among ``subjects`` are called: a query for each of the two, when there are any."""
    slugs: dict[str, set[str]] = {"stage": set(), "material": set()}
    for subject in subjects:
        group, _colon, slug = subject.partition(":")
        slugs.get(group, set()).add(slug)
    kinds: dict[str, QuerySet[Any]] = {"stage": Stage.objects.all(), "material": Material.objects.all()}
    return {
        f"{group}:{record.slug}": str(record)
        for group, records in kinds.items()
        if slugs[group]
        for record in records.filter(slug__in=slugs[group])
    }


def subject_label(subject: str, names: Mapping[str, str] | None = None) -> str:
    """``stage:refining`` as a person reads it; ``names`` are those of ``names_of``."""
    group, _colon, slug = subject.partition(":")
    name = (names or {}).get(subject, slug)
    if group == "stage":
        return _("stage: %(slug)s") % {"slug": name}
    if group == "material":
        return _("material: %(slug)s") % {"slug": name}
    return str(LABELS.get(subject, subject))


def subjects_text(subjects: Iterable[str]) -> str:
    told = sorted(subjects)
    names = names_of(told)
    return ", ".join(subject_label(subject, names) for subject in told)
