"""From a query string to a selection of listings: the one place where filters live, for page, API, export and map."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import math
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap
from rapidfuzz import process

from publication.finding.meaning import said
from publication.index import ListingIndex, index_for, names_of
from publication.index.grid import Box
from publication.index.registry import lock, states
from publication.models import ListingState
from publication.selection import Selection
from publication.text import words_of

LONGEST_SEARCH = 200
MOST_VALUES = 50
Choices = Sequence[tuple[str, str | Promise]]


class VocabularyField(forms.Field):
    """Several values of a vocabulary; an unknown one is named, with the nearest known ones.

    A plain field, since Django's own looks through all choices once for each request.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, *, choices: Choices = (), most: int = MOST_VALUES, **kwargs: Any) -> None:
        self.choices = choices
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        return [str(one) for one in value or ()]

    def validate(self, value: list[str]) -> None:
        if len(value) > self.most:
            raise ValidationError(_("At most %(most)d values."), code="too_many", params={"most": self.most})
        keys = {str(key) for key, _name in self.choices}
        if unknown := [one for one in value if one not in keys]:
            known = {str(key): str(name) for key, name in self.choices}
            raise ValidationError([self._unknown(one, known) for one in unknown])

    def _unknown(self, value: str, known: Mapping[str, str]) -> ValidationError:
        shown = value[:60]
        if len(known) <= 8:
            message, names = _("“%(value)s” is unknown; choose from: %(names)s."), list(known)
        else:
            message = _("“%(value)s” is unknown; did you mean: %(names)s?")
            names = [match[0] for match in process.extract(shown, list(known), limit=3)]
        return ValidationError(message, code="unknown", params={"value": shown, "names": ", ".join(names)})


class BoxField(forms.CharField):
    """``minLon,minLat,maxLon,maxLat`` in WGS84 degrees."""

    def clean(self, value: Any) -> Box | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            raise ValidationError(_("Give four numbers: minLon,minLat,maxLon,maxLat."), code="invalid") from None
        if not all(math.isfinite(number) for number in (west, south, east, north)):
            raise ValidationError(_("Give four numbers: minLon,minLat,maxLon,maxLat."), code="invalid")
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90):
            raise ValidationError(_("Longitude lies between -180 and 180, latitude between -90 and 90."), code="range")
        if west > east or south > north:
            raise ValidationError(_("The first corner lies south-west of the second one."), code="swapped")
        return Box(west, south, east, north)


class MomentField(forms.CharField):
    """A day or a moment in ISO 8601; a moment without offset and a day are read in Dutch time."""

    def clean(self, value: Any) -> datetime.datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = parse_datetime(text) if "T" in text else None
            day = None if "T" in text else parse_date(text)
        except ValueError:
            moment = day = None
        if day is not None:
            moment = datetime.datetime.combine(day, datetime.time.min)
        if moment is None:
            raise ValidationError(_("Give a date such as 2026-01-31 or 2026-01-31T12:00:00Z."), code="invalid")
        try:
            aware = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
            return aware.astimezone(datetime.UTC)
        except (OverflowError, ValueError):
            raise ValidationError(_("This moment lies outside the calendar."), code="range") from None


class PastDayField(forms.CharField):
    """A day until today. Today itself is no past: it gives nothing."""

    def clean(self, value: Any) -> datetime.date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            day = parse_date(text)
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(_("Give a date such as 2026-01-31."), code="invalid")
        today = timezone.localdate()
        if day > today:
            raise ValidationError(_("This day is still to come."), code="future")
        if day.year < 1900:
            raise ValidationError(_("This day lies too long ago."), code="range")
        return None if day == today else day


