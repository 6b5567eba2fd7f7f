"""The law data of the files: as the portal loads it, or for a test that has its own municipalities and stages."""

from typing import Any

from companies.models import Municipality
from companies.reference import load_municipalities
from permits.law.document import digest, read_files
from permits.law.listing import touch_law
from permits.law.loading import load_law, written
from permits.law.storing import store
from permits.models import LawVersion
from publication.publishing import publishing
from valuechains.models import Stage


def published_law() -> LawVersion:
    """Version 1 of the files, and the municipalities of the province."""
    load_municipalities()
    version, _loaded = load_law()
    return version


def law_in(town: Municipality, stage: Stage) -> LawVersion:
    """A published version with every permit type and authority of the files, in one municipality and one stage."""
    document: dict[str, Any] = read_files()
    document["municipalities"] = [document["municipalities"][0] | {"municipality": town.cbs_code}]
    for row in document["permitTypes"]:
        row["stages"] = [stage.slug]
    with publishing():
        version = written(document, None, digest(document))
        store(document, version)
        touch_law()
    return version
