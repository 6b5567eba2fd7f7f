"""Addresses of the pages on the chain, below ``/nl/`` and ``/en/``; each segment is translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from valuechains import views

app_name = "valuechains"

urlpatterns = [
    path(_("chain/"), views.chain, name="chain"),
    path(_("chain/<slug:slug>/"), views.stage, name="stage"),
    path(_("materials/"), views.materials, name="materials"),
    path(_("materials/<slug:slug>/"), views.material, name="material"),
    path(_("sectors/"), views.sectors, name="sectors"),
    path(_("benchmarks-2030/"), views.benchmarks, name="benchmarks"),
    path(_("events/"), views.events, name="events"),
]
