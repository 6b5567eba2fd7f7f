"""The embedded broker: several producers and consumers at once, each message once and whole."""

import multiprocessing
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection, Exchange, Queue

from loket.broker import register
from loket.settings.work import broker_options

register()
PRODUCERS, CONSUMERS, MESSAGES = 4, 2, 100
THE_END: dict[str, int] = {}
# Each is a process of its own, forked from one that has read this module and nothing else.
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload([__name__])


def connect(folder: Path) -> Connection:
    return Connection("filesystem://", transport_options=broker_options("filesystem://", folder))


def produce(folder: str, producer: int) -> None:
    with connect(Path(folder)) as connection:
        queue = connection.SimpleQueue("loket")
        for number in range(MESSAGES):
            queue.put({"producer": producer, "number": number, "filler": "x" * 20_000})


def consume(folder: str, wanted: "multiprocessing.Queue[tuple[int, int] | None]") -> None:
    with connect(Path(folder)) as connection:
        queue = connection.SimpleQueue("loket")
        while True:
            message = queue.get(timeout=60)
            message.ack()
            if message.payload == THE_END:
                wanted.put(None)
                return
            wanted.put((message.payload["producer"], message.payload["number"]))


def test_four_producers_and_two_consumers_lose_and_double_nothing(tmp_path: Path) -> None:
    arrived: multiprocessing.Queue[tuple[int, int] | None] = context.Queue()
    producers = [context.Process(target=produce, args=(str(tmp_path), n)) for n in range(PRODUCERS)]
    consumers = [context.Process(target=consume, args=(str(tmp_path), arrived)) for _ in range(CONSUMERS)]
    for process in [*consumers, *producers]:
        process.start()
    for producer in producers:
        producer.join(timeout=60)
    with connect(tmp_path) as connection:
        for _ in consumers:
            connection.SimpleQueue("loket").put(THE_END)
    messages, ended = [], 0
    while ended < len(consumers):
        item = arrived.get(timeout=60)
        if item is None:
            ended += 1
        else:
            messages.append(item)
    for process in [*consumers, *producers]:
        process.join(timeout=30)
        assert process.exitcode == 0
    assert sorted(messages) == [(producer, number) for producer in range(PRODUCERS) for number in range(MESSAGES)]
    with connect(tmp_path) as connection:
        assert connection.SimpleQueue("loket").qsize() == 0
    assert not list((tmp_path / "drafts").iterdir())
    assert not list((tmp_path / "taken").iterdir())


def test_messages_of_one_producer_keep_their_order(tmp_path: Path) -> None:
    with connect(tmp_path) as connection:
        queue = connection.SimpleQueue("loket")
        for number in range(20):
            queue.put({"number": number})
        assert queue.qsize() == 20
        assert [queue.get(timeout=1).payload["number"] for _ in range(20)] == list(range(20))


def test_a_queue_takes_only_its_own_messages(tmp_path: Path) -> None:
    with connect(tmp_path) as sender, connect(tmp_path) as other, connect(tmp_path) as connection:
        sender.SimpleQueue("loket").put({"for": "loket"})
        with pytest.raises(Empty):
            other.SimpleQueue("other").get(timeout=0.3)
        assert connection.SimpleQueue("loket").get(timeout=1).payload == {"for": "loket"}


def bind(folder: str, name: str) -> None:
    with connect(Path(folder)) as connection:
        Queue(name, exchange=Exchange("shared", type="direct"), routing_key=name)(connection.channel()).declare()


def test_bindings_made_at_once_are_all_kept(tmp_path: Path) -> None:
    processes = [context.Process(target=bind, args=(str(tmp_path), f"queue-{n}")) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=30)
    with connect(tmp_path) as connection:
        bound = {binding.queue for binding in connection.channel().get_table("shared")}
    assert bound == {f"queue-{n}" for n in range(4)}


def test_a_deleted_queue_forgets_messages_and_binding(tmp_path: Path) -> None:
    with connect(tmp_path) as connection:
        channel = connection.channel()
        queue = Queue("gone", exchange=Exchange("shared", type="direct"), routing_key="gone")(channel)
        queue.declare()
        channel.basic_publish(channel.prepare_message("x"), "shared", "gone")
        assert channel._size("gone") == 1
        queue.delete()
        assert channel._size("gone") == 0
        assert channel.get_table("shared") == []
