"""``/api/v1/imports``: partners deliver lists with a key; the same engine as the upload in the admin does the work."""

from django.urls import path

from loket.api.delivering.views import ImportRowsView, ImportsView, ImportView

__all__ = ["ROUTES"]

ROUTES = [
    path("imports", ImportsView.as_view(), name="imports"),
    path("imports/<int:id>", ImportView.as_view(), name="import"),
    path("imports/<int:id>/rows", ImportRowsView.as_view(), name="import-rows"),
]
