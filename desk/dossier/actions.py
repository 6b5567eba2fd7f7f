"""Make a dossier, and read one as far as it may still be told."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from desk.dossier.saying import About
from desk.dossier.statements import SECTIONS
from desk.models import Dossier
from publication.index import names_of
from publication.index.registry import states
from publication.publishers import all_publishers, publisher_for

LANGUAGES = ("nl", "en")
TITLES: dict[str, str | Promise] = {
    "white-spot": _("The stage and the white spot"),
    "material": _("The material"),
    "organisations": _("Organisations"),
    "permits": _("Permits"),
    "trajectories": _("Public trajectories"),
    "sites": _("Locations"),
    "funding": _("Funding"),
    "agenda": _("Opportunities, open bottlenecks and knowledge"),
    "contacts": _("Contacts"),
}
#: A section whose counts are those of the records of another one.
COUNTED = {"white-spot": "organisations"}
Content = dict[str, Any]


@transaction.atomic
def make(*, stage: str, material: str, municipality: str = "") -> Dossier:
    """The dossier of today, in both languages; asked for again with the same content it is the same one."""
    about = About(stage, material, municipality, timezone.localdate(), states())
    content = {}
    for language in LANGUAGES:
        with override(language):
            content[language] = {name: build(about) for name, build in SECTIONS}
    chosen: tuple[tuple[str, str, str], ...] = (("stage", "stages", stage), ("material", "materials", material))
    chosen += (("municipality", "municipalities", municipality),) if municipality else ()
    subject = {name: names_of(kind, about.known).get(slug, {}) for name, kind, slug in chosen}
    whole = {"day": about.on.isoformat(), "subject": subject, "sections": content}
    digest = hashlib.blake2b(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()
    values = {"day": about.on, "stage": stage, "material": material, "municipality": municipality, "content": whole}
    return Dossier.objects.get_or_create(key=digest, defaults=values)[0]


def shown(dossier: Dossier, language: str) -> tuple[list[tuple[str, list[Content]]], int]:
    """Sections of a dossier in a language, and how many statements are held back: their records were public on the day
    and are no longer. A count of the day that held them too would tell of them, and is left out with them."""
    sections = dossier.content["sections"][language]
    public = _still_public([one for found in sections.values() for one in found])
    told, held = [], Counter[str]()
    for name, _build in SECTIONS:
        every = sections.get(name, [])
        kept = [one for one in every if not one["kind"] or one["slug"] in public[one["kind"]]]
        held[name] = len(every) - len(kept)
        told.append((name, kept))
    told = [(name, kept if not held[COUNTED.get(name, name)] else _uncounted(kept)) for name, kept in told]
    return told, held.total()


def _uncounted(statements: list[Content]) -> list[Content]:
    return [one for one in statements if not one["counts"]]


def subject(dossier: Dossier, language: str) -> dict[str, str]:
    """Names of what the dossier is about."""
    return {name: names.get(language, "") for name, names in dossier.content["subject"].items()}


def _still_public(statements: list[Content]) -> dict[str, set[str]]:
    """Slugs that are public now, by kind; a query each."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in statements:
        if one["kind"]:
            wanted[one["kind"]].add(one["slug"])
    kinds = {one.kind for one in all_publishers()}
    found: dict[str, set[str]] = defaultdict(set)
    for kind in wanted.keys() & kinds:
        listings: Any = publisher_for(kind).listing
        found[kind] = set(listings.objects.filter(slug__in=wanted[kind]).values_list("slug", flat=True))
    return found
