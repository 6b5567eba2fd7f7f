"""All collections of the API, in the order of its entrance."""

import agenda.api
import companies.api
import permits.api
import valuechains.api

COLLECTIONS = (
    *valuechains.api.COLLECTIONS,
    *companies.api.COLLECTIONS,
    *permits.api.COLLECTIONS,
    *agenda.api.COLLECTIONS,
)
