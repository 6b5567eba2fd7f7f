"""Files that people send along: told apart by content, kept where no address reaches, under names of our own."""

from __future__ import annotations

import dataclasses
import re
import secrets
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from desk.enums import FileType
from desk.models import Attachment, Inquiry, Message
from permits.trajectories.uploads import kind_of

ENDINGS = {"pdf": FileType.PDF, "png": FileType.PNG, "jpg": FileType.JPEG, "jpeg": FileType.JPEG,
           "docx": FileType.DOCX, "xlsx": FileType.XLSX}  # fmt: skip
CONTENT_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
SHOWN_NAME = 120


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    file: UploadedFile
    file_type: FileType
    name: str


def check(files: Iterable[UploadedFile]) -> list[Checked]:
    """ValidationError names every file that is refused, and why."""
    given = list(files)
    errors: list[str] = []
    if len(given) > settings.DESK_ATTACHMENTS:
        raise ValidationError(_("Send at most %(most)d files at once.") % {"most": settings.DESK_ATTACHMENTS})
    checked = []
    for file in given:
        name = shown_name(file.name or "")
        try:
            checked.append(Checked(file, _type_of(file, name), name))
        except ValidationError as refusal:
            errors += [_named(name, reason) for reason in refusal.messages]
    if errors:
        raise ValidationError(errors)
    return checked


def _named(name: str, reason: str) -> str:
    """What is wrong with a file; some reasons name it themselves."""
    return reason if f"“{name}”" in reason else _("“%(name)s”: %(reason)s") % {"name": name, "reason": reason}


def shown_name(name: str) -> str:
    """What the sender called it, without folders and control characters, its ending kept."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", "", PurePosixPath(name.replace("\\", "/")).name)
    stem, dot, ending = plain.strip(" .").rpartition(".")
    room = SHOWN_NAME - len(ending) - 1
    return f"{stem[:room]}.{ending[:8]}" if dot else (plain.strip(" .")[:SHOWN_NAME] or "bestand")


def room_for(inquiry: Inquiry, number: int) -> None:
    """ValidationError when the inquiry would have too many files."""
    most = settings.DESK_ATTACHMENTS_IN_ALL
    if number and inquiry.attachments.count() + number > most:
        raise ValidationError(_("A question has at most %(most)d files in all.") % {"most": most})


def keep(inquiry: Inquiry, files: Sequence[Checked], message: Message | None = None) -> None:
    """Call inside the transaction that makes the message."""
    room_for(inquiry, len(files))
    for one in files:
        attachment = Attachment(
            inquiry=inquiry, message=message, key=secrets.token_urlsafe(24), file_type=one.file_type,
            file_name=one.name, size=one.file.size or 0,
        )  # fmt: skip
        one.file.seek(0)
        attachment.file.save(one.name, one.file, save=False)
        attachment.save()


def _type_of(file: UploadedFile, name: str) -> FileType:
    limit = settings.DESK_ATTACHMENT_BYTES
    if not file.size:
        raise ValidationError(_("the file is empty."))
    if file.size > limit:
        raise ValidationError(_("the file is larger than %(most)d MB.") % {"most": limit // (1024 * 1024)})
    promised = ENDINGS.get(name.rpartition(".")[2].lower())
    if promised is None:
        raise ValidationError(_("this kind of file is not taken. Send PDF, PNG, JPEG, DOCX or XLSX."))
    if kind_of(file, name) != promised.value:
        text = _("the content is no %(promised)s file, though the name says so. Nothing was kept.")
        raise ValidationError(text % {"promised": promised.label})
    return promised
