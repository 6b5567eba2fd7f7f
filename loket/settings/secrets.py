"""Secrets from files: ``SECRET_KEY_FILE=/run/secrets/secret_key`` stands for ``SECRET_KEY`` itself."""

from collections.abc import MutableMapping
from pathlib import Path

SECRETS = (
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SECOND_FACTOR_KEYS",
    "DATABASE_URL",
    "CACHE_URL",
    "CELERY_BROKER_URL",
    "EMAIL_URL",
)


def read_secret_files(environment: MutableMapping[str, str]) -> None:
    """Fill in each secret that is given as a file; a value set directly wins."""
    for name in SECRETS:
        file = environment.get(f"{name}_FILE")
        if file and not environment.get(name):
            environment[name] = Path(file).read_text(encoding="utf-8").strip()
