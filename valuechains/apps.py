from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ValuechainsConfig(AppConfig):
    name = "valuechains"
    verbose_name = _("value chains")

    def ready(self) -> None:
        from imports.importers import register as register_importer
        from publication.following import register_subject
        from publication.publishers import register
        from valuechains import publishers
        from valuechains.dilemmas import DilemmaPublisher
        from valuechains.following import MaterialSubject, StageSubject
        from valuechains.imports import FactsImporter

        register(publishers.StagePublisher())
        register(publishers.SectorPublisher())
        register(publishers.BenchmarkPublisher())
        register(publishers.MaterialPublisher())
        register(publishers.SupplyEventPublisher())
        register(DilemmaPublisher())
        register_importer(FactsImporter())
        register_subject(MaterialSubject())
        register_subject(StageSubject())
