from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "publication"
    verbose_name = _("publication")

    def ready(self) -> None:
        from publication import history, lookups  # noqa: F401 - the lookup registers itself

        history.connect()
