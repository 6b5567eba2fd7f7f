"""``POST /api/v1/inquiries`` asks the loket something. Nothing of an inquiry can be read here: it is personal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request

from companies.guard import WINDOW, count_within, network_of
from desk import actions
from desk.enums import Channel
from desk.forms import AskForm, QuestionFields
from desk.models import Inquiry
from desk.serializers import InquiryQuestion, InquiryReceipt
from publication.api.asking import PublicView
from publication.api.schema import language_parameter
from publication.exports import JSON, MEDIA_TYPES

LISTS = ("stages", "materials")
TEXTS = ("service", "question", "municipality", "name", "organisation", "email", "language", "plan")
MEMBERS = (*TEXTS, *LISTS)
EXAMPLE = OpenApiExample(
    "A question about permits",
    request_only=True,
    value={
        "service": "permit-support",
        "question": "Which permits does a plant for battery black mass need?",
        "name": "V. Voorbeeld",
        "email": "v.voorbeeld@example.org",
        "stages": ["recycling-recovery"],
        "materials": ["lithium"],
    },
)


class InquiriesView(PublicView):
    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="askTheLoket",
        summary="Ask the loket",
        description="Takes in a question, as the form does. A confirmation with a private link goes to the address "
        "given; the conversation itself cannot be read through the API. A few questions an hour are taken per network.",
        tags=["inquiries"],
        auth=[],
        parameters=[language_parameter()],
        request=InquiryQuestion,
        responses={201: InquiryReceipt},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        inquiry = take_in(request, asked.language)
        body = {"reference": inquiry.reference, "answerBy": inquiry.answer_due.isoformat()}
        response = HttpResponse(orjson.dumps(body), content_type=MEDIA_TYPES[JSON], status=201)
        response.headers["Content-Language"] = asked.language
        response.headers["Cache-Control"] = "no-store"
        patch_vary_headers(response, ("Accept", "Accept-Language"))
        return response


def take_in(request: Request, language: str) -> Inquiry:
    """The same checks, limits and action as the page; ValidationError names each member that is wrong."""
    form = QuestionFields(read(request.data, language))
    if not form.is_valid():
        raise ValidationError({name: [str(error) for error in errors] for name, errors in form.errors.items()})
    network = network_of(str(request.META.get("REMOTE_ADDR", "")))
    over = count_within(f"{AskForm.guard_scope}:{network}", WINDOW) > AskForm.per_network
    if over or count_within(f"{AskForm.guard_scope}:*", WINDOW) > AskForm.in_all or not form.count_for_address():
        raise Throttled(wait=WINDOW)
    return actions.ask(question=form.as_question(), channel=Channel.API)


def read(sent: object, language: str) -> QueryDict:
    """JSON as the form reads it. Types are strict: a number is no text, one text no list."""
    if not isinstance(sent, Mapping):
        raise ValidationError(_("Send an object with service, question, name and email."))
    wrong: dict[str, Any] = {}
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        if name in TEXTS and isinstance(value, str):
            data[name] = value
        elif name in LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
            data.setlist(name, value)
        elif name in MEMBERS:
            wrong[name] = [_("Give a list of texts.") if name in LISTS else _("Give a text.")]
        else:
            known = ", ".join(MEMBERS)
            wrong[str(name)[:60]] = [_("This member is unknown; known are: %(names)s.") % {"names": known}]
    if wrong:
        raise ValidationError(wrong)
    data.setdefault("language", language)
    return data


ROUTES = [path("inquiries", InquiriesView.as_view(), name="inquiries")]
