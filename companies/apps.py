from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    name = "companies"
    verbose_name = _("organisations")

    def ready(self) -> None:
        from companies import checks, letters, publishers  # noqa: F401 (the checks register themselves)
        from companies.following import OrganisationSubject, SearchSubject
        from companies.imports import CompaniesImporter, SitesImporter
        from companies.list_sources.merging import register_rules
        from imports.importers import register as register_importer
        from publication.following import register_subject
        from publication.following.post import register_post
        from publication.publishers import register

        register(publishers.OrganisationPublisher())
        register(publishers.SitePublisher())
        register(publishers.MunicipalityPublisher())
        register_importer(CompaniesImporter())
        register_importer(SitesImporter())
        register_post(letters.write)
        register_subject(OrganisationSubject())
        register_subject(SearchSubject())
        register_rules()
