"""All addresses of the portal. Pages live under ``/nl/`` and ``/en/`` with translated paths."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from loket import wellknown
from loket.accounts.door import close_side_doors
from loket.api.catalog import api_catalog, data_catalog
from loket.api.views import RootView
from loket.health import healthz, readyz
from loket.sitemaps import sitemap, sitemap_file
from loket.views.pages import choose_language
from permits.views.feeds import personal_calendar

handler400 = "loket.errors.handlers.bad_request"
handler403 = "loket.errors.handlers.permission_denied"
handler404 = "loket.errors.handlers.not_found"
handler429 = "loket.errors.handlers.too_many_requests"
handler500 = "loket.errors.handlers.server_error"

urlpatterns = [
    path("", choose_language),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:label>-<int:number>.xml", sitemap_file, name="sitemap-file"),
    path("robots.txt", wellknown.robots),
    path("favicon.ico", wellknown.favicon),
    path(".well-known/security.txt", wellknown.security),
    path(".well-known/api-catalog", api_catalog, name="api-catalog"),
    path("data/catalog", data_catalog),
    path("data/catalog.jsonld", data_catalog, {"form": "jsonld"}, name="data-catalog"),
    path("data/catalog.ttl", data_catalog, {"form": "ttl"}),
    path("api/v1", RootView.as_view(), name="api-root"),
    path("api/v1/", RootView.as_view(schema=None)),
    path("api/v1/", include("loket.api.urls")),
    path("term-calendar/<str:secret>.ics", personal_calendar, name="permits-feed"),
    path("admin/", close_side_doors(admin.site).urls),
]
urlpatterns += i18n_patterns(
    path("accounts/", include("loket.accounts.urls")),
    path(_("organisations/"), include("companies.urls")),
    path("", include("loket.following.urls")),
    path("", include("valuechains.urls")),
    path("", include("permits.urls")),
    path("", include("agenda.urls")),
    path("", include("desk.urls")),
    path("", include("loket.page_urls")),
)
