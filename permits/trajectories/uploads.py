"""Is a document what it says it is? Its content tells the type, never its name or what the browser claims."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from imports.actions import original_name
from permits.trajectory_enums import DocumentType

EMPTY = _("The file is empty.")
TOO_LARGE = _("The file is %(size)s MB; at most %(most)s MB is possible.")
UNKNOWN = _("“%(name)s” is no PDF, PNG, JPEG, Word, Excel or plain text by its content.")
OTHERWISE = _("“%(name)s” says to be %(said)s, but its content is %(found)s.")
TOO_MUCH_INSIDE = _("“%(name)s” unpacks to more than is reasonable.")
MACROS = _("“%(name)s” holds macros; save it without them.")
MIB = 1024 * 1024
MOST_ENTRIES = 5_000
MOST_RATIO = 200
ACTIVE = ("vbaproject.bin", ".exe", ".dll", ".js")
OFFICE = {"word/document.xml": DocumentType.DOCX, "xl/workbook.xml": DocumentType.XLSX}
ENDINGS = {
    "pdf": DocumentType.PDF,
    "png": DocumentType.PNG,
    "jpg": DocumentType.JPEG,
    "jpeg": DocumentType.JPEG,
    "docx": DocumentType.DOCX,
    "xlsx": DocumentType.XLSX,
    "txt": DocumentType.TEXT,
}
MEDIA_TYPES = {
    DocumentType.PDF: "application/pdf",
    DocumentType.PNG: "image/png",
    DocumentType.JPEG: "image/jpeg",
    DocumentType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DocumentType.TEXT: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    kind: DocumentType
    size: int
    sha256: str


def check_upload(file: File, file_name: str) -> Upload:
    """The facts of a file that may be kept; ValidationError with the reason for every other."""
    name, size = original_name(file_name) or "document", file.size or 0
    most = settings.DOCUMENT_MAX_BYTES
    if size == 0:
        raise ValidationError(EMPTY)
    if size > most:
        raise ValidationError(TOO_LARGE, params={"size": -(-size // MIB), "most": most // MIB})
    found = kind_of(file, name)
    said = ENDINGS.get(name.rpartition(".")[2].lower())
    if found is None:
        raise ValidationError(UNKNOWN, params={"name": name})
    if said is not found:
        shown = said.label if said else name.rpartition(".")[2] or name
        raise ValidationError(OTHERWISE, params={"name": name, "said": shown, "found": found.label})
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return Upload(name, found, size, digest.hexdigest())


def kind_of(file: File, name: str) -> DocumentType | None:
    """What a file is by its content; None for what is not taken. ValidationError for macros and for a zip bomb."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return DocumentType.PDF
    if head == b"\x89PNG\r\n\x1a\n":
        return DocumentType.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return DocumentType.JPEG
    if head.startswith(b"PK\x03\x04"):
        return _office(file, name)
    return DocumentType.TEXT if _is_text(file) else None


def _office(file: Any, name: str) -> DocumentType | None:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            unpacked = sum(one.file_size for one in entries)
            packed = max(sum(one.compress_size for one in entries), 1)
            if len(entries) > MOST_ENTRIES or unpacked / packed > MOST_RATIO:
                raise ValidationError(TOO_MUCH_INSIDE, params={"name": name})
            names = {one.filename for one in entries}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    finally:
        file.seek(0)
    if any(one.lower().endswith(ACTIVE) for one in names):
        raise ValidationError(MACROS, params={"name": name})
    return next((kind for part, kind in OFFICE.items() if part in names and "[Content_Types].xml" in names), None)


def _is_text(file: File) -> bool:
    """UTF-8 without control characters; what a browser might take for a page is no plain text here."""
    file.seek(0)
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    if any(ord(char) < 32 and char not in "\t\n\r\f" for char in text):
        return False
    return not text.lstrip("\ufeff \t\r\n").startswith("<")
