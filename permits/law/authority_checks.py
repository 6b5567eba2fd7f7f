"""Does every permit type have an authority in every municipality, or say that the location must be asked for?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from permits.enums import AuthorityKind, Competence
from permits.law.document import Document, Row
from permits.law.findings import Finding, doubtful, wrong

# Words that stand for an authority of the location where an adviser is named.
ADVISER_KINDS = frozenset({"municipality", "environment-service", "water-board", "safety-region"})


def check_authorities(document: Document, municipalities: Mapping[str, str]) -> Iterator[Finding]:
    """``municipalities``: the names of all municipalities of the province, by their code."""
    authorities = {row["slug"]: row for row in document["authorities"]}
    yield from _municipal_table(document, authorities, municipalities)
    rows = {row["municipality"]: row for row in document["municipalities"]}
    for section in ("permitTypes", "competence"):
        for row in document[section]:
            path = f"{section}.{row['slug']}"
            for member in ("authority", "executing"):
                if row[member]:
                    yield from _pointer(f"{path}.{member}", row[member], document, authorities)
            if section == "permitTypes" and row["authority"]:
                yield from _everywhere(f"{path}.authority", row["authority"], rows, municipalities)
    for row in document["permitTypes"]:
        for adviser in row["advisers"]:
            if adviser not in authorities and adviser not in ADVISER_KINDS:
                path = f"permitTypes.{row['slug']}.advisers"
                yield wrong(path, _("“%(slug)s” is no authority of this version."), slug=adviser)
    for row in document["competence"]:
        if not row["permitTypes"]:
            yield wrong(f"competence.{row['slug']}.permitTypes", _("This rule names no permit type."))
    for slug, row in authorities.items():
        if row["isEmpty"]:
            yield doubtful(f"authorities.{slug}", _("Nobody has confirmed yet who this is; the pages say so."))


def _municipal_table(
    document: Document, authorities: Mapping[str, Row], municipalities: Mapping[str, str]
) -> Iterator[Finding]:
    given = {row["municipality"] for row in document["municipalities"]}
    for code in sorted(set(municipalities) - given):
        yield wrong(f"municipalities.{code}", _("%(name)s is missing in the table."), name=municipalities[code])
    for row in document["municipalities"]:
        path = f"municipalities.{row['municipality']}"
        yield from _kind(
            f"{path}.environmentService", row["environmentService"], authorities, AuthorityKind.ENVIRONMENT_SERVICE
        )
        yield from _kind(f"{path}.safetyRegion", row["safetyRegion"], authorities, AuthorityKind.SAFETY_REGION)
        for area in row["waterBoards"]:
            yield from _kind(f"{path}.waterBoards", area["authority"], authorities, AuthorityKind.WATER_BOARD)


def _kind(path: str, slug: str, authorities: Mapping[str, Row], kind: AuthorityKind) -> Iterator[Finding]:
    if slug not in authorities:
        yield wrong(path, _("“%(slug)s” is no authority of this version."), slug=slug)
    elif authorities[slug]["kind"] != kind:
        yield wrong(path, _("%(name)s is not of the kind “%(kind)s”."), name=_name(authorities[slug]), kind=kind.label)


def _pointer(
    path: str, pointer: Mapping[str, Any], document: Document, authorities: Mapping[str, Row]
) -> Iterator[Finding]:
    slug, kind = pointer["authority"], pointer["kind"]
    if kind == Competence.FIXED and slug is None:
        yield wrong(path, _("Name the authority that always decides."))
    if slug is not None and slug not in authorities:
        yield wrong(path, _("“%(slug)s” is no authority of this version."), slug=slug)
    if kind == Competence.GRID_OPERATOR and not _some(authorities, AuthorityKind.GRID_OPERATOR):
        yield wrong(path, _("This version has no grid operator."))
    if kind == Competence.PARENT and not any(
        row["category"] == "permit" and row["authority"]["kind"] != Competence.PARENT for row in document["permitTypes"]
    ):
        yield wrong(path, _("This version has no permit that it can belong to."))


def _everywhere(
    path: str, pointer: Mapping[str, Any], rows: Mapping[str, Row], municipalities: Collection[str]
) -> Iterator[Finding]:
    """Which municipalities have nobody; where several water boards share one, the planner asks for the location."""
    kind = pointer["kind"]
    if kind == Competence.WATER_BOARD:
        without = [code for code in municipalities if code in rows and not rows[code]["waterBoards"]]
    elif kind == Competence.ENVIRONMENT_SERVICE:
        without = [code for code in municipalities if code not in rows]
    else:
        return
    if without:
        yield wrong(path, _("Nobody is competent in: %(codes)s."), codes=", ".join(sorted(without)))


def _some(authorities: Mapping[str, Row], kind: AuthorityKind) -> bool:
    return any(row["kind"] == kind for row in authorities.values())


def _name(row: Row) -> str:
    return str(row["name"]["nl"])
