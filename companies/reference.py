"""Load the municipalities of ``fixtures/reference``."""

from companies.models import Municipality
from publication.enums import Visibility
from valuechains.reference import read


def load_municipalities() -> int:
    """Add the municipalities that are missing; gives how many were new."""
    known = set(Municipality.objects.values_list("cbs_code", flat=True))
    missing = [row for row in read("municipalities") if row["cbs_code"] not in known]
    for row in missing:
        row["latitude"], row["longitude"] = row.pop("lat"), row.pop("lon")
        Municipality.objects.create(visibility=Visibility.PUBLIC, **row)
    return len(missing)
