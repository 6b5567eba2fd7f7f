"""The yardstick: a WSGI program that answers one list of 100 organisations with a single ``json_agg`` query.

No framework, no paging, no headers but the content's own: what is left is the database and the wire. It reads the very
tables of the portal, filtered on a stage. ``BARE_DSN`` names the database.
"""

import os
from collections.abc import Callable, Iterable

import psycopg

QUERY = """
SELECT json_build_object('results', coalesce(json_agg(row), '[]'))::text FROM (
    SELECT o.slug, o.name, o.kind, o.website, si.town, si.latitude, si.longitude, mu.name AS municipality,
           (SELECT json_agg(json_build_object('slug', s.slug, 'name', s.name_nl))
              FROM companies_activity a JOIN valuechains_stage s ON s.id = a.stage_id
             WHERE a.organisation_id = o.id) AS stages,
           (SELECT json_agg(json_build_object('slug', m.slug, 'name', m.name_nl))
              FROM companies_activity a JOIN companies_activitymaterial am ON am.activity_id = a.id
              JOIN valuechains_material m ON m.id = am.material_id
             WHERE a.organisation_id = o.id) AS materials
      FROM companies_organisation o
      LEFT JOIN companies_site si ON si.organisation_id = o.id AND si.is_main
      LEFT JOIN companies_municipality mu ON mu.id = si.municipality_id
     WHERE o.visibility = 'public' AND EXISTS (
           SELECT 1 FROM companies_activity a JOIN valuechains_stage s ON s.id = a.stage_id
            WHERE a.organisation_id = o.id AND s.slug = 'refining')
     ORDER BY o.name, o.id LIMIT 100) AS row
"""

_connections: dict[int, psycopg.Connection] = {}


def _connection() -> psycopg.Connection:
    pid = os.getpid()
    if pid not in _connections:
        _connections[pid] = psycopg.connect(os.environ["BARE_DSN"], autocommit=True)
    return _connections[pid]


def application(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    row = _connection().execute(QUERY).fetchone()
    body = row[0].encode() if row else b"{}"
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
