"""Load the law data of ``fixtures/law`` as a published version. The same files twice change nothing."""

from __future__ import annotations

import datetime
import enum
from pathlib import Path

from django.utils import timezone

from permits.enums import LawState
from permits.law.document import FOLDER, Document, LawDocumentError, digest, read_files
from permits.law.listing import touch_law
from permits.law.storing import store
from permits.models import LawVersion
from publication.publishing import publishing


class Loaded(enum.Enum):
    """What loading the files did."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


def load_law(folder: Path = FOLDER, *, replace: bool = False) -> tuple[LawVersion, Loaded]:
    """Store the files as a published version, unless that very version is there.

    LawDocumentError when the number is taken by other content: give the files a new number, or ``replace`` the rows
    of that version, which only development may do.
    """
    document = read_files(folder)
    content = digest(document)
    version = LawVersion.objects.filter(number=document["version"]["number"]).first()
    if version is not None and version.digest == content:
        return version, Loaded.UNCHANGED
    if version is not None and not replace:
        raise LawDocumentError(
            f"version.number: version {version.number} holds other content; give the files a new number"
        )
    with publishing():
        loaded = Loaded.NEW if version is None else Loaded.REPLACED
        version = written(document, version, content)
        store(document, version)
        touch_law()
    return version, loaded


def written(document: Document, version: LawVersion | None, content: str) -> LawVersion:
    """The head of a document as a published version; its rows are stored apart."""
    head, now = document["version"], timezone.now()
    version = version or LawVersion(number=head["number"])
    version.label = head["label"]
    version.in_force_from = datetime.date.fromisoformat(head["inForceFrom"])
    version.terms_version = head["termsVersion"]
    version.note_nl, version.note_en = head["note"]["nl"], head["note"]["en"]
    version.laws = document["laws"]
    version.state = LawState.PUBLISHED
    version.checked_at = version.checked_at or now
    version.published_at = version.published_at or now
    version.digest = content
    version.save()
    return version
