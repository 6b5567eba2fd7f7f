import gc
from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import module_has_submodule


class LoketConfig(AppConfig):
    name = "loket"
    verbose_name = "CRM-loket"

    def ready(self) -> None:
        # Django's own autodiscover would load leaflet.admin, which needs the GDAL library; the portal does not.
        for config in apps.get_app_configs():
            if config.name != "leaflet" and module_has_submodule(config.module, "admin"):
                import_module(f"{config.name}.admin")
        import_module("loket.accounts.signals")
        import_module("loket.accounts.checks")
        import_module("loket.pool")
        post_migrate.connect(import_module("loket.roles").synchronise, sender=self, dispatch_uid="loket.roles")
        gc.freeze()  # all that was read so far stays to the end: later collections pass it over
