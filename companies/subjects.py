"""The values of an organisation that have a source of their own, as ``Provenance.subject`` names them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def subject_label(subject: str) -> str:
    """``stage:refining`` as a person reads it."""
    group, _colon, slug = subject.partition(":")
    if group == "stage":
        return _("stage: %(slug)s") % {"slug": slug}
    if group == "material":
        return _("material: %(slug)s") % {"slug": slug}
    return str(LABELS.get(subject, subject))


def subjects_text(subjects: Iterable[str]) -> str:
    return ", ".join(subject_label(subject) for subject in sorted(subjects))
