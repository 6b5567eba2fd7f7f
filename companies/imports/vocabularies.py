"""The closed lists that cells of a list are looked up in: slugs, and names in both languages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from companies.enums import ActivityStatus, OrganisationKind, OrganisationStatus, Precision, Reading
from companies.models import Municipality
from imports.cleaners import NO, YES
from imports.vocabulary import Vocabulary
from valuechains.enums import Confidence
from valuechains.models import Material, Source, Stage

PROVINCES = [
    "Zuid-Holland", "Noord-Holland", "Utrecht", "Zeeland", "Noord-Brabant", "Limburg", "Gelderland", "Overijssel",
    "Flevoland", "Drenthe", "Fryslân", "Groningen",
]  # fmt: skip
OTHER_KINDS = {
    OrganisationKind.COMPANY: ["bedrijf", "onderneming", "firm"],
    OrganisationKind.KNOWLEDGE_INSTITUTE: ["kennisinstelling", "universiteit", "university", "institute", "instituut"],
    OrganisationKind.FOUNDATION: ["stichting"],
    OrganisationKind.BRANCH_ORGANISATION: ["brancheorganisatie", "branchevereniging", "association"],
    OrganisationKind.PARTNERSHIP: ["samenwerking", "samenwerkingsverband"],
    OrganisationKind.GOVERNMENT: ["overheid"],
}
#: What lists in English call a municipality.
IN_ENGLISH = {"den-haag": ["The Hague"]}
#: A column that asks whether the work is done, and not how far it is.
YES_OR_NO = {
    ActivityStatus.ACTIVE: ["ja", "yes", "actief"],
    ActivityStatus.CEASED: ["nee", "no", "niet actief", "not active", "gestopt"],
}
#: The same in marks, which nobody is told to write.
MARKS = {ActivityStatus.ACTIVE: YES, ActivityStatus.CEASED: NO}


def vocabularies() -> Mapping[str, Vocabulary]:
    """Four queries, whatever the number of rows."""
    return {
        "kinds": _of_choices(OrganisationKind, OTHER_KINDS),
        "activity_statuses": _of_choices(ActivityStatus, YES_OR_NO, MARKS),
        "statuses": _of_choices(OrganisationStatus),
        "precisions": _of_choices(Precision),
        "readings": _of_choices(Reading),
        "confidence": _of_choices(Confidence),
        "provinces": Vocabulary((name, name) for name in PROVINCES),
        "stages": _stages(),
        "materials": _materials(),
        "municipalities": _municipalities(),
        "sources": Vocabulary((slug, slug) for slug in Source.objects.order_by("slug").values_list("slug", flat=True)),
    }


def _of_choices(
    choices: type[TextChoices],
    other: Mapping[Any, Iterable[str]] | None = None,
    untold: Mapping[Any, Iterable[str]] | None = None,
) -> Vocabulary:
    labels = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels += [(str(choice.label), choice) for choice in choices]
    for choice, words in (other or {}).items():
        labels += [(word, choice) for word in words]
    codes = [(choice.value, choice) for choice in choices]
    silent = [(word, choice) for choice, words in (untold or {}).items() for word in words]
    return Vocabulary(codes + labels + silent, shown=dict.fromkeys(name for name, _choice in labels + codes))


def _stages() -> Vocabulary:
    stages = list(Stage.objects.all())
    names = [(stage.slug, stage.slug) for stage in stages]
    for stage in stages:
        titles = (stage.name_nl, stage.name_en, stage.short_nl, stage.short_en)
        names += [(name, stage.slug) for name in titles]
    return Vocabulary(names, shown=[name for stage in stages for name in (stage.name_nl, stage.name_en, stage.slug)])


def _materials() -> Vocabulary:
    materials = list(Material.objects.all())
    names = [(material.slug, material.slug) for material in materials]
    for material in materials:
        words = (material.name_nl, material.name_en, *material.aliases, *material.symbols)
        names += [(name, material.slug) for name in words]
    return Vocabulary(names, shown=[name for one in materials for name in (one.name_nl, one.name_en, one.slug)])


def _municipalities() -> Vocabulary:
    municipalities = list(Municipality.objects.all())
    names = [(municipality.name, municipality) for municipality in municipalities]
    for one in municipalities:
        names += [(name, one) for name in (*municipality_names(one), one.slug, one.cbs_code)]
    return Vocabulary(names, shown=[one.name for one in municipalities])


def municipality_names(one: Municipality) -> tuple[str, ...]:
    """What people call it, in Dutch and in English."""
    return one.name, one.official_name, *one.also_known_as, *IN_ENGLISH.get(one.slug, ())
