"""``POST /api/v1/terms`` computes a legal term."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from permits.answers import as_json
from permits.api.term_schema import question_schema
from permits.lawbooks import current_lawbook
from permits.serializers import TermAnswer
from permits.terms import Result, TermError, compute
from permits.terms.values import shown
from publication.api.asking import PublicView
from publication.api.schema import language_parameter
from publication.exports import JSON, MEDIA_TYPES

MEMBERS = ("rule", "startDate", "params")
EXAMPLE = OpenApiExample(
    "Regular procedure with consent",
    request_only=True,
    value={"rule": "regular", "startDate": "2026-02-19", "params": {"consent": True}},
)


class TermsView(PublicView):
    """Compute a term. It keeps nothing: the same question and the same version of the law give the same answer."""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="computeTerm",
        summary="Compute a legal term",
        description="The last day of a term, with the steps that lead to it, their legal basis, and the other "
        "readings where the law is disputed. It informs and does not decide.",
        tags=["terms"],
        auth=[],
        parameters=[language_parameter()],
        request={MEDIA_TYPES[JSON]: question_schema()},
        responses=TermAnswer,
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        body = orjson.dumps(as_json(answer(request.data)))
        response = HttpResponse(body, content_type=MEDIA_TYPES[JSON])
        response.headers["Content-Language"] = asked.language
        patch_vary_headers(response, ("Accept", "Accept-Language"))
        return response


def answer(question: object) -> Result:
    """The term that ``question`` asks for; ValidationError names each member that is wrong."""
    if not isinstance(question, Mapping):
        raise ValidationError(_("Send an object with rule, startDate and params."))
    known = ", ".join(MEMBERS)
    wrong = {
        shown(name): [_("This member is unknown; known are: %(names)s.") % {"names": known}]
        for name in question
        if name not in MEMBERS
    }
    try:
        result = compute(question.get("rule"), question.get("startDate"), question.get("params", {}), current_lawbook())
    except TermError as error:
        for fault in error.faults:
            wrong.setdefault(fault.field, []).append(str(fault.reason))
        raise ValidationError(wrong) from error
    if wrong:
        raise ValidationError(wrong)
    return result


ROUTES = [path("terms", TermsView.as_view(), name="terms")]
