"""What every reading of the API begins and ends with: form, language, unchanged or not, headers."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from publication.api.errors import InvalidParameters, PageOutOfRange
from publication.api.negotiation import chosen_format, chosen_language
from publication.conditional import Validators
from publication.queries import Problem

COMMON = ("format", "lang")
_VARY = ("Accept", "Accept-Language")
_ERRORS = JSONRenderer()


@dataclasses.dataclass(slots=True)
class Asked:
    """A request as far as form and language go, with what was wrong so far."""

    request: HttpRequest
    language: str
    form: str
    problems: list[Problem]

    def refuse_others(self, known: Collection[str] = ()) -> None:
        """For answers without filters: any other parameter is a mistake, and so is one given twice."""
        allowed = [*known, *COMMON]
        for name, values in self.request.GET.lists():
            if name not in allowed:
                reason = _("This parameter is unknown; known are: %(names)s.") % {"names": ", ".join(allowed)}
                self.problems.append(Problem(name[:60], reason))
            elif len(values) > 1:
                self.problems.append(Problem(name, _("Give this parameter once.")))
        if self.problems:
            raise InvalidParameters(self.problems)


class PublicView(APIView):
    """Reading what everybody may read: no accounts, GET and HEAD alone, errors in JSON."""

    authentication_classes = ()
    permission_classes = ()
    http_method_names = ["get", "head", "options"]

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Answers choose their own form; this is the one of errors."""
        return _ERRORS, "application/json"

    def options(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204)

    def asked(self, request: Request, formats: Sequence[str]) -> Asked:
        """From here on texts, those of errors included, are in the language asked for."""
        http, problems = request._request, list[Problem]()
        language = chosen_language(http, problems)
        translation.activate(language)
        return Asked(http, language, chosen_format(http, formats, problems), problems)

    def unchanged(self, asked: Asked, held: Validators, *, by_tag: bool = False) -> HttpResponseBase | None:
        """A 304 when the reader holds this answer; a mistake in the question goes first."""
        response = None if asked.problems else held.not_modified(asked.request, by_tag=by_tag)
        return None if response is None else self.finish(response, asked, held)

    def finish(self, response: HttpResponseBase, asked: Asked, held: Validators) -> HttpResponseBase:
        response.headers["Content-Language"] = asked.language
        patch_vary_headers(response, _VARY)
        held.stamp(response)
        held.keep(asked.request, response)
        return response


def refuse_wrong(asked: Asked, problems: list[Problem]) -> None:
    """Tell everything that is wrong at once; a page past the last one alone is a page that does not exist."""
    problems = [*asked.problems, *problems]
    if not problems:
        return
    if [problem.name for problem in problems] == ["page"] and _are_numbers(asked.request.GET.getlist("page")):
        raise PageOutOfRange(problems)
    raise InvalidParameters(problems)


def _are_numbers(values: list[str]) -> bool:
    return all(value.isascii() and value.isdigit() and value.strip("0") for value in values) and len(values) == 1
