"""Documents that prove a claim: told apart by content, kept where no address reaches."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from companies.enums import ProofType

__all__ = ["ACCEPT", "CONTENT_TYPES", "LARGEST", "proof_type"]

LARGEST = 5 * 1024 * 1024
ACCEPT = ".pdf,.png,.jpg,.jpeg"
ENDINGS = {"pdf": ProofType.PDF, "png": ProofType.PNG, "jpg": ProofType.JPEG, "jpeg": ProofType.JPEG}
BEGINS = {ProofType.PDF: b"%PDF-", ProofType.PNG: b"\x89PNG\r\n\x1a\n", ProofType.JPEG: b"\xff\xd8\xff"}
CONTENT_TYPES = {ProofType.PDF: "application/pdf", ProofType.PNG: "image/png", ProofType.JPEG: "image/jpeg"}


def proof_type(file: UploadedFile) -> ProofType:
    """``ValidationError`` tells what is wrong: empty, too large, another kind, or not what its name says."""
    if not file.size:
        raise ValidationError(_("The file is empty."))
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": LARGEST // (1024 * 1024)})
    promised = ENDINGS.get((file.name or "").rpartition(".")[2].lower())
    if promised is None:
        raise ValidationError(_("This kind of file is not taken. Send PDF, PNG or JPEG."))
    file.seek(0)
    begin = file.read(8)
    file.seek(0)
    if not begin.startswith(BEGINS[promised]):
        raise ValidationError(
            _("The content is no %(promised)s file, though its name says so.") % {"promised": promised.label}
        )
    return promised
