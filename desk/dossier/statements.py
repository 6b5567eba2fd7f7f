"""What a dossier says: statements from listings, each with where it comes from.

A section is a name and a function from :class:`About` to statements; :data:`SECTIONS` has them in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agenda.touching import touching
from companies.coverage import Wanted, cells, coverage_rows
from desk.dossier.saying import (
    MOST,
    About,
    Statement,
    documents_of,
    law_of,
    more_of,
    own,
    source_of,
    sources_of,
    statement,
)
from permits.enums import AuthorityKind
from publication.counts import narrowed
from publication.publishers import all_publishers
from valuechains.pages import WHAT_HAPPENS, day, document, language, rows

#: Authorities of every place.
DECIDING = (AuthorityKind.MUNICIPALITY.value, AuthorityKind.PROVINCE.value)


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
            "In the whole province: active %(active)d, planned or announced %(planned)d, exploring %(exploring)d. "
            "Organisations in this stage whose materials are not known: %(unknown)d."
        )
        counts = {"active": one.active, "planned": one.planned, "exploring": one.exploring, "unknown": one.unknown}
        page = reverse("agenda:white-spot", kwargs={"stage": about.stage, "material": about.material})
        said.append(
            statement(
                f"{row['name']}: {one.state.label}",
                text % counts,
                [own(about, f"/api/v1/coverage?stage={about.stage}&material={about.material}")],
                page=page,
                counts=True,
            )
        )
    text = " ".join(str(part) for part in (WHAT_HAPPENS.get(about.stage, ""), stage["inProvince"]) if part)
    page = reverse("valuechains:stage", kwargs={"slug": about.stage})
    said.append(statement(stage["name"], text, sources_of(about, stage), kind="stages", slug=about.stage, page=page))
    if benchmark := stage["benchmark"]:
        page = reverse("valuechains:benchmarks")
        said.append(statement(benchmark["name"], benchmark["text"], sources_of(about, benchmark), page=page))
    return said


def material(about: About) -> list[Statement]:
    """Whether the law lists it; the facts stand on its page."""
    found = document("materials", about.material)
    entry = found["listEntry"]
    parts = [found["note"], f"{entry['listName']} ({entry['regulation']})" if entry else ""]
    sources = [source_of(one) for one in entry["sources"]] if entry else []
    page = reverse("valuechains:material", kwargs={"slug": about.material})
    text = " ".join(part for part in parts if part)
    told = sources or [own(about, page)]
    return [statement(found["name"], text, told, kind="materials", slug=about.material, page=page)]


def organisations(about: About) -> list[Statement]:
    selection = narrowed("companies", about.known, stage=[about.stage], material=[about.material], **about.places)
    found = []
    for row in documents_of(selection, "name"):
        work = next((one for one in row["activities"] if one["stage"]["slug"] == about.stage), None)
        place = (row["municipality"] or {}).get("name") or row["town"]
        parts = [row["kindName"], work["statusName"] if work else "", place]
        page = reverse("companies:organisation", kwargs={"slug": row["slug"]})
        sources = [source_of(one["source"]) for values in row["provenance"].values() for one in values]
        found.append(
            statement(
                row["name"],
                " · ".join(part for part in parts if part),
                sources or [own(about, row["url"])],
                kind="companies",
                slug=row["slug"],
                page=page,
            )
        )
    page = f"{reverse('companies:directory')}?{about.query}"
    return [*found, *more_of(about, selection, _("And %(count)d more in the register."), page, "/api/v1/companies")]


def permits(about: About) -> list[Statement]:
    """The permits that the law data names for the stage; which of them a plan needs, the planner says."""
    query = f"?stage={about.stage}&material={about.material}"
    plan = statement(
        _("Plan the route"),
        _(
            "Which of these permits are needed, from whom and how long they take follows from the answers in the "
            "planner."
        ),
        [own(about, reverse("permits:route"))],
        page=reverse("permits:route") + query,
    )
    found = [plan]
    selection = narrowed("permit-types", about.known, stage=[about.stage])
    for row in documents_of(selection, "order"):
        found.append(
            statement(
                row["name"],
                row["summary"],
                law_of(row),
                kind="permit-types",
                slug=row["slug"],
                page=reverse("permits:permit-type", kwargs={"slug": row["slug"]}),
            )
        )
    return found


def trajectories(about: About) -> list[Statement]:
    selection = narrowed("trajectories", about.known, stage=[about.stage], **about.places)
    found = [
        statement(
            row["name"], "", [own(about, row["url"])], kind="trajectories", slug=row["slug"],
            page=reverse("permits:trajectory", kwargs={"slug": row["slug"]}), mark=row["isExample"],
        )
        for row in rows(selection, "name", MOST)
    ]  # fmt: skip
    page = f"{reverse('permits:trajectories')}?stage={about.stage}"
    return [*found, *more_of(about, selection, _("And %(count)d more trajectories."), page, "/api/v1/trajectories")]


def sites(about: About) -> list[Statement]:
    """Sites for investment with their six lights; what holds for a wider area stands there for every place. Nothing
    while the portal has none."""
    if "locations" not in {one.kind for one in all_publishers()}:
        return []
    selection = narrowed("locations", about.known, **about.places)
    found = documents_of(selection, "name")
    if about.places:
        areas = documents_of(narrowed("locations", about.known, kind=["area"]), "name")
        found += [row for row in areas if row["municipality"] is None]
    page = f"{reverse('agenda:locations')}?{urlencode(about.places, doseq=True)}".rstrip("?")
    left = more_of(about, selection, _("And %(count)d more locations."), page, "/api/v1/locations")
    return [*(_location(about, row) for row in found), *left]


def _light(one: dict[str, Any]) -> str:
    return f"{one['subjectName']} ({one['colourName']}, {day(one['stated'])}): {one['value'].rstrip('.')}"


def _location(about: About, row: dict[str, Any]) -> Statement:
    known = [light for light in row["lights"] if light["value"] and light["source"]]
    unknown = [light["subjectName"] for light in row["lights"] if light not in known]
    said = [_light(one) for one in known]
    if unknown:
        said.append(_("unknown: %(subjects)s") % {"subjects": ", ".join(unknown)})
    place = (row["municipality"] or {}).get("name", "")
    return statement(
        " · ".join(part for part in (row["name"], row["kindName"], place) if part),
        capfirst("; ".join(said)),
        [source_of(light["source"]) for light in known] or [own(about, row["url"])],
        kind="locations", slug=row["slug"], mark=row["example"],
        page=reverse("agenda:location", kwargs={"slug": row["slug"]}),
    )  # fmt: skip


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
                statement(
                    row["name"], text, sources_of(about, row), kind="funding-schemes", slug=row["slug"], page=page
                )
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
            sources = sources_of(about, row)
            mark = bool(row.get("example"))
            found.append(
                statement(row["name"], row["text"], sources, kind=kind, slug=row["slug"], page=page, mark=mark)
            )
    return found


def contacts(about: About) -> list[Statement]:
    """The desk, the municipality and the province that decide, and who else is competent at the place. Never a
    person."""
    ask = f"{reverse('desk:ask')}?{about.query}"
    loket = _("Somebody of the loket answers questions about this dossier.")
    found = [statement(_("The loket"), loket, [own(about, reverse("loket:contact"))], page=ask)]
    deciding = documents_of(narrowed("authorities", about.known, kind=DECIDING), "order")
    here = documents_of(narrowed("authorities", about.known, **about.places), "order") if about.places else []
    known = {row["slug"] for row in deciding}
    for row in [*deciding, *(row for row in here if row["slug"] not in known)]:
        page = reverse("permits:authority", kwargs={"slug": row["slug"]})
        text = " · ".join(part for part in (row["role"], row["website"]) if part)
        found.append(statement(row["name"], text, law_of(row), kind="authorities", slug=row["slug"], page=page))
    return found


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
