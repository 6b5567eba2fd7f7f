"""Datasette on the same rows, answering the same list by hand-written SQL; it reads SQLite, so the rows are copied."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from benchmarks.serving import free_port, running

COMMAND = os.environ.get("DATASETTE", "datasette")
TABLES = {
    "companies_organisation": "id, slug, name, kind, website, visibility",
    "companies_site": "id, organisation_id, is_main, town, latitude, longitude, municipality_id",
    "companies_municipality": "id, name",
    "companies_activity": "id, organisation_id, stage_id",
    "companies_activitymaterial": "id, activity_id, material_id",
    "valuechains_stage": "id, slug, name_nl",
    "valuechains_material": "id, slug, name_nl",
}
INDEXES = (
    "companies_organisation(name, id)",
    "companies_site(organisation_id)",
    "companies_activity(organisation_id)",
    "companies_activity(stage_id)",
    "companies_activitymaterial(activity_id)",
)
SQL = """
select o.slug, o.name, o.kind, o.website, si.town, si.latitude, si.longitude, mu.name as municipality,
  (select json_group_array(json_object('slug', s.slug, 'name', s.name_nl)) from companies_activity a
     join valuechains_stage s on s.id = a.stage_id where a.organisation_id = o.id) as stages,
  (select json_group_array(json_object('slug', m.slug, 'name', m.name_nl)) from companies_activity a
     join companies_activitymaterial am on am.activity_id = a.id
     join valuechains_material m on m.id = am.material_id where a.organisation_id = o.id) as materials
from companies_organisation o
left join companies_site si on si.organisation_id = o.id and si.is_main
left join companies_municipality mu on mu.id = si.municipality_id
where o.visibility = 'public' and exists (select 1 from companies_activity a
  join valuechains_stage s on s.id = a.stage_id where a.organisation_id = o.id and s.slug = 'refining')
order by o.name, o.id limit 100
"""
PATH = "/register/list.json?_shape=array"
_METADATA = """
databases:
  register:
    queries:
      list:
        sql: |-
{sql}
"""


@contextlib.contextmanager
def serve(dsn: str) -> Iterator[str]:
    """Copy the rows into a SQLite file and serve it with the query as a canned one; gives the address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.db"
        _copy(dsn, file)
        metadata = Path(folder) / "metadata.yaml"
        metadata.write_text(_METADATA.format(sql="\n".join(f"          {line}" for line in SQL.strip().splitlines())))
        port = free_port()
        command = [COMMAND, "serve", str(file), "-m", str(metadata), "-h", "127.0.0.1", "-p", str(port)]
        with running([*command, "--setting", "sql_time_limit_ms", "10000"], {}):
            yield f"http://127.0.0.1:{port}"


def _copy(dsn: str, file: Path) -> None:
    with psycopg.connect(dsn) as source, sqlite3.connect(file) as target:
        for table, columns in TABLES.items():
            names = columns.split(", ")
            target.execute(f"create table {table} ({', '.join(names)}, primary key (id))")
            rows = source.execute(f"select {columns} from {table}")
            target.executemany(f"insert into {table} values ({', '.join('?' * len(names))})", rows)
        for index, on in enumerate(INDEXES):
            target.execute(f"create index i{index} on {on}")
        target.execute("analyze")
