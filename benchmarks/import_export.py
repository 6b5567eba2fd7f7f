"""django-import-export on the same models and the same file: ``python -m benchmarks.import_export WAY FILE ROWS``.

``default``: a resource as its documentation shows, each site, activity and material written after its organisation.
``default-bare``: the same, with the register's own history and listings switched off.
``bulk``: its best settings (bulk, no diff, no report), the links written in bulk after each batch; no history, no
listings, no provenance. ``bulk-no-links``: the same, organisations alone.

Needs django-import-export, tablib and diff-match-patch, which the portal itself does not use.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.development")
django.setup()

from django.conf import settings  # noqa: E402
from django.db.models.signals import m2m_changed, post_delete, post_save  # noqa: E402
from import_export import fields, resources, widgets  # noqa: E402
from tablib import Dataset  # noqa: E402

from companies.models import Activity, ActivityMaterial, Municipality, Organisation, Site  # noqa: E402
from valuechains.models import Material, Stage  # noqa: E402

settings.INSTALLED_APPS.append("import_export")


class Links:
    """What a row says beside the organisation itself."""

    def __init__(self) -> None:
        self.stages = {stage.name_nl: stage for stage in Stage.objects.all()}
        self.materials = {material.name_nl: material for material in Material.objects.all()}
        self.municipalities = {one.name: one for one in Municipality.objects.all()}

    def site(self, organisation: Organisation, row: dict[str, str]) -> dict[str, Any]:
        return {
            "municipality": self.municipalities[row["Gemeente"]],
            "town": row["Plaats"],
            "street_address": row["Adres"],
            "postcode": row["Postcode"],
            "latitude": float(row["Breedtegraad"].replace(",", ".")),
            "longitude": float(row["Lengtegraad"].replace(",", ".")),
            "precision": "address",
        }

    def materials_of(self, row: dict[str, str]) -> list[Material]:
        return [self.materials[name] for name in row["Grondstoffen"].split("; ") if name]


class OrganisationResource(resources.ModelResource):
    name = fields.Field("name", "Naam")
    kvk_number = fields.Field("kvk_number", "KvK-nummer")
    kind = fields.Field("kind", "Soort")
    website = fields.Field("website", "Website", widgets.CharWidget())

    class Meta:
        model = Organisation
        import_id_fields = ("kvk_number",)
        fields = ("name", "kvk_number", "kind", "website")

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.links = Links()

    def before_import_row(self, row: dict[str, str], **kwargs: Any) -> None:
        row["Website"] = f"https://{row['Website']}"

    def before_save_instance(self, instance: Organisation, row: dict[str, str], **kwargs: Any) -> None:
        instance.slug = instance.slug or f"synthetisch-{instance.kvk_number}"
        instance.visibility = "public"

    def after_save_instance(self, instance: Organisation, row: dict[str, str], **kwargs: Any) -> None:
        Site.objects.update_or_create(organisation=instance, is_main=True, defaults=self.links.site(instance, row))
        activity, _made = Activity.objects.get_or_create(organisation=instance, stage=self.links.stages[row["Schakel"]])
        activity.materials.set(self.links.materials_of(row))


class BulkResource(OrganisationResource):
    write_links = True

    class Meta(OrganisationResource.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_unchanged = False
        report_skipped = False
        use_transactions = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.waiting: list[tuple[Organisation, dict[str, str]]] = []

    def after_save_instance(self, instance: Organisation, row: dict[str, str], **kwargs: Any) -> None:
        self.waiting.append((instance, dict(row)))

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        super().bulk_create(*args, **kwargs)
        waiting, self.waiting = self.waiting, []
        if self.write_links:
            self._links([pair for pair in waiting if pair[0].pk])

    def _links(self, pairs: list[tuple[Organisation, dict[str, str]]]) -> None:
        sites = [Site(organisation=one, is_main=True, **self.links.site(one, row)) for one, row in pairs]
        activities = [Activity(organisation=one, stage=self.links.stages[row["Schakel"]]) for one, row in pairs]
        Site.objects.bulk_create(sites)
        Activity.objects.bulk_create(activities)
        ActivityMaterial.objects.bulk_create(
            ActivityMaterial(activity=activity, material=material)
            for activity, (_one, row) in zip(activities, pairs, strict=True)
            for material in self.links.materials_of(row)
        )


class BulkAloneResource(BulkResource):
    write_links = False

    class Meta(BulkResource.Meta):
        pass


def without_signals() -> None:
    """No history and no listings: what the tool does by itself."""
    settings.SIMPLE_HISTORY_ENABLED = False
    for signal in (post_save, post_delete, m2m_changed):
        signal.receivers = []
        signal.sender_receivers_cache.clear()


def run(way: str, path: str, rows: int) -> dict[str, object]:
    start = time.perf_counter()
    with Path(path).open(encoding="utf-8") as file:
        lines = [next(file), *(line for line, _number in zip(file, range(rows), strict=False))]
    data = Dataset().load("".join(lines), format="csv", delimiter=";")
    if way.startswith("bulk"):  # its bulk mode cannot have two rows of one organisation in a batch
        seen: set[str] = set()
        once = Dataset(headers=data.headers)
        for row in data:
            if row[1] not in seen:
                once.append(row)
            seen.add(row[1])
        data = once
    if way != "default":
        without_signals()
    made = {"default": OrganisationResource, "default-bare": OrganisationResource, "bulk": BulkResource}
    result = made.get(way, BulkAloneResource)().import_data(data, raise_errors=False)
    return {
        "seconds": time.perf_counter() - start,
        "rows": len(data),
        "organisations": Organisation.objects.count(),
        "materials": ActivityMaterial.objects.count(),
        "errors": len(result.row_errors()),
    }


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
