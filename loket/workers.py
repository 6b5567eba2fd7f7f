"""The web process of gunicorn, with one rule more: who has enough to do leaves new connections to the others.

gunicorn's own takes every connection that it sees first, also when all its threads are busy, and keeps it as long as
the visitor does. So one process may hold nearly all of them while another is idle, and half of the machine rests.
"""

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]


class EvenWorker(ThreadWorker):
    @property
    def worker_connections(self) -> int:
        """How many connections may be held before no more are taken; looked at between any two events."""
        waiting = len(self.keepalived_conns) + len(self.pending_conns)
        return self._most_connections if self.nr_conns - waiting < self.cfg.threads else 0

    @worker_connections.setter
    def worker_connections(self, most: int) -> None:
        self._most_connections = most
