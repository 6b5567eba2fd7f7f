"""Addresses of the desk, below ``/nl/`` and ``/en/``. A token is opaque: any text leads to the same page of errors."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from desk.views.ask import ask, asked
from desk.views.dossier import ask_dossier, dossier, dossier_json
from desk.views.inquiry import attachment, close, inquiry, receipt

app_name = "desk"

urlpatterns = [
    path(_("ask-the-loket/"), ask, name="ask"),
    path(_("ask-the-loket/received/<str:signed>/"), asked, name="asked"),
    path(_("dossier/"), ask_dossier, name="ask-dossier"),
    path(_("dossier/<slug:key>/"), dossier, name="dossier"),
    path(_("dossier/<slug:key>/json/"), dossier_json, name="dossier-json"),
    path(_("question/<str:token>/"), inquiry, name="inquiry"),
    path(_("question/<str:token>/close/"), close, name="close"),
    path(_("question/<str:token>/file/<int:pk>/"), attachment, name="attachment"),
    path(_("hand-over/<str:token>/"), receipt, name="receipt"),
]
