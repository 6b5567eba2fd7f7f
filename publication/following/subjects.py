"""What can be followed: records of a kind with what belongs to them, or anything else that an app makes one of."""

from __future__ import annotations

import abc
import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import orjson
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.index.registry import states
from publication.models import ListingState
from publication.publishers import publisher_for
from publication.selection import Selection

Known = Mapping[str, ListingState]
State = dict[str, Any]
#: A list longer than this is followed by its number alone.
MOST = 500
NEWEST = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """Something in a feed: changed at ``updated``, told at ``url``."""

    title: str
    url: str
    updated: datetime.datetime
    text: str = ""


class Subject(abc.ABC):
    """Something to follow, found by a key. Texts are in the language of the moment."""

    name: ClassVar[str]

    @abc.abstractmethod
    def key_of(self, asked: Mapping[str, Sequence[str]]) -> str:
        """The key of what a page asks to follow; :class:`LookupError` when that is nothing public."""

    @abc.abstractmethod
    def title(self, key: str) -> str | None:
        """Its name, or nothing when it is not public (any more)."""

    @abc.abstractmethod
    def page(self, key: str) -> str:
        """The address of its page."""

    @abc.abstractmethod
    def state(self, key: str) -> State | None:
        """What a later mail compares; nothing when it is not public."""

    @abc.abstractmethod
    def changes(self, before: State, after: State) -> list[str]:
        """A line for each thing that is new or became another; what is gone is not told."""

    @abc.abstractmethod
    def entries(self, key: str) -> list[Entry]:
        """What changed last, the newest first."""

    def successor(self, key: str) -> str | None:
        """The key under which it is found now, when it became part of another."""
        return None

    @property
    def above(self) -> tuple[str, str] | None:
        """Name and address of the list that it stands in, for the trail of its pages."""
        return None

    @property
    def note(self) -> str:
        """A line at the foot of its mails."""
        return ""


@dataclasses.dataclass(frozen=True, slots=True)
class Related:
    """Listings that belong to a subject: their heading, the selection, and the page of one of them."""

    heading: str
    selection: Selection
    page: Callable[[str, str], str]


class Listed(Subject):
    """Records and the lists that belong to them. A state has ``facts`` (label to text) and ``lists`` (heading to names
    by slug)."""

    @abc.abstractmethod
    def related(self, key: str, known: Known) -> Sequence[Related]: ...

    def facts(self, key: str) -> Mapping[str, str]:
        return {}

    def state(self, key: str) -> State | None:
        if self.title(key) is None:
            return None
        facts, lists = dict(self.facts(key)), {}
        for one in self.related(key, states()):
            count = one.selection.count
            if count > MOST:
                facts[one.heading] = str(count)
            else:
                lists[one.heading] = dict(_listings(one.selection).values_list("slug", f"name_{_language()}"))
        return {"facts": facts, "lists": lists}

    def changes(self, before: State, after: State) -> list[str]:
        lines = []
        for label, new in after["facts"].items():
            old = before.get("facts", {}).get(label, "")
            if new and new != old:
                text = _("%(label)s: now “%(new)s”; it was “%(old)s”.") if old else _("%(label)s: “%(new)s”.")
                lines.append(text % {"label": label, "new": new, "old": old})
        for heading, names in after["lists"].items():
            known = before.get("lists", {}).get(heading, {})
            lines += [f"{heading}: {name}." for slug, name in sorted(names.items()) if slug not in known]
        return lines

    def entries(self, key: str) -> list[Entry]:
        found = []
        for one in self.related(key, states()):
            columns = ("slug", f"name_{_language()}", "updated_at")
            for slug, name, updated in (
                _listings(one.selection).order_by("-updated_at", "pk").values_list(*columns)[:NEWEST]
            ):
                found.append(Entry(name, one.page(slug, name), updated, one.heading))
        return sorted(found, key=lambda entry: entry.updated, reverse=True)[:NEWEST]


class ListedRecord(Listed):
    """A record of a kind, followed by its slug; ``view`` is the page of one, ``list_view`` that of all."""

    kind: ClassVar[str]
    view: ClassVar[str]
    kind_name: ClassVar[str | Promise]
    list_view: ClassVar[str]
    list_name: ClassVar[str | Promise]

    @property
    def above(self) -> tuple[str, str] | None:
        return str(self.list_name), reverse(self.list_view)

    @property
    def name(self) -> str:  # type: ignore[override]
        return self.kind

    def key_of(self, asked: Mapping[str, Sequence[str]]) -> str:
        slug = next(iter(asked.get("key", ())), "")[:120]
        if self.title(slug) is None:
            raise LookupError(slug)
        return slug

    def title(self, key: str) -> str | None:
        return self._listing().filter(slug=key).values_list(f"name_{_language()}", flat=True).first()

    def page(self, key: str) -> str:
        return reverse(self.view, kwargs={"slug": key})

    def successor(self, key: str) -> str | None:
        return publisher_for(self.kind).successor(key)

    def entries(self, key: str) -> list[Entry]:
        own = self._listing().filter(slug=key).values_list(f"name_{_language()}", "updated_at").first()
        mine = [Entry(own[0], self.page(key), own[1], str(self.kind_name))] if own else []
        return sorted([*mine, *super().entries(key)], key=lambda entry: entry.updated, reverse=True)[:NEWEST]

    def document(self, key: str) -> dict[str, Any]:
        text = self._listing().filter(slug=key).values_list(f"document_{_language()}", flat=True).first()
        found: dict[str, Any] = orjson.loads(text) if text else {}
        return found

    def _listing(self) -> Any:
        listing: Any = publisher_for(self.kind).listing
        return listing.objects


def _listings(selection: Selection) -> Any:
    model: Any = selection.model
    return model.objects.filter(pk__among=list(selection.bits))


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


_subjects: dict[str, Subject] = {}


def register_subject(subject: Subject) -> None:
    """Called once, when an app is ready."""
    _subjects[subject.name] = subject


def subject_for(name: str) -> Subject | None:
    return _subjects.get(name)


def subjects() -> list[Subject]:
    return list(_subjects.values())
