"""Does the procedure of a permit type agree with the rules about it?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from permits.enums import Procedure
from permits.law.document import Document, Row
from permits.law.findings import Finding, doubtful


def check_procedures(document: Document) -> Iterator[Finding]:
    """A procedure of a permit type that no rule about it gives, while they all give another: one of both is a slip.

    The procedure that the permit type names as its other one does not contradict it, and a route rule may set its own.
    """
    for row in document["permitTypes"]:
        given = _by_competence(document, row["slug"])
        meant = {row["procedure"], (row["alternativeProcedure"] or {}).get("procedure")}
        if given and not given & {*meant, None} and row["procedure"] not in _by_route(document, row["slug"]):
            message = _("The procedure is “%(own)s”, but the competence rules about this permit say: %(others)s.")
            others = ", ".join(sorted(_told(one) for one in given if one))
            yield doubtful(f"permitTypes.{row['slug']}.procedure", message, own=_told(row["procedure"]), others=others)


def _by_competence(document: Document, slug: str) -> set[str | None]:
    """None for a rule that leaves the procedure to the permit type."""
    return {_named(rule) for rule in document["competence"] if slug in rule["permitTypes"]}


def _named(rule: Row) -> str | None:
    procedure: str | None = rule["procedure"]
    return None if procedure in (None, "", Procedure.UNKNOWN) else procedure


def _by_route(document: Document, slug: str) -> set[str | None]:
    return {(rule.get("set") or {}).get("procedure") for rule in document["rules"] if rule["permitType"] == slug}


def _told(procedure: str) -> str:
    return str(Procedure(procedure).label) if procedure in Procedure.values else procedure
