"""The pool of connections to PostgreSQL forgets all that are idle when one of them has gone.

After a restart of the database all idle connections are dead. The pool looks at each when it hands it out, and waits
longer after each that has gone (1, 2, 4 … seconds): with four of them a request waits in vain for its ten seconds. So
the first that has gone takes the others with it, and the next that is handed out is a new one.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def look(link: Any) -> None:
    """The pool's own check; raises what it raises."""
    from psycopg_pool import ConnectionPool

    try:
        ConnectionPool.check_connection(link)
    except Exception:
        link._pool.drain()
        raise


def check_so(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    """Django makes the pool and lets nobody name its check; the pool looks it up each time."""
    pool = getattr(connection, "pool", None)
    if pool is not None and pool._check not in (None, look):
        pool._check = look


connection_created.connect(check_so, dispatch_uid="loket.pool")
