"""The embedded broker: messages as files, written whole or not at all."""

from kombu.transport import TRANSPORT_ALIASES

__all__ = ["register"]


def register() -> None:
    """Let ``CELERY_BROKER_URL=filesystem://`` mean our channel instead of kombu's own."""
    TRANSPORT_ALIASES["filesystem"] = "loket.broker.filesystem:Transport"
