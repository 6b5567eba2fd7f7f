"""Addresses of the portal's own pages, below ``/nl/`` and ``/en/``; each segment is translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from loket.views.api_page import api_page
from loket.views.home import home
from loket.views.pages import text_page
from loket.views.search import search

app_name = "loket"

urlpatterns = [
    path("", home, name="home"),
    path(_("search/"), search, name="search"),
    path(_("about/"), text_page("about"), name="about"),
    path(_("contact/"), text_page("contact"), name="contact"),
    path(_("accessibility/"), text_page("accessibility"), name="accessibility"),
    path(_("privacy/"), text_page("privacy"), name="privacy"),
    path(_("open-data/"), text_page("open-data"), name="open-data"),
    path(_("open-data/api/"), api_page, name="api"),
    path(_("colophon/"), text_page("colophon"), name="colophon"),
    path(_("report-a-vulnerability/"), text_page("security-policy"), name="security-policy"),
]
