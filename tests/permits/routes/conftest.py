"""The law data of the repository as a set of rules, read once."""

from collections.abc import Callable
from typing import Any

import pytest

from permits.law.document import Document, read_files
from permits.models import LawVersion
from permits.routes.plan import Plan, plan
from permits.routes.reading import read_ruleset
from permits.routes.ruleset import Ruleset
from permits.terms import CURRENT
from tests.factories.law import published_law
from tests.shared_records import FillOnce

Planner = Callable[..., Plan]


@pytest.fixture(scope="session")
def document() -> Document:
    return read_files()


@pytest.fixture(scope="session")
def ruleset(document: Document) -> Ruleset:
    return read_ruleset(document)


@pytest.fixture(scope="session")
def cases(ruleset: Ruleset) -> dict[str, dict[str, Any]]:
    return {case.slug: dict(case.answers) for case in ruleset.cases}


@pytest.fixture(scope="session")
def planned(ruleset: Ruleset) -> Planner:
    """``planned({"site": "new"})``, also with keywords: ``planned(site="new", hazardous_per_day=12)``."""

    def make(answers: dict[str, Any] | None = None, **more: Any) -> Plan:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return plan(ruleset, {**(answers or {}), **named}, CURRENT)

    return make


@pytest.fixture(scope="module")
def _law(fill_once: FillOnce) -> LawVersion:
    return fill_once(published_law)


@pytest.fixture
def law(_law: LawVersion, db: None) -> LawVersion:
    """Version 1 of the law data, published, as the portal loads it."""
    return LawVersion.objects.get(pk=_law.pk)
