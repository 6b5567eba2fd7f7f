"""What a dossier says: statements from listings, each with where it comes from.

A section is a name and a function from :class:`About` to statements; :data:`SECTIONS` has them in their order.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.touching import touching
from companies.coverage import Wanted, cells, coverage_rows
from permits.law.citing import place_of
from publication.counts import narrowed
from publication.models import ListingState
from publication.publishers import all_publishers
from publication.selection import Selection, documents
from valuechains.pages import WHAT_HAPPENS, day, document, language, rows

Statement = dict[str, Any]
Source = dict[str, str]
MOST = 25


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What a dossier is about, as slugs; the place may be empty: the whole province."""

    stage: str
    material: str
    municipality: str
    on: datetime.date
    known: Mapping[str, ListingState]

    @property
    def places(self) -> dict[str, list[str]]:
        return {"municipality": [self.municipality]} if self.municipality else {}


def statement(
    title: str,
    text: str,
    sources: Iterable[Source],
    *,
    kind: str = "",
    slug: str = "",
    page: str = "",
    mark: bool = False,
    counts: bool = False,
) -> Statement:
    """``kind`` and ``slug`` name the public record that speaks; ``mark``: an example; ``counts``: of organisations."""
    once = {(one["title"], one["href"]): one for one in sources}
    return {
        "title": title, "text": text, "kind": kind, "slug": slug, "page": _site(page), "example": mark,
        "counts": counts, "sources": list(once.values()),
    }  # fmt: skip


def white_spot(about: About) -> list[Statement]:
    """The cell of the matrix, what the stage is, and what the benchmark asks."""
    wanted = Wanted(stages=(about.stage,), materials=(about.material,))
    found = cells(about.known, wanted)
    stage = document("stages", about.stage)
    said = []
    if found:
        (one,) = found
        (row,) = coverage_rows(language(), about.known, wanted)
        text = _(
            "%(active)d active, %(planned)d planned or announced, %(exploring)d exploring; of %(unknown)d "
            "organisations in this stage the materials are not known."
        )
        counts = {"active": one.active, "planned": one.planned, "exploring": one.exploring, "unknown": one.unknown}
        page = reverse("agenda:white-spot", kwargs={"stage": about.stage, "material": about.material})
        said.append(
            statement(
                f"{row['name']}: {one.state.label}",
                text % counts,
                [_own(about, f"/api/v1/coverage?stage={about.stage}&material={about.material}")],
                page=page,
                counts=True,
            )
        )
    text = " ".join(str(part) for part in (WHAT_HAPPENS.get(about.stage, ""), stage["inProvince"]) if part)
    page = reverse("valuechains:stage", kwargs={"slug": about.stage})
    said.append(statement(stage["name"], text, _sources(about, stage), kind="stages", slug=about.stage, page=page))
    if benchmark := stage["benchmark"]:
        page = reverse("valuechains:benchmarks")
        said.append(statement(benchmark["name"], benchmark["text"], _sources(about, benchmark), page=page))
    return said


def material(about: About) -> list[Statement]:
    """Whether the law lists it; the facts stand on its page."""
    found = document("materials", about.material)
    entry = found["listEntry"]
    parts = [found["note"], f"{entry['listName']} ({entry['regulation']})" if entry else ""]
    sources = [_source(one) for one in entry["sources"]] if entry else []
    page = reverse("valuechains:material", kwargs={"slug": about.material})
    text = " ".join(part for part in parts if part)
    own = sources or [_own(about, page)]
    return [statement(found["name"], text, own, kind="materials", slug=about.material, page=page)]


def organisations(about: About) -> list[Statement]:
    selection = narrowed("companies", about.known, stage=[about.stage], material=[about.material], **about.places)
    found = []
    for row in _documents(selection, "name"):
        work = next((one for one in row["activities"] if one["stage"]["slug"] == about.stage), None)
        place = (row["municipality"] or {}).get("name") or row["town"]
        parts = [row["kindName"], work["statusName"] if work else "", place]
        page = reverse("companies:organisation", kwargs={"slug": row["slug"]})
        sources = [_source(one["source"]) for values in row["provenance"].values() for one in values]
        found.append(
            statement(
                row["name"],
                " · ".join(part for part in parts if part),
                sources or [_own(about, row["url"])],
                kind="companies",
                slug=row["slug"],
                page=page,
            )
        )
    if selection.count > MOST:
        page = f"{reverse('companies:directory')}?stage={about.stage}&material={about.material}"
        more = _("And %(count)d more in the register.") % {"count": selection.count - MOST}
        found.append(statement(more, "", [_own(about, "/api/v1/companies")], page=page))
    return found


def permits(about: About) -> list[Statement]:
    """The permits that the law data names for the stage; which of them a plan needs, the planner says."""
    query = f"?stage={about.stage}&material={about.material}"
    plan = statement(
        _("Plan the route"),
        _(
            "Which of these permits are needed, from whom and how long they take follows from the answers in the "
            "planner."
        ),
        [_own(about, reverse("permits:route"))],
        page=reverse("permits:route") + query,
    )
    found = [plan]
    for row in _documents(narrowed("permit-types", about.known, stage=[about.stage]), "order"):
        found.append(
            statement(
                row["name"],
                row["summary"],
                _law(row),
                kind="permit-types",
                slug=row["slug"],
                page=reverse("permits:permit-type", kwargs={"slug": row["slug"]}),
            )
        )
    return found


