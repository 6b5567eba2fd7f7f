"""What a source vouches for of an organisation stands in one row instead of one for each value, and so does its history.

Old history of the values of one organisation and source is told again as history of their row: what one person did, by
one door, within a moment is one version. Rows get new numbers, because one row of old could move from source to source.
"""

from collections import defaultdict
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from typing import Any

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from companies.migrations._vouches import Event, Pair, Version, columns_of, folded, unfolded, value_of

BATCH = 500
VOUCH = ("confidence", "stated_on", "verified_at", "verified_by_id")
#: Who changed something, when, and how it came in.
TOLD = ("history_date", "history_change_reason", "history_user_id", "door", "door_reference")


class Rows:
    """Rows on their way to a table, in parts."""

    def __init__(self, model: Any, alias: str) -> None:
        self._model, self._manager = model, model.objects.using(alias)
        self._part: list[Any] = []

    def add(self, **values: Any) -> None:
        self._part.append(self._model(**values))
        if len(self._part) == BATCH:
            self.write()

    def write(self) -> None:
        self._manager.bulk_create(self._part)
        self._part = []


def together(apps: Any, editor: Any) -> None:
    alias = editor.connection.alias
    old, history = (
        apps.get_model("companies", name).objects.using(alias).order_by() for name in ("Provenance", "HistoricalProvenance")
    )
    rows, versions = (
        Rows(apps.get_model("companies", name), alias) for name in ("NewProvenance", "NewHistoricalProvenance")
    )
    left, arrived = _moved(history)
    number = 0
    for number, (pair, parts) in enumerate(groupby(_by_pair(old, history), key=lambda one: one[0]), start=1):
        standing: dict[str, Any] = {}
        events: list[tuple[int, Event]] = list(left.get(pair, ()))
        for _pair, order, subject, kind, vouch, told in parts:
            value = value_of(*vouch)
            if not order:
                standing[subject] = value
                continue
            stood = None if kind == "+" or order in arrived else value
            events.append((order, Event(told, subject, None if kind == "-" else value, stood)))
        events.sort(key=lambda one: one[0])
        links = {"organisation_id": pair[0], "source_id": pair[1]}
        if standing:
            rows.add(id=number, vouches_for=standing, **links)
        for version in folded([event for _order, event in events], standing):
            told = dict(zip(TOLD, version.told, strict=True))
            versions.add(id=number, vouches_for=version.values, history_type=version.kind, **links, **told)
    rows.write()
    versions.write()
    _count_from(apps.get_model("companies", "NewProvenance"), number, editor)


def _by_pair(old: Any, history: Any) -> Iterator[tuple[Pair, int, str, str, tuple[Any, ...], tuple[Any, ...]]]:
    """Each row that stands, and after it the versions, of one organisation and source after the other."""
    links, size = ("organisation_id", "source_id"), len(VOUCH)
    stands = old.order_by(*links, "pk").values_list(*links, "subject", *VOUCH).iterator(5000)
    stood = history.order_by(*links, "history_id").values_list(
        *links, "subject", "history_id", "history_type", *VOUCH, *TOLD
    )
    return merge(
        (((one[0], one[1]), 0, one[2], "", one[3:], ()) for one in stands),
        (((one[0], one[1]), one[3], one[2], one[4], one[5 : 5 + size], one[5 + size :]) for one in stood.iterator(5000)),
        key=lambda one: one[0],
    )


def _moved(history: Any) -> tuple[dict[Pair, list[tuple[int, Event]]], set[int]]:
    """Of rows that went to another organisation, source or value: what they left behind, and the versions in which they
    arrived."""
    names = ("organisation_id", "source_id", "subject")
    bounds = {f"{end}_{name}": way(name) for name in names for end, way in (("least", models.Min), ("most", models.Max))}
    differs = models.Q()
    for name in names:
        differs |= ~models.Q(**{f"least_{name}": models.F(f"most_{name}")})
    pks = history.values("id").annotate(**bounds).filter(differs).values("id")
    left: dict[Pair, list[tuple[int, Event]]] = defaultdict(list)
    arrived: set[int] = set()
    rows = history.filter(id__in=pks).order_by("id", "history_id").values("id", "history_id", "history_type", *names, *TOLD)
    for _pk, versions in groupby(rows, key=lambda one: one["id"]):
        before: Any = None
        for one in versions:
            if before and before["history_type"] != "-" and any(before[name] != one[name] for name in names):
                told = tuple(one[name] for name in TOLD)
                pair = (before["organisation_id"], before["source_id"])
                left[pair].append((one["history_id"], Event(told, before["subject"], None, None)))
                arrived.add(one["history_id"])
            before = one
    return left, arrived


