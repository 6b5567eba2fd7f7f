from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = _("agenda")

    def ready(self) -> None:
        from agenda import examples
        from agenda.locations.importer import LocationsImporter
        from agenda.locations.loading import load_examples, remove_examples
        from agenda.locations.publisher import LocationPublisher
        from agenda.models import Action, Bottleneck, Partner
        from agenda.publishers import PUBLISHERS
        from companies.merging.rules import linked, moved, register_rule
        from imports.importers import register as register_importer
        from publication.examples import Examples
        from publication.examples import register as register_examples
        from publication.publishers import register

        for publisher in PUBLISHERS:
            register(publisher())
        register(LocationPublisher())
        register_importer(LocationsImporter())
        register_examples(Examples("agenda", examples.load, examples.remove))
        register_examples(Examples("locations", load_examples, remove_examples))
        register_rule("agenda.Action.organisations", linked(Action, "organisations"))
        register_rule("agenda.Bottleneck.organisations", linked(Bottleneck, "organisations"))
        register_rule("agenda.Partner.organisation", moved(Partner))
