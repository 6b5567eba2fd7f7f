from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PermitsConfig(AppConfig):
    name = "permits"
    verbose_name = _("permits")

    def ready(self) -> None:
        from companies.merging.rules import moved, register_rule
        from imports.importers import register as register_importer
        from permits import append_only, publishers
        from permits.imports import TrajectoriesImporter
        from permits.lawbooks import chosen_counting
        from permits.models import Trajectory
        from permits.timetable.following import TrajectorySubject
        from permits.timetable.publisher import TrajectoryPublisher
        from permits.trajectories import examples
        from publication.examples import Examples
        from publication.examples import register as register_examples
        from publication.following import register_subject
        from publication.publishers import register

        chosen_counting()
        register_importer(TrajectoriesImporter())
        register_examples(Examples("trajectories", examples.load, examples.remove))
        pre_migrate.connect(append_only.remove, sender=self, dispatch_uid="permits.append_only.remove")
        post_migrate.connect(append_only.install, sender=self, dispatch_uid="permits.append_only.install")
        register(publishers.PermitTypePublisher())
        register(publishers.AuthorityPublisher())
        register(publishers.MunicipalAuthoritiesPublisher())
        register(TrajectoryPublisher())
        register_subject(TrajectorySubject())
        register_rule("permits.Trajectory.organisation", moved(Trajectory))
