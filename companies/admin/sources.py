"""The source of a value, shown under its field in the form."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from companies.models import Organisation
from companies.vouches import Vouch, confidence_name
from companies.vouching import Voucher, vouchers_of

BySubject = Mapping[str, Sequence[Voucher]]


def provenance_of(organisation: Organisation) -> BySubject:
    """All provenance of an organisation by value; asked of the database once per organisation object."""
    known: BySubject | None = getattr(organisation, "_provenance_by_subject", None)
    if known is None:
        found: dict[str, list[Voucher]] = defaultdict(list)
        if organisation.pk:
            for one in vouchers_of(organisation):
                found[one.subject].append(one)
        known = dict(found)
        organisation._provenance_by_subject = known  # type: ignore[attr-defined]
    return known


def add_source_notes(form: forms.BaseForm, subjects: Mapping[str, str], organisation: Organisation | None) -> None:
    """Under each field, after its help text: what states its value, how sure that is and who confirmed it."""
    if organisation is None or not organisation.pk:
        return
    known = provenance_of(organisation)
    for name, subject in subjects.items():
        if name in form.fields and (subject in known or form.get_initial_for_field(form.fields[name], name)):
            field = form.fields[name]
            field.help_text = format_html("{}{}", field.help_text, source_note(known.get(subject, ())))


def source_note(provenance: Iterable[Voucher]) -> SafeString:
    lines = [(_source_line(one),) for one in provenance]
    if not lines:
        return format_html('<span class="source-note">{}</span>', _("No source given."))
    return format_html_join("", '<span class="source-note">{}</span>', lines)


def _source_line(one: Voucher) -> SafeString:
    return format_html(
        '{} · {} · <span class="source-note__state">{}</span>',
        one.source.title,
        _("confidence: %(confidence)s") % {"confidence": one.confidence_name},
        confirmation_text(one),
    )


def vouch_text(one: Vouch, person: Any = None) -> str:
    """How surely, since when, and by whom it was confirmed, where anybody did."""
    parts = [_("confidence: %(confidence)s") % {"confidence": confidence_name(one.confidence)}]
    if one.stated_on is not None:
        parts.append(_("stated on %(date)s") % {"date": date_format(one.stated_on, "SHORT_DATE_FORMAT")})
    if one.verified_at is not None:
        parts.append(confirmation_text(Confirmed(one.verified_at, person)))
    return " · ".join(parts)


class Confirmed(NamedTuple):
    verified_at: Any
    verified_by: Any


def confirmation_text(one: Any) -> str:
    """Of an organisation or of one value: by whom and when it was confirmed."""
    if one.verified_at is None:
        return _("not confirmed yet")
    moment = date_format(timezone.localtime(one.verified_at), "SHORT_DATE_FORMAT")
    if one.verified_by is None:
        return _("confirmed on %(date)s") % {"date": moment}
    return _("confirmed on %(date)s by %(person)s") % {"date": moment, "person": one.verified_by}
