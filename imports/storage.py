"""Where uploaded lists lie: in the media folder, which no address reaches, under names of our own."""

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


def private_storage() -> FileSystemStorage:
    return FileSystemStorage(base_url=None)


def random_name(instance: Any, _filename: str) -> str:
    """192 random bits and the ending of the *content*; what the sender called the file is only a text."""
    return f"imports/{secrets.token_urlsafe(24)}.{instance.file_format}"


def digest_of(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
