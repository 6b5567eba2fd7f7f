"""Mails to the sender of a report, in their language, each once."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from companies import letters
from companies.models import Case, CaseEvent, Contact
from companies.moderation.fields import field_label, shown_value
from companies.moderation.links import case_link

__all__ = ["write_decision", "write_question"]


def write_decision(case: Case) -> bool:
    """Tell what was decided, value by value; nobody to tell is no mail."""
    if not case.sender_email:
        return False
    with translation.override(case.language):
        values = [
            {"label": field_label(one.field), "text": shown_value(one.field, one.new), "accepted": one.accepted}
            for one in case.values.all()
        ]
        name = case.organisation.name
        context = {"case": case, "name": name, "values": values, "address": _page(case), "stays": _is_contact(case)}
        return letters.write(
            key=f"case:{case.pk}:decided",
            to=case.sender_email,
            subject=_("Your report about %(name)s") % {"name": name},
            body=render_to_string("companies/mails/decision.txt", context),
        )


def write_question(case: Case, event: CaseEvent) -> bool:
    """Put the question of this event, with a private link to answer it."""
    with translation.override(case.language):
        name = case.organisation.name
        context = {"case": case, "name": name, "question": event.note, "link": case_link(case)}
        return letters.write(
            key=f"case:{case.pk}:asked:{event.pk}",
            to=case.sender_email,
            subject=_("A question about your report on %(name)s") % {"name": name},
            body=render_to_string("companies/mails/question.txt", context),
        )


def _page(case: Case) -> str:
    """The public page; empty for an organisation that is not public (any more)."""
    if not case.organisation.is_published:
        return ""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('companies:organisation', args=[case.organisation.slug])}"


def _is_contact(case: Case) -> bool:
    """Who keeps the page of its own organisation stays known, also when what it sent is forgotten."""
    return Contact.objects.filter(organisation=case.organisation, email__iexact=case.sender_email).exists()
