"""``POST /api/v1/route-plans``: the route of an initiative. It keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request

from permits.api.planner.asked.serializers import RouteQuestionnaire
from permits.api.planner.serializers import RoutePlan
from permits.planner import VERSION, NoLawData, make_plan
from permits.practice import plan_document
from permits.routes.errors import AnswerError
from permits.routes.plan import Plan
from permits.terms.values import shown
from publication.api.asking import PublicView
from publication.api.schema import language_parameter
from publication.exports import JSON, MEDIA_TYPES

ANSWERS = "answers"
MEMBERS = (ANSWERS, VERSION)
EXAMPLE = OpenApiExample(
    "Black mass, 40 tonnes per day",
    request_only=True,
    value={
        "answers": {
            "stage": ["recycling-recovery"],
            "activities": ["hazardous-treatment"],
            "site": "new",
            "hazardous-per-day": 40,
            "municipality": "GM0599",
            "start": "2027-03-01",
        }
    },
)


class RoutePlansView(PublicView):
    """Plan a route. The same answers give the same plan for the same version of the law data."""

    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="planRoute",
        summary="Plan the route of an initiative",
        description="Which permits and duties are needed, possibly needed or not needed, who decides, by which "
        "procedure and until when. Questions and their values are those of route-questions; a question may be left "
        "out or answered with unknown. It informs and does not decide. Beside the law stands how long such procedures "
        "took in practice; that alone follows what happens.",
        tags=["route-plans"],
        auth=[],
        parameters=[language_parameter()],
        request=RouteQuestionnaire,
        responses=RoutePlan,
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        body = orjson.dumps(plan_document(planned(request.data)))
        response = HttpResponse(body, content_type=MEDIA_TYPES[JSON])
        response.headers["Content-Language"] = asked.language
        patch_vary_headers(response, ("Accept", "Accept-Language"))
        return response


def planned(question: object) -> Plan:
    """The plan that ``question`` asks for; ValidationError names each question and value that is wrong."""
    if not isinstance(question, Mapping):
        raise ValidationError(_("Send an object with answers, and a version if you want another than the current one."))
    known = ", ".join(MEMBERS)
    wrong = {
        shown(name): [_("This member is unknown; known are: %(names)s.") % {"names": known}]
        for name in question
        if name not in MEMBERS
    }
    if ANSWERS not in question:
        wrong[ANSWERS] = [_("Give the answers as an object: questions and values.")]
    if wrong:
        raise ValidationError(wrong)
    try:
        return make_plan(question[ANSWERS], question.get(VERSION))
    except NoLawData as error:
        raise NotFound(_("There is no law data yet: no version has been published.")) from error
    except AnswerError as error:
        raise ValidationError(by_question(error)) from error


def by_question(error: AnswerError) -> dict[str, list[str]]:
    """``answers.start``: the reasons, for each question that was answered wrongly."""
    reasons: dict[str, list[str]] = {}
    for fault in error.faults:
        name = fault.field if fault.field in MEMBERS else f"{ANSWERS}.{fault.field}"
        reasons.setdefault(name, []).append(str(fault.reason))
    return reasons