class BitsFilter(django_filters.Filter):
    """A filter that narrows a selection; subclasses say which records a value keeps."""

    repeats: ClassVar[bool] = False

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A filter set copies its filters for every request; all that it changes on them is ``extra``."""
        own = copy.copy(self)
        own.extra = dict(self.extra)
        return own

    def bits(self, index: ListingIndex, value: Any) -> BitMap:
        raise NotImplementedError

    def filter(self, qs: Selection, value: Any) -> Selection:
        if value in (None, "", []):
            return qs
        with lock:
            return qs.narrow(str(self.field_name), self.bits(qs.index, value))


class FacetFilter(BitsFilter):
    """Any of several values of a facet. The values come from a vocabulary (a kind) or from fixed choices."""

    field_class = VocabularyField
    repeats = True

    def __init__(self, *, vocabulary: str = "", choices: Choices | None = None, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        self.fixed = choices or []
        self.most = len(self.fixed) or MOST_VALUES
        super().__init__(**{"required": False, "choices": self.fixed, "most": self.most, **kwargs})

    def know(self, known: Mapping[str, ListingState]) -> None:
        """Fill in the vocabulary as it stands, in the language of the reader."""
        if self.vocabulary:
            language = get_language() or "nl"
            names = names_of(self.vocabulary, known)
            self.extra["choices"] = [(slug, names[slug].get(language[:2], slug)) for slug in names]

    def bits(self, index: ListingIndex, value: list[str]) -> BitMap:
        return index.facets.any_of(str(self.field_name), value)


class SearchFilter(BitsFilter):
    """All that a search asks for: its words or others that mean the same, inside words, or with a typing error."""

    field_class = forms.CharField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST_SEARCH, **kwargs})

    def bits(self, index: ListingIndex, value: str) -> BitMap:
        return said(index.words, value)

    def filter(self, qs: Selection, value: Any) -> Selection:
        narrowed = super().filter(qs, value)
        if value:
            with lock:
                narrowed.first = qs.index.name_words.search(words_of(value))
        return narrowed


class BoxFilter(BitsFilter):
    field_class = BoxField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 120, **kwargs})

    def bits(self, index: ListingIndex, value: Box) -> BitMap:
        return index.grid.within(value)


class UpdatedSinceFilter(BitsFilter):
    field_class = MomentField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40, **kwargs})

    def bits(self, index: ListingIndex, value: datetime.datetime) -> BitMap:
        listings = index.publisher.listing.objects  # type: ignore[attr-defined]
        return BitMap(listings.filter(updated_at__gte=value).values_list("pk", flat=True).iterator(5000))


class PastDayFilter(BitsFilter):
    """A day in the past, for what is told as it was then; it narrows no selection."""

    field_class = PastDayField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 10, **kwargs})

    def filter(self, qs: Selection, value: Any) -> Selection:
        return qs


@dataclasses.dataclass(slots=True)
class Cleaned:
    """A question as read, filter by filter: its values, None for a filter that is not asked, and what is wrong."""

    cleaned_data: dict[str, Any] = dataclasses.field(default_factory=dict)
    errors: dict[str, list[str]] = dataclasses.field(default_factory=dict)


class ListingFilterSet(django_filters.FilterSet):
    """Filters over the listings of one kind; concrete sets name the ``collection`` and declare filters.

    ``selection`` is what the valid filters leave; ``errors`` holds what is wrong with the others.
    """

    collection: ClassVar[str]
    base_filters: ClassVar[Mapping[str, BitsFilter]]
    filters: Mapping[str, BitsFilter]

    def __init__(self, data: Any = None, *, known: Mapping[str, ListingState] | None = None, **kwargs: Any) -> None:
        self.known = known if known is not None else states()
        super().__init__(data, queryset=Selection(index_for(self.collection, self.known)), **kwargs)
        for one in self.filters.values():
            if isinstance(one, FacetFilter):
                one.know(self.known)

    @property
    def selection(self) -> Selection:
        return self.qs

    @property
    def form(self) -> Cleaned:
        """What a form would make of the question; fields are made for the filters that stand in it alone."""
        if not hasattr(self, "_cleaned"):
            self._cleaned = Cleaned()
            for name, one in self.filters.items():
                self._clean(name, one)
        return self._cleaned

    def _clean(self, name: str, one: BitsFilter) -> None:
        if name not in self.data:
            self._cleaned.cleaned_data[name] = None
            return
        field = one.field
        try:
            value = field.widget.value_from_datadict(self.data, {}, name)
            self._cleaned.cleaned_data[name] = field.clean(value)
        except ValidationError as error:
            self._cleaned.errors[name] = list(error.messages)

    def filter_queryset(self, queryset: Selection) -> Selection:
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset
