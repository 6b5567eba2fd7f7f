"""XLSX: the package is checked before anything is unpacked, and read in a process of its own under caps."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Timer

from django.conf import settings
from django.utils.translation import gettext_noop

from imports.readers.delimited import _unguarded
from imports.readers.limits import Limits, TableRow
from imports.reasons import ImportRefused

READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
TOO_HEAVY = gettext_noop("The workbook takes more memory or time to read than is allowed. Save the table as CSV.")
BROKEN = gettext_noop("The workbook is damaged and cannot be read.")


def check_package(path: Path, limits: Limits) -> None:
    """Refuse by the ZIP directory alone: too many or too large parts, encryption, macros, not a workbook."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ImportRefused(BROKEN) from None
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > limits.entries:
        raise ImportRefused(gettext_noop("The workbook has more than %(entries)d parts."), entries=limits.entries)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ImportRefused(gettext_noop("The workbook is encrypted. Save it without a password."))
    if any(entry.compress_type not in READABLE for entry in entries):
        raise ImportRefused(BROKEN)
    if any(name.endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
        raise ImportRefused(gettext_noop("The workbook contains macros. Save it as XLSX without macros."))
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise ImportRefused(gettext_noop("This is a ZIP file, but not an Excel workbook."))
    unzipped = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unzipped > limits.unzipped or (unzipped > 10 * 1024**2 and unzipped > packed * limits.ratio):
        raise ImportRefused(
            gettext_noop("The workbook unpacks to %(found)d MB, more than is allowed. Save the table as CSV."),
            found=unzipped // 1024**2,
        )


def read_workbook(path: Path, limits: Limits, names: Collection[str] = ()) -> Iterator[TableRow]:
    """Rows of the first visible sheet with a header of ``names``, else of the first that holds anything.

    ``workbook_process`` reads it under its caps.
    """
    check_package(path, limits)
    command = [
        sys.executable, "-m", "imports.workbook_process",
        str(path), str(limits.memory), str(int(limits.seconds) or 1), str(limits.columns), str(limits.unzipped),
        json.dumps(sorted(names)),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own module, and arguments without a shell
        command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    # Under a capped address space the reader can hang instead of dying: the clock ends it in any case.
    clock = Timer(limits.seconds, process.kill)
    clock.start()
    ended = False
    try:
        assert process.stdout is not None
        for line in process.stdout:
            message = json.loads(line)
            if isinstance(message, dict):
                ended = True
                _refuse(message)
            else:
                yield message[0], [_unguarded(cell) for cell in message[1]]
        if process.wait() != 0 or not ended:
            raise ImportRefused(TOO_HEAVY)
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _refuse(message: dict[str, str]) -> None:
    reasons = {
        "broken": BROKEN,
        "doctype": gettext_noop("The workbook contains a document type declaration; such files are not read."),
        "heavy": TOO_HEAVY,
        "empty": gettext_noop("The workbook has no sheet that holds anything."),
    }
    if message["end"] != "done":
        raise ImportRefused(reasons[message["end"]])
