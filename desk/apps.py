from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("desk")

    def ready(self) -> None:
        from agenda.reporting import register_section
        from companies.merging.rules import moved, register_rule
        from desk import examples
        from desk.models import Inquiry
        from desk.report import desk_section
        from desk.trajectories import inquiries_of
        from permits.neighbours import register as register_neighbours
        from publication.examples import Examples, register

        register(Examples("desk", examples.load, examples.remove))
        register_section("desk", desk_section)
        register_neighbours(inquiries_of)
        register_rule("desk.Inquiry.organisation", moved(Inquiry))
