"""Which column of the file is which field of ours: a proposal from Dutch and English headers, and its checks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_noop
from rapidfuzz import fuzz, process

from imports.importers import Importer
from imports.models import ColumnChoice, Import
from imports.reasons import ImportRefused
from imports.titles import bare, known_as
from imports.vocabulary import plain

LOOKS_LIKE = 88


@dataclass(slots=True)
class Proposal:
    """``mapping`` has a field key or an empty text per header. The rest says why a person should look."""

    mapping: list[str]
    guessed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not (self.guessed or self.doubled or self.missing)


def propose(importer: Importer, header: Sequence[str], remembered: Mapping[str, str] | None = None) -> Proposal:
    """What was chosen for the same source before; headers that are a key, a label (in any language) or an alias; then
    headers that nearly are."""
    known = known_names(importer)
    fields = {column.key for column in importer.columns}
    chosen = {title: key for title, key in (remembered or {}).items() if not key or key in fields}
    names = {**known, **chosen}
    proposal = Proposal(mapping=[names.get(known_as(title, names), "") for title in header])
    _leave_out_doubles(proposal, header)
    _guess(proposal, header, known, chosen)
    proposal.unknown = [title for title, key in zip(header, proposal.mapping, strict=True) if title.strip() and not key]
    proposal.missing = [str(column.label) for column in importer.columns if _is_missing(column, proposal.mapping)]
    return proposal


def known_names(importer: Importer) -> dict[str, str]:
    """Each way to write a header, made plain, and the key it means."""
    names: dict[str, str] = {}
    for column in importer.columns:
        for alias in (column.key, *column.aliases):
            names.setdefault(plain(alias), column.key)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for column in importer.columns:
                names.setdefault(plain(str(column.label)), column.key)
    return names


def own_titles(importer: Importer) -> list[str]:
    """A title for each column by which it is recognised, in the language of this moment."""
    names = known_names(importer)
    titles = [(column.key, capfirst(str(column.label))) for column in importer.columns]
    return [title if names.get(plain(title)) == key else key for key, title in titles]


def proposal_for(job: Import) -> Proposal:
    """The proposal for a list whose header was read, with what is remembered of its source."""
    return propose(job.importer, job.header, ColumnChoice.objects.of(job.kind, job.source))


def remember(job: Import, mapping: Sequence[str]) -> None:
    """Keep what a person chose, for the next list of this source. Lists without a source are not remembered."""
    source = ColumnChoice.source_key(job.source)
    choices = {plain(title)[:200]: key for title, key in zip(job.header, mapping, strict=True) if plain(title)}
    if source:
        ColumnChoice.objects.bulk_create(
            [ColumnChoice(kind=job.kind, source=source, title=title, field=key) for title, key in choices.items()],
            update_conflicts=True, unique_fields=["kind", "source", "title"], update_fields=["field"],
        )  # fmt: skip


def check_mapping(importer: Importer, header: Sequence[str], mapping: Sequence[str]) -> list[str]:
    """The mapping as stored; refuses unknown fields, a field used twice, and a required one left out."""
    if len(mapping) != len(header):
        raise ImportRefused(gettext_noop("The mapping does not have one entry for each column of the file."))
    used: dict[str, str] = {}
    for title, key in zip(header, mapping, strict=True):
        if not key:
            continue
        column = importer.column(key)
        if column is None:
            raise ImportRefused(gettext_noop("There is no field “%(key)s”."), key=key)
        if key in used:
            raise ImportRefused(
                gettext_noop("The field “%(field)s” is chosen twice: for “%(first)s” and for “%(second)s”."),
                field=str(column.label), first=used[key], second=title,
            )  # fmt: skip
        used[key] = title
    missing = [str(column.label) for column in importer.columns if _is_missing(column, mapping)]
    if missing:
        raise missing_columns(missing, header)
    return list(mapping)


def missing_columns(missing: Sequence[str], header: Sequence[str]) -> ImportRefused:
    return ImportRefused(
        gettext_noop("No column was found for: %(missing)s. The file has: %(found)s."),
        missing=", ".join(missing), found=", ".join(title for title in header if title),
    )  # fmt: skip


def _is_missing(column: object, mapping: Sequence[str]) -> bool:
    return getattr(column, "required", False) and getattr(column, "key", "") not in mapping


def _leave_out_doubles(proposal: Proposal, header: Sequence[str]) -> None:
    seen: set[str] = set()
    for index, key in enumerate(proposal.mapping):
        if key and key in seen:
            proposal.mapping[index] = ""
            proposal.doubled.append(header[index])
        seen.add(key)


def _guess(proposal: Proposal, header: Sequence[str], names: dict[str, str], chosen: Collection[str]) -> None:
    for index, title in enumerate(header):
        if proposal.mapping[index] or title in proposal.doubled or len(plain(title)) < 4 or plain(title) in chosen:
            continue
        key = names.get(bare(title), "") or _like(title, names)
        if key and key not in proposal.mapping:
            proposal.mapping[index] = key
            proposal.guessed.append(title)


def _like(title: str, names: dict[str, str]) -> str:
    found = process.extractOne(plain(title)[:80], names.keys(), scorer=fuzz.ratio, score_cutoff=LOOKS_LIKE)
    return names[found[0]] if found else ""
