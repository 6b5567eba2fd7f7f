"""Addresses of the API below its base path; none ends in a slash."""

from django.urls import path

import companies.api
import desk.api
import permits.api
from loket.api.collections import COLLECTIONS
from loket.api.delivering import ROUTES as DELIVERING
from loket.api.matching import ROUTES as MATCHING
from loket.api.search import SearchView
from loket.api.views import DescriptionView
from publication.api import collection_routes

app_name = "api"

urlpatterns = [
    path("openapi.json", DescriptionView.as_view(), name="openapi"),
    path("search", SearchView.as_view(), name="search"),
    *companies.api.EXTRA,
    *permits.api.ROUTES,
    *desk.api.ROUTES,
    *DELIVERING,
    *MATCHING,
    *collection_routes(COLLECTIONS),
]
