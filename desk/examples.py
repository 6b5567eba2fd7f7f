"""Four fictitious questions of fictitious organisations, so that the inbox has something to show. Nobody gets mail."""

from __future__ import annotations

import dataclasses
import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from companies.models import Municipality
from desk.actions.asking import new_reference
from desk.days import days_later
from desk.enums import Author, Closer, InquiryState, Language, Priority, Service
from desk.models import AnswerTemplate, Inquiry, Message
from valuechains.models import Material, Stage


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    organisation: str
    name: str
    language: str
    service: str
    question: str
    stage: str
    material: str
    municipality: str
    days_ago: int
    priority: str = Priority.NORMAL
    answer: str = ""
    closed: bool = False


EXAMPLES = (
    Example(
        "Voorbeeld Batterijhergebruik B.V. (voorbeeld)", "V. Voorbeeld", Language.NL, Service.PERMIT_SUPPORT,
        "Wij willen zwarte massa uit batterijen verwerken. Welke vergunningen horen daarbij, en hoe lang duurt het?",
        "recycling-recovery", "lithium", "rotterdam", 2, Priority.HIGH,
    ),
    Example(
        "Example Magnets Ltd (example)", "E. Example", Language.EN, Service.OPPORTUNITIES,
        "We make magnets and look for partners near the port that supply recycled rare earths.",
        "production", "light-rare-earths", "", 12,
    ),
    Example(
        "Voorbeeld Instituut voor Metalen (voorbeeld)", "P. Proef", Language.NL, Service.COOPERATION,
        "Wie werkt er in de provincie aan het terugwinnen van kobalt? Wij zoeken een plek voor een proef.",
        "recycling-pretreatment", "cobalt", "delft", 9, Priority.NORMAL,
        "Dank voor uw vraag. In het register vindt u wie er met kobalt werkt; wij brengen u graag met hen in contact.",
    ),
    Example(
        "Voorbeeld Adviesbureau (voorbeeld)", "A. Advies", Language.NL, Service.INSIGHT,
        "Hoeveel organisaties in de provincie werken met koper, en in welke schakels?",
        "refining", "copper", "", 40, Priority.LOW,
        "U vindt de aantallen per schakel in het register. De lijst kunt u als tabel meenemen.", True,
    ),
)  # fmt: skip
TEMPLATES = (
    (
        "Ontvangen en in behandeling", Language.NL,
        "Beste {name},\n\nDank voor uw vraag {reference}. Wij zoeken het uit."
        "\n\nHet CRM-loket",
    ),
    (
        "Received and being looked into", Language.EN,
        "Dear {name},\n\nThank you for your question {reference}. We are looking into it and will come back to you."
        "\n\nThe CRM-loket",
    ),
    (
        "Naar de routeplanner", Language.NL,
        "Beste {name},\n\nMet de routeplanner op onze site ziet u welke procedures waarschijnlijk nodig zijn, en "
        "hoe lang ze duren. De uitkomst is informatie, geen besluit. Stuurt u ons de link van uw plan, dan kijken wij "
        "mee.",
    ),
    (
        "To the route planner", Language.EN,
        "Dear {name},\n\nThe route planner on our site shows which procedures you are likely to need and how long they "
        "take. It informs and does not decide. Send us the link of your plan and we look at it with you.",
    ),
)  # fmt: skip


def load() -> int:
    if Inquiry.objects.filter(is_example=True).exists():
        return 0
    for name, language, text in TEMPLATES:
        AnswerTemplate.objects.get_or_create(name=name, language=language, defaults={"text": text})
    for number, example in enumerate(EXAMPLES, start=1):
        _make(number, example)
    return len(EXAMPLES)


def remove() -> int:
    """The questions with all that was said; the templates are useful texts and stay."""
    examples = Inquiry.objects.filter(is_example=True)
    files = [attachment.file for one in examples for attachment in one.attachments.all()]
    numbers = list(examples.values_list("pk", flat=True))
    examples.delete()
    Inquiry.history.filter(id__in=numbers).delete()
    for file in files:
        transaction.on_commit(partial(file.delete, save=False))
    return len(numbers)


def _make(number: int, example: Example) -> None:
    received = timezone.now() - datetime.timedelta(days=example.days_ago)
    due = days_later(timezone.localdate(received), settings.DESK_ANSWER_WORKING_DAYS)
    inquiry = Inquiry(
        reference=new_reference(), organisation_name=example.organisation, name=example.name,
        email=f"voorbeeld{number}@example.org", language=example.language, service=example.service,
        question=example.question, priority=example.priority, received_at=received, last_activity_at=received,
        answer_due=due, municipality=Municipality.objects.filter(slug=example.municipality).first(), is_example=True,
    )  # fmt: skip
    inquiry.renew()
    inquiry.save()
    inquiry.stages.set(Stage.objects.filter(slug=example.stage))
    inquiry.materials.set(Material.objects.filter(slug=example.material))
    if example.answer:
        answered = received + datetime.timedelta(days=3)
        Message.objects.create(inquiry=inquiry, author=Author.STAFF, text=example.answer, sent_at=answered)
        inquiry.first_answered_at = inquiry.last_activity_at = answered
        inquiry.state = InquiryState.ANSWERED
    if example.closed:
        inquiry.state, inquiry.closed_by = InquiryState.CLOSED, Closer.INQUIRER
        inquiry.closed_at = received + datetime.timedelta(days=5)
    if example.answer:
        inquiry.save()