def trajectories(about: About) -> list[Statement]:
    selection = narrowed("trajectories", about.known, stage=[about.stage], **about.places)
    return [
        statement(
            row["name"], "", [_own(about, row["url"])], kind="trajectories", slug=row["slug"],
            page=reverse("permits:trajectory", kwargs={"slug": row["slug"]}), mark=row["isExample"],
        )
        for row in rows(selection, "name", MOST)
    ]  # fmt: skip


def sites(about: About) -> list[Statement]:
    """Sites for investment with what is known of each; nothing while the portal has none."""
    if "locations" not in {one.kind for one in all_publishers()}:
        return []
    found = []
    for row in _documents(narrowed("locations", about.known, **about.places), "name"):
        lights = [light for light in row["lights"] if light["value"] and light["source"]]
        text = "; ".join(f"{light['subjectName']}: {light['value']} ({light['stated']})" for light in lights)
        sources = [_source(light["source"]) for light in lights] or [_own(about, row["url"])]
        unknown = _("Nothing is known of space, environment, grid, nitrogen, water and quay.")
        found.append(
            statement(row["name"], text or unknown, sources, kind="locations", slug=row["slug"], mark=row["example"])
        )
    return found


def funding(about: About) -> list[Statement]:
    """Schemes with a window that is open or to come on the day."""
    found = []
    for row in rows(narrowed("funding-schemes", about.known), "name"):
        windows = [one for one in row["windows"] if one["closes"] >= about.on.isoformat()]
        if windows:
            when = "; ".join(f"{day(one['opens'])} – {day(one['closes'])}" for one in windows)
            page = f"{reverse('agenda:funding')}#{row['slug']}"
            text = f"{row['text']} {when}"
            found.append(
                statement(row["name"], text, _sources(about, row), kind="funding-schemes", slug=row["slug"], page=page)
            )
    return found


def agenda(about: About) -> list[Statement]:
    """Opportunities and open bottlenecks that touch the cell, and who teaches or finds out."""
    found = []
    for kind, order, name in (
        ("opportunities", "number", "agenda:opportunity"),
        ("bottlenecks", "told", "agenda:bottlenecks"),
        ("knowledge-offers", "name", "agenda:knowledge"),
    ):
        for row in rows(touching(kind, about.stage, about.material, about.known), order, MOST):
            if row.get("state") == "solved":
                continue
            is_page = kind == "opportunities"
            page = reverse(name, kwargs={"slug": row["slug"]}) if is_page else f"{reverse(name)}#{row['slug']}"
            sources = _sources(about, row)
            mark = bool(row.get("example"))
            found.append(
                statement(row["name"], row["text"], sources, kind=kind, slug=row["slug"], page=page, mark=mark)
            )
    return found


def contacts(about: About) -> list[Statement]:
    """The desk, and who is competent at the place. Never a person."""
    ask = reverse("desk:ask") + f"?stage={about.stage}&material={about.material}"
    loket = _("Somebody of the loket answers questions about this dossier.")
    found = [statement(_("The loket"), loket, [_own(about, reverse("loket:contact"))], page=ask)]
    selection = narrowed("authorities", about.known, **about.places) if about.municipality else None
    for row in _documents(selection, "order") if selection else []:
        page = reverse("permits:authority", kwargs={"slug": row["slug"]})
        text = " · ".join(part for part in (row["role"], row["website"]) if part)
        found.append(statement(row["name"], text, _law(row), kind="authorities", slug=row["slug"], page=page))
    return found


def _documents(selection: Selection, order: str) -> list[dict[str, Any]]:
    pks = selection.page(order, 0, MOST)
    return [orjson.loads(one) for one in documents(selection.index, pks, f"document_{language()}")]


def _sources(about: About, row: Mapping[str, Any]) -> list[Source]:
    """Those of the record; where it names none, the portal that says it."""
    return [_source(one) for one in row["sources"]] or [_own(about, str(row.get("url") or ""))]


def _source(one: Mapping[str, Any]) -> Source:
    return {"title": one["title"], "href": one.get("href") or ""}


def _law(row: Mapping[str, Any]) -> list[Source]:
    """The articles, one source for each law; where none is given, what the law data itself names as its source."""
    articles: dict[tuple[str, str], list[str]] = {}
    for one in row["legalBasis"]:
        place = (one["lawName"], one["href"] or "")
        articles.setdefault(place, []).append(place_of(one["article"]))
    if articles:
        return [
            {"title": f"{', '.join(filter(None, dict.fromkeys(places)))} {name}".strip(), "href": href}
            for (name, href), places in articles.items()
        ]
    law = _("Law data of the portal, %(label)s") % {"label": row["version"]["label"]}
    return [{"title": row["source"] or law, "href": ""}]


def _own(about: About, path: str) -> Source:
    """The register of this portal on the day."""
    title = _("CRM-loket Zuid-Holland, as of %(day)s") % {"day": day(about.on.isoformat())}
    return {"title": title, "href": _site(path)}


def _site(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}" if path else ""


SECTIONS: Sequence[tuple[str, Any]] = (
    ("white-spot", white_spot),
    ("material", material),
    ("organisations", organisations),
    ("permits", permits),
    ("trajectories", trajectories),
    ("sites", sites),
    ("funding", funding),
    ("agenda", agenda),
    ("contacts", contacts),
)
