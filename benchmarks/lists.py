"""A list as a partner would send it, for the benchmark of imports: the same number gives the same rows, anywhere."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic import Synthetic, organisations

HEADER = [
    "Naam", "KvK-nummer", "Soort", "Schakel", "Grondstoffen", "Gemeente", "Plaats", "Adres", "Postcode",
    "Breedtegraad", "Lengtegraad", "Website",
]  # fmt: skip


def write_list(path: Path, rows: int) -> None:
    """``rows`` lines, one for each stage of an organisation, each with its site; materials stand with the first."""
    from companies.models import Municipality
    from valuechains.models import Material, Stage

    stages = list(Stage.objects.order_by("order").values_list("name_nl", flat=True))
    materials = list(Material.objects.listed().order_by("slug").values_list("name_nl", flat=True))
    municipalities = list(Municipality.objects.order_by("cbs_code").values_list("name", "latitude", "longitude"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        count = 0
        for one in organisations(rows):
            for line in _lines(one, stages, materials, municipalities[one.municipality]):
                writer.writerow(line)
                count += 1
                if count == rows:
                    return


def _lines(
    one: Synthetic, stages: list[str], materials: list[str], place: tuple[str, float, float]
) -> Iterator[list[str]]:
    name, latitude, longitude = place
    point = [f"{number:.6f}".replace(".", ",") for number in (latitude + one.north, longitude + one.east)]
    for order, stage in enumerate(one.stages):
        handled = [materials[number] for number in one.materials] if order == 0 else []
        yield [
            one.name, f"{10_000_000 + one.number}", one.kind, stages[stage], "; ".join(handled), name, name,
            f"Havenweg {one.number % 900 + 1}", f"{1000 + one.number % 9000} AB", *point, f"www.{one.slug}.nl",
        ]  # fmt: skip
