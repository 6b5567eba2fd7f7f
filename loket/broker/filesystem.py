"""A filesystem broker that several producers and workers may use at once.

kombu's own channel opens a message under its final name and writes it there, so that a worker can meet half a
message and die of it. Here every file gets a temporary name first and is renamed when it is whole; renaming within
one folder tree is atomic. A worker takes a message by renaming it too: only one of several succeeds.
"""

# mypy: disable-error-code="attr-defined,override"
# The stubs know an older and stricter kombu than the installed one.

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem, virtual
from kombu.transport.filesystem import LOCK_EX, exchange_queue_t, lock, unlock
from kombu.utils.json import dumps, loads

Table = list[exchange_queue_t]


class Channel(filesystem.Channel):
    """Messages in one folder; what is being written or read stands in folders beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for folder in (self.messages, self.drafts, self.taken, self.control_folder):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def messages(self) -> Path:
        return Path(self.data_folder_in)

    @property
    def drafts(self) -> Path:
        return self.messages.parent / "drafts"

    @property
    def taken(self) -> Path:
        return self.messages.parent / "taken"

    def get_table(self, exchange: str) -> Table:
        return _read_table(self._exchange_file(exchange))

    def _put(self, queue: str, payload: Any, **_kwargs: Any) -> None:
        # Twenty digits keep the alphabetical order equal to the order in time.
        name = f"{time.time_ns():020d}_{secrets.token_hex(8)}.{queue}.msg"
        self._write(self.messages / name, dumps(payload))

    def _get(self, queue: str) -> Any:
        for name in sorted(self._waiting(queue)):
            mine = self.taken / name
            try:
                (self.messages / name).replace(mine)
            except FileNotFoundError:
                continue  # another worker was first
            payload = mine.read_text(encoding="utf-8")
            mine.unlink()
            return loads(payload)
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _waiting(self, queue: str) -> list[str]:
        ending = f"{queue}.msg"
        return [name for name in os.listdir(self.messages) if name.partition(".")[2] == ending]  # noqa: PTH208 (names are enough)

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        binding = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: table if binding in table else [binding, *table])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *_args: Any, **_kwargs: Any) -> None:
        self._purge(queue)
        binding = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: [other for other in table if other != binding])

    def _change_table(self, exchange: str, change: Callable[[Table], Table]) -> None:
        file = self._exchange_file(exchange)
        with self._only_me():
            before = _read_table(file)
            after = change(before)
            if after != before:
                self._write(file, dumps(after))

    @contextmanager
    def _only_me(self) -> Iterator[None]:
        with (self.control_folder / "tables.lock").open("w") as handle:
            lock(handle, LOCK_EX)
            try:
                yield
            finally:
                unlock(handle)

    def _write(self, target: Path, text: str) -> None:
        draft = self.drafts / f"{secrets.token_hex(16)}.part"
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)


class Transport(filesystem.Transport):
    """kombu's filesystem transport over our channel."""

    Channel = Channel

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        # What is bound stands in the control folder; a state shared by the process would mix up several folders.
        self.state = virtual.BrokerState()


def _read_table(file: Path) -> Table:
    try:
        return [exchange_queue_t(*entry) for entry in loads(file.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