def apart(apps: Any, editor: Any) -> None:
    alias = editor.connection.alias
    kept, history = (
        apps.get_model("companies", name).objects.using(alias).order_by()
        for name in ("NewProvenance", "NewHistoricalProvenance")
    )
    rows, versions = (Rows(apps.get_model("companies", name), alias) for name in ("Provenance", "HistoricalProvenance"))
    links = ("organisation_id", "source_id", "vouches_for")
    stands = ((one[0], "", one[1:], ()) for one in kept.order_by("pk").values_list("pk", *links).iterator(2000))
    stood = history.order_by("id", "history_id").values_list("id", "history_type", *links, *TOLD)
    told = ((one[0], one[1], one[2:5], one[5:]) for one in stood.iterator(2000))
    people = set(apps.get_model(settings.AUTH_USER_MODEL).objects.using(alias).values_list("pk", flat=True))
    number = 0
    for _pk, parts in groupby(merge(stands, told, key=lambda one: one[0]), key=lambda one: one[0]):
        numbers: dict[Any, int] = {}

        def columns(pair: Pair, subject: str, value: Any, numbers: dict[Any, int] = numbers) -> dict[str, Any]:
            nonlocal number
            if (pair, subject) not in numbers:
                number = numbers[pair, subject] = number + 1
            vouch = dict(zip(VOUCH, columns_of(value), strict=True))
            own = {"id": numbers[pair, subject], "organisation_id": pair[0], "source_id": pair[1], "subject": subject}
            return own | vouch

        past: list[tuple[Pair, Version]] = []
        for _pk, kind, (organisation, source, values), when in parts:
            if kind:
                past.append(((organisation, source), Version(kind, values, when)))
                continue
            for subject, value in sorted(values.items()):
                one = columns((organisation, source), subject, value)
                rows.add(**one | {"verified_by_id": one["verified_by_id"] if one["verified_by_id"] in people else None})
        for pair, subject, kind, value, when in unfolded(past):
            versions.add(history_type=kind, **columns(pair, subject, value), **dict(zip(TOLD, when, strict=True)))
    rows.write()
    versions.write()
    _count_from(apps.get_model("companies", "Provenance"), number, editor)


def _count_from(model: Any, number: int, editor: Any) -> None:
    """The next row gets a number that no version has either."""
    table = model._meta.db_table
    if not number:
        return
    if editor.connection.vendor == "postgresql":
        editor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', number])
    else:
        editor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        editor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def _now_checked(apps: Any, editor: Any) -> None:
    """PostgreSQL changes no table while references of this transaction are still to be looked at."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("companies", "0007_lighter_indexes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, _now_checked),
        migrations.CreateModel(
            name="NewHistoricalProvenance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("admin", "admin"),
                            ("import", "import"),
                            ("claim", "claim"),
                            ("api", "API"),
                            ("command", "command"),
                        ],
                        default="command",
                        max_length=10,
                        verbose_name="door",
                    ),
                ),
                ("door_reference", models.CharField(blank=True, default="", max_length=100, verbose_name="reference")),
                ("vouches_for", models.JSONField(verbose_name="values")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="companies.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="valuechains.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical provenance",
                "verbose_name_plural": "historical provenance",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NewProvenance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vouches_for", models.JSONField(verbose_name="values")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provenance",
                        to="companies.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provenance",
                        to="valuechains.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "provenance",
                "verbose_name_plural": "provenance",
                "ordering": ["organisation", "source"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "source"), name="companies_provenance_of_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vouches_for", {}), _negated=True),
                        name="companies_provenance_vouches",
                        violation_error_message="A source vouches for one value at least.",
                    ),
                ],
            },
        ),
        migrations.RunPython(together, apart),
        migrations.RunPython(_now_checked, migrations.RunPython.noop),
        migrations.DeleteModel("HistoricalProvenance"),
        migrations.DeleteModel("Provenance"),
        migrations.RenameModel("NewHistoricalProvenance", "HistoricalProvenance"),
        migrations.RenameModel("NewProvenance", "Provenance"),
    ]
