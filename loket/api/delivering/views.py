"""``/imports``: deliver a list, and follow what becomes of it. A key sees what it brought and nothing else.

A key never applies a list. What an import changes is public the same minute, and a key lies on a machine without a
second factor: somebody of the team looks at the preview and applies it in the admin.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from imports.admin_views import LARGEST_ID, REJECTED, download
from imports.enums import RowOutcome
from imports.models import Import
from imports.models.job import ImportQuerySet
from imports.reports import rejected_csv
from loket.api.delivering.serializers import OUTCOMES, ImportJob, ImportRowOutcome, ImportUpload
from loket.api.delivering.taking import take_in
from loket.api.delivering.telling import address_of, jobs_as_json, rows_as_json
from loket.keys.bearer import BearerKey
from publication.api.asking import COMMON, Asked, PublicView, refuse_wrong
from publication.api.paging import link_header, page_addresses
from publication.api.schema import (
    PATH,
    QUERY,
    format_parameter,
    forms_of,
    language_parameter,
    page_of,
    page_parameters,
)
from publication.exports import CSV, JSON, MEDIA_TYPES
from publication.queries import LARGEST_PAGE, Problem, read_page

MOST_ROWS = 1000
ID = OpenApiParameter("id", {"type": "integer", "minimum": 1}, PATH, required=True, description="Number of the import.")


class KeyView(PublicView):
    """For who has a key, and nobody else; what it answers is kept nowhere."""

    authentication_classes = (BearerKey,)  # type: ignore[assignment]
    parser_classes = (MultiPartParser,)

    def answer(self, asked: Asked, body: Any, status: int = 200, **headers: str) -> HttpResponseBase:
        return self.kept_nowhere(asked, HttpResponse(orjson.dumps(body), MEDIA_TYPES[JSON], status, headers=headers))

    @staticmethod
    def kept_nowhere(asked: Asked, response: HttpResponse) -> HttpResponse:
        response.headers["Content-Language"] = asked.language
        response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization"))
        return response

    def page(self, asked: Asked, count: int, largest: int) -> tuple[slice, dict[str, Any], str]:
        """The rows of the page asked for, the members around them, and the ``Link``; a mistake is refused."""
        problems = strange(asked, ("page", "pageSize", *self.filters))
        number, size = read_page(asked.request.GET, count, problems, page_size=20, largest=largest)
        refuse_wrong(asked, problems)
        addresses = page_addresses(asked.request, number, max(1, -(-count // size)))
        around = {"count": count, "next": addresses.get("next"), "previous": addresses.get("prev")}
        return slice((number - 1) * size, number * size), around, link_header(addresses)

    filters: tuple[str, ...] = ()


def strange(asked: Asked, known: tuple[str, ...]) -> list[Problem]:
    """Parameters that are unknown or given twice."""
    allowed = [*known, *COMMON]
    names = ", ".join(allowed)
    found = []
    for name, values in asked.request.GET.lists():
        if name not in allowed:
            found.append(Problem(name[:60], _("This parameter is unknown; known are: %(names)s.") % {"names": names}))
        elif len(values) > 1:
            found.append(Problem(name, _("Give this parameter once.")))
    return found


def mine(request: Request) -> ImportQuerySet:
    return Import.objects.delivered_by(request.user.pk or 0)


def own_import(request: Request, number: int) -> Import:
    """404 for one that is not there and for one of somebody else alike."""
    job = mine(request).filter(pk=number).first() if number <= LARGEST_ID else None
    if job is None:
        raise Http404
    return job


class ImportsView(KeyView):
    http_method_names = ["get", "head", "post", "options"]

    @extend_schema(
        operation_id="listImports",
        summary="List what your key brought",
        description="The imports that were brought with keys of the same owner, newest first.",
        tags=["imports"],
        parameters=[*page_parameters(), language_parameter()],
        responses=page_of("ImportsPage", ImportJob),
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        own = mine(request)
        rows, around, link = self.page(asked, own.count(), LARGEST_PAGE)
        jobs = jobs_as_json(own.defer("header", "sample", "mapping")[rows])
        return self.answer(asked, {**around, "results": jobs}, Link=link)

    @extend_schema(
        operation_id="bringList",
        summary="Bring a list",
        description="The list is read and checked as an upload by staff is; nothing is written to the register before "
        "somebody of the loket has seen the preview and applied it. Ask the address in Location how far it is. The "
        "very same list of the same source is not taken twice: 200 with the import that it is already.",
        tags=["imports"],
        parameters=[language_parameter()],
        request={"multipart/form-data": ImportUpload},
        responses={
            200: OpenApiResponse(ImportJob, description="This list was brought before; this is what became of it."),
            202: OpenApiResponse(ImportJob, description="The list waits to be read."),
        },
    )
    def post(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        job, is_new = take_in(request, request.user, request.auth)  # type: ignore[arg-type]
        return self.answer(asked, jobs_as_json([job])[0], 202 if is_new else 200, Location=address_of(job))


class ImportView(KeyView):
    @extend_schema(
        operation_id="readImport",
        summary="Read how far an import is",
        description="State, progress and counts of a list that your key brought.",
        tags=["imports"],
        parameters=[ID, language_parameter()],
        responses=ImportJob,
    )
    def get(self, request: Request, id: int) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        return self.answer(asked, jobs_as_json([own_import(request, id)])[0])


class ImportRowsView(KeyView):
    filters = ("outcome",)

    @extend_schema(
        operation_id="listImportRows",
        summary="List the rows of an import",
        description="Row by row what becomes of it, and what is wrong with its values. Why a row waits for a decision "
        "is told only to who may see the register. With format=csv and outcome=rejected all rows to correct come as "
        "one file with the columns of the list itself: correct them there and bring the file again.",
        tags=["imports"],
        parameters=[
            ID,
            OpenApiParameter(
                "outcome", {"type": "string", "enum": [*OUTCOMES.values(), ""]}, QUERY, description="Only these rows."
            ),
            *page_parameters(MOST_ROWS),
            format_parameter([JSON, CSV]),
            language_parameter(),
        ],
        responses=forms_of([JSON, CSV], page_of("ImportRowsPage", ImportRowOutcome)),
    )
    def get(self, request: Request, id: int) -> HttpResponseBase:
        asked = self.asked(request, [JSON, CSV])
        job = own_import(request, id)
        if asked.form == CSV:
            return self._rows_to_correct(asked, job)
        rows = job.rows.in_order()
        if outcome := asked.request.GET.get("outcome", ""):
            wanted = {told: kept for kept, told in OUTCOMES.items()}.get(outcome)
            if wanted is None:
                names = ", ".join(OUTCOMES.values())
                asked.problems.append(Problem("outcome", _("Choose from: %(names)s.") % {"names": names}))
            rows = rows.with_outcome(wanted or RowOutcome.CREATED)
        part, around, link = self.page(asked, rows.count(), MOST_ROWS)
        sees = request.user.has_perm("companies.view_organisation")
        told = rows_as_json(job, rows.defer("line", "changes")[part], sees_register=sees)
        return self.answer(asked, {**around, "results": told}, Link=link)

    def _rows_to_correct(self, asked: Asked, job: Import) -> HttpResponseBase:
        problems = strange(asked, self.filters)
        if asked.request.GET.get("outcome") != OUTCOMES[RowOutcome.REJECTED]:
            problems.append(Problem("outcome", _("CSV holds the rows to correct: ask for outcome=rejected.")))
        refuse_wrong(asked, problems)
        response = download(job, REJECTED, f"{MEDIA_TYPES[CSV]}; charset=utf-8", "csv")
        response.content = rejected_csv(job)
        return self.kept_nowhere(asked, response)
