"""``GET /api/v1/route-questions``: the questions of the planner, of the current or an older version."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from permits.api.planner.asked.serializers import RouteQuestion
from permits.planner import VERSION, NoLawData, ruleset_for
from permits.routes.errors import AnswerError
from permits.routes.questions import Question
from permits.routes.ruleset import Ruleset
from permits.routes.telling import basis
from permits.routes.units import unit
from permits.routes.wording import group
from publication.api.asking import COMMON, Asked, PublicView, refuse_wrong
from publication.api.errors import InvalidParameters
from publication.api.paging import link_header, page_addresses, page_body
from publication.api.schema import format_parameter, forms_of, language_parameter, page_of, page_parameters
from publication.conditional import Validators, release, weak_etag
from publication.exports import JSON, MEDIA_TYPES, Column, Table, at, each, export
from publication.queries import LARGEST_PAGE, Problem, read_page
from valuechains.documents import api_path

KIND = "route-questions"
PAGE_SIZE = 100
QUESTIONS = Table(
    gettext_lazy("questions of the route planner"),
    [
        Column("slug", at("slug")),
        Column(gettext_lazy("group"), at("groupName")),
        Column(gettext_lazy("question"), at("name")),
        Column(gettext_lazy("why it is asked"), at("why")),
        Column(gettext_lazy("definition"), at("definition")),
        Column(gettext_lazy("kind"), at("kind")),
        Column(gettext_lazy("unit"), at("unitName")),
        Column(gettext_lazy("options"), each("options", "value")),
        Column(gettext_lazy("legal basis"), each("legalBasis", "text")),
        Column(gettext_lazy("confidence"), at("confidence")),
        Column(gettext_lazy("law version"), at("lawVersion")),
        Column("url", at("url")),
    ],
)
_VERSION = OpenApiParameter(
    VERSION, {"type": "integer", "minimum": 1}, "query", description="Version of the law data; the current one without."
)


class QuestionsView(PublicView):
    def ruleset(self, asked: Asked) -> Ruleset:
        """The version asked for; every other parameter is checked with it."""
        try:
            return ruleset_for(asked.request.GET.get(VERSION))
        except NoLawData as error:
            raise NotFound(_("There is no law data yet: no version has been published.")) from error
        except AnswerError as error:
            problems = [Problem(fault.field, str(fault.reason)) for fault in error.faults]
            raise InvalidParameters([*asked.problems, *problems]) from error


class RouteQuestionsView(QuestionsView):
    @extend_schema(
        operation_id="listRouteQuestions",
        summary="List the questions of the route planner",
        description="The questions in the order in which they are asked, with the values that may answer them.",
        tags=[KIND],
        auth=[],
        parameters=[
            _VERSION,
            *page_parameters(usual=PAGE_SIZE),
            format_parameter(QUESTIONS.formats),
            language_parameter(),
        ],
        responses=forms_of(QUESTIONS.formats, page_of("RouteQuestionsPage", RouteQuestion)),
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, QUESTIONS.formats)
        data, problems = asked.request.GET, list[Problem]()
        ruleset = self.ruleset(asked)
        rows = [question_row(ruleset, one) for one in ruleset.questions.values()]
        page, size = read_page(data, len(rows), problems, page_size=PAGE_SIZE, largest=LARGEST_PAGE)
        _refuse_strange(asked, problems)
        held = Validators(weak_etag(data.urlencode(), asked.language, asked.form, release(), str(hash_of(rows))), None)
        if (unchanged := self.unchanged(asked, held)) is not None:
            return unchanged
        if asked.form != JSON:
            paged = not data.keys().isdisjoint({"page", "pageSize"})
            chosen = rows[(page - 1) * size : page * size] if paged else rows
            return self.finish(export(asked.request, iter(chosen), QUESTIONS, asked.form, asked.language), asked, held)
        addresses = page_addresses(asked.request, page, -(-len(rows) // size) or 1)
        response = HttpResponse(content_type=MEDIA_TYPES[JSON], headers={"Link": link_header(addresses)})
        shown = rows[(page - 1) * size : page * size]
        response.content = page_body(len(rows), addresses, (orjson.dumps(row).decode() for row in shown))
        return self.finish(response, asked, held)


class RouteQuestionView(QuestionsView):
    @extend_schema(
        operation_id="readRouteQuestion",
        summary="Read one of the questions of the route planner",
        description="One question with the values that may answer it.",
        tags=[KIND],
        auth=[],
        parameters=[
            OpenApiParameter(
                "slug",
                {"type": "string", "maxLength": 120},
                "path",
                required=True,
                description="The slug that rows of the list carry.",
            ),
            _VERSION,
            format_parameter([JSON]),
            language_parameter(),
        ],
        responses=forms_of([JSON], RouteQuestion),
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others([VERSION])
        ruleset = self.ruleset(asked)
        question = ruleset.questions.get(slug)
        if question is None:
            raise NotFound(_("There is no public record “%(key)s” here.") % {"key": slug[:60]})
        row = question_row(ruleset, question)
        held = Validators(weak_etag(asked.language, release(), str(hash_of([row]))), None)
        if (unchanged := self.unchanged(asked, held)) is not None:
            return unchanged
        return self.finish(HttpResponse(orjson.dumps(row), content_type=MEDIA_TYPES[JSON]), asked, held)


def question_row(ruleset: Ruleset, question: Question) -> dict[str, Any]:
    return {
        "slug": question.slug,
        "url": api_path(KIND, question.slug),
        "name": str(question.text),
        "order": question.order,
        "group": question.group,
        "groupName": group(question.group),
        "kind": question.kind.value,
        "unit": question.unit or None,
        "unitName": unit(question.unit) or None,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "why": str(question.why),
        "definition": None if question.definition is None else str(question.definition),
        "options": [{"value": one.value, "name": str(one.text)} for one in question.options],
        "allowsUnknown": question.allows_unknown,
        "askIf": question.asked_when,
        "legalBasis": basis(ruleset, question.basis),
        "confidence": question.confidence.value,
        "lawVersion": ruleset.version.number,
    }


def hash_of(rows: list[dict[str, Any]]) -> str:
    """Changes when the rows do, so that a version that development replaced shows at once."""
    return weak_etag(orjson.dumps(rows).decode())


def _refuse_strange(asked: Asked, problems: list[Problem]) -> None:
    known = (VERSION, "page", "pageSize", *COMMON)
    for name, values in asked.request.GET.lists():
        if name not in known:
            reason = _("This parameter is unknown; known are: %(names)s.") % {"names": ", ".join(known)}
            problems.append(Problem(name[:60], reason))
        elif len(values) > 1:
            problems.append(Problem(name, _("Give this parameter once.")))
    refuse_wrong(asked, problems)
