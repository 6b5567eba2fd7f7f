"""Find the texts of each app and keep its Dutch catalogue whole, with Babel alone: no gettext tools are needed."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
APPS = ("loket", "desk", "agenda", "permits", "companies", "valuechains", "imports", "publication")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_STRING = r"""u?((?:'(?:\\.|[^'\\])*')|(?:"(?:\\.|[^"\\])*"))"""
_CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext|npgettext)\({_STRING}(?:, ?{_STRING})?(?:, ?{_STRING})?")


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A text in the source: context, singular, plural and where it stands."""

    context: str | None
    text: str
    plural: str | None
    place: str

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.text, self.plural) if self.plural else self.text


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a catalogue: a text without translation, a doubtful one, a stale one, a lost placeholder."""

    app: str
    text: str
    reason: str


def catalogue_path(app: str) -> Path:
    return ROOT / app / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def read_catalogue(app: str) -> Catalog:
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale="nl", domain="django", project="CRM-loket", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="nl", domain="django")


def update(app: str, *, prune: bool = False) -> int:
    """Merge what the source says into the catalogue; stale entries are kept aside unless pruned. Gives the size."""
    catalogue = read_catalogue(app)
    catalogue.update(_template(app), no_fuzzy_matching=True)
    if prune:
        catalogue.obsolete.clear()
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
    text = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team): [^"]*"\n', b"", buffer.getvalue()
    )
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)
    return len(catalogue)


def compile_catalogue(app: str) -> None:
    """Write the ``.mo`` files that Django reads, where older than their source; this process speaks them at once.

    Beside the Dutch ``django.po`` an app may have ``djangojs.po``, what scripts of others say, and an English one that
    mends the texts of others; both are kept by hand.
    """
    for source in (ROOT / app / "locale").glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file, target.open("wb") as compiled:
            write_mo(compiled, read_po(file, locale=source.parts[-3]))
        translation_file_changed(None, target)


def check(app: str) -> Iterator[Fault]:
    catalogue = read_catalogue(app)
    known = {(message.context, _singular(message)): message for message in catalogue if message.id}
    wanted = {(found.context, found.text): found for found in _texts_of(app)}
    for key, found in wanted.items():
        message = known.get(key)
        if message is None or not _is_translated(message):
            yield Fault(app, found.text, f"no Dutch text ({found.place})")
        elif message.fuzzy:
            yield Fault(app, found.text, "doubtful (fuzzy)")
    for key, message in known.items():
        if key not in wanted:
            yield Fault(app, _singular(message), "no longer in the source; prune it")
        elif _is_translated(message):
            for error in message.check(catalogue):
                yield Fault(app, _singular(message), str(error))


def disagreements() -> Iterator[Fault]:
    """Texts that two catalogues put differently: Django joins them all, and only one would ever be shown.

    Where the word really means two things, the source tells them apart with a context.
    """
    seen: dict[tuple[str | None, object], tuple[str, object]] = {}
    for app in APPS:
        for message in read_catalogue(app):
            if not message.id or not _is_translated(message):
                continue
            first, text = seen.setdefault((message.context, message.id), (app, message.string))
            if text != message.string:
                yield Fault(app, _singular(message), f"“{message.string}” here, “{text}” in {first}")


def _template(app: str) -> Catalog:
    template = Catalog(domain="django")
    for found in _texts_of(app):
        template.add(found.id, context=found.context, locations=[(found.place, 0)])
    return template


def _texts_of(app: str) -> list[Found]:
    found = [text for path in sorted((ROOT / app).rglob("*.py")) for text in _in_python(path)]
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"} and _owner(path) == app:
            found += _in_template(path)
    return found


def _owner(path: Path) -> str:
    first = path.relative_to(ROOT / "templates").parts[0]
    return first if first in APPS else "loket"


def _in_python(path: Path) -> Iterator[Found]:
    with path.open("rb") as file:
        for _, texts, _, context in extract("python", file, keywords=KEYWORDS):
            singular, plural = texts if isinstance(texts, tuple) else (texts, None)
            yield Found(context, singular, plural, str(path.relative_to(ROOT)))


def _in_template(path: Path) -> Iterator[Found]:
    place = str(path.relative_to(ROOT))
    for call in _CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
        name, *quoted = call.groups()
        texts = [ast.literal_eval(one).replace("%%", "%") for one in quoted if one]
        context = texts.pop(0) if name.startswith(("pgettext", "npgettext")) else None
        plural = texts[1] if name.startswith("n") and len(texts) > 1 else None
        yield Found(context, texts[0], plural, place)


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(texts) and all(texts)
