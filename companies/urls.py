"""Addresses of the register's pages, below ``/nl/`` and ``/en/``; each segment is translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from companies.views.claim import claim, claim_confirm, claim_done
from companies.views.directory import directory
from companies.views.download import columns, download
from companies.views.map import map_data, map_page
from companies.views.offtake import offtake
from companies.views.organisation import organisation
from companies.views.own_page import no_more_mail, own_page
from companies.views.suggest import case_answer, report, report_done
from publication.csv_on_the_web import SUFFIX

app_name = "companies"

urlpatterns = [
    path("", directory, name="directory"),
    path(f"download.csv{SUFFIX}", columns, name="columns"),
    path("download.<str:form>", download, name="download"),
    path(_("map/"), map_page, name="map"),
    path(_("map/points.json"), map_data, name="map-data"),
    path(_("suppliers-and-buyers/find/"), offtake, name="offtake"),
    path("<slug:slug>/", organisation, name="organisation"),
    path(_("<slug:slug>/report-an-error/"), report, name="report"),
    path(_("<slug:slug>/report-an-error/thanks/"), report_done, name="report-done"),
    path(_("<slug:slug>/this-is-our-organisation/"), claim, name="claim"),
    path(_("<slug:slug>/this-is-our-organisation/thanks/"), claim_done, name="claim-done"),
    path(_("claim/<str:secret>/"), claim_confirm, name="claim-confirm"),
    path(_("own-page/<str:secret>/"), own_page, name="own-page"),
    path(_("own-page/<str:secret>/no-more-mail/"), no_more_mail, name="no-more-mail"),
    path(_("question/<str:secret>/"), case_answer, name="case-answer"),
]
