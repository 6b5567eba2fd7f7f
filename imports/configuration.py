"""The numbers that settings give for imports (``loket.settings.work``)."""

from django.conf import settings


def configured(name: str) -> int:
    """The value of a setting such as ``IMPORT_MAX_ROWS``, read anew each time."""
    value: int = getattr(settings, name)
    return value
