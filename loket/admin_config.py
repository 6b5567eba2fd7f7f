"""Which site is ``admin.site``."""

from django.contrib.admin.apps import SimpleAdminConfig


class LoketAdminConfig(SimpleAdminConfig):
    default_site = "loket.admin_site.LoketAdminSite"
