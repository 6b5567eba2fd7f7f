"""The pages of an import in the admin. Thin: what happens stands in ``imports.actions``."""

import csv
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from imports import actions
from imports.enums import FileFormat, ImportState, RowOutcome, outcome_words
from imports.forms import MappingForm, RowFilter, UploadForm
from imports.importers import Text, importer_for, importers_for
from imports.mapping import own_titles, proposal_for
from imports.models import Import, Notice
from imports.notices import settling
from imports.planning import total_counts
from imports.reasons import ImportRefused, StepNotPossible
from imports.reports import Telling, rejected_file, write_report
from imports.turns import ahead_of
from imports.undoing import may_be_taken_back, undo_counts

ROWS_PER_PAGE = 50
MAPPABLE = {ImportState.NEEDS_MAPPING, ImportState.MAPPED}
LARGEST_ID = 2**63 - 1
REPORT, REJECTED = pgettext_lazy("name of a file", "report"), pgettext_lazy("name of a file", "rejected")


def upload(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    if not admin.has_add_permission(request):
        raise PermissionDenied
    known = importers_for(request.user)
    chosen = request.POST.get("kind") or request.GET.get("kind", "")
    form = UploadForm(
        request.POST or None, request.FILES or None, initial={"source": ""}, importers=known, chosen=chosen
    )
    if request.method == "POST" and form.is_valid():
        try:
            job = actions.upload(
                kind=form.cleaned_data["kind"], file=form.cleaned_data["file"],
                file_name=form.cleaned_data["file"].name, source=form.cleaned_data["source"],
                options=form.options(), user_id=request.user.pk, replaces=form.cleaned_data.get("replaces", False),
            )  # fmt: skip
        except ImportRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(job.get_absolute_url())
    context = {"form": form, "title": _("Import a list"), "importers": known}
    status = 400 if form.is_bound and form.errors else 200
    return page_of(admin, request, "imports/upload.html", context, status)


def detail(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    return _detail(admin, request, job_of(admin, request, object_id))


def mapping(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Take the mapping and check the rows with it."""

    def act(job: Import) -> None:
        form = MappingForm(job, request.POST)
        if not form.is_valid():
            raise ImportRefused("; ".join(str(error) for errors in form.errors.values() for error in errors))
        actions.set_mapping(job=job, mapping=form.mapping())
        actions.plan(job=job)

    return act_on(admin, request, pk, act)


def apply(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return act_on(admin, request, pk, lambda job: actions.apply(job=job, user_id=request.user.pk))


def cancel(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return act_on(admin, request, pk, lambda job: actions.cancel(job=job))


def resume(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return act_on(admin, request, pk, lambda job: actions.resume(job=job))


def mark_read(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    job = job_of(admin, request, pk)
    _read_notices(request, job)
    return redirect(job.get_absolute_url())


def progress(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that renews itself; when the work has ended the whole page is asked for again."""
    job = job_of(admin, request, pk)
    response = TemplateResponse(request, "imports/_progress.html", _progress(job))
    if not job.is_working:
        response["HX-Refresh"] = "true"
    return response


def report(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    job = job_of(admin, request, pk)
    response = download(job, REPORT, "text/csv; charset=utf-8", "csv")
    write_report(job, response)  # type: ignore[arg-type]
    return response


def rejected(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """The rejected rows in the sender's own layout."""
    job = job_of(admin, request, pk)
    workbook = job.file_format == FileFormat.XLSX
    kind = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if workbook else "text/csv; charset=utf-8"
    )
    response = download(job, REJECTED, kind, job.file_format)
    response.write(rejected_file(job))
    return response


def template(admin: ModelAdmin, request: HttpRequest, kind: str) -> HttpResponse:
    """An empty list with all columns of a kind, named in the language of the reader, to fill in."""
    if not admin.has_add_permission(request):
        raise PermissionDenied
    try:
        importer = importer_for(kind)
    except KeyError:
        raise Http404 from None
    if not importer.is_for(request.user):
        raise PermissionDenied
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{importer.kind}.csv"'
    response.write("\ufeff")
    csv.writer(response, delimiter=";").writerow(own_titles(importer))
    return response


def download(job: Import, what: Text, content_type: str, ending: str) -> HttpResponse:
    """A file whose name is ours, in the language of the reader: letters, digits and hyphens alone."""
    response = HttpResponse(content_type=content_type)
    stem = slugify(job.file_name.rpartition(".")[0])[:60] or pgettext("name of a file", "list")
    response["Content-Disposition"] = f'attachment; filename="{stem}-{job.pk}-{what}.{ending}"'
    response["Content-Security-Policy"] = "sandbox"
    return response


def act_on(admin: ModelAdmin, request: HttpRequest, pk: int, act: Callable[[Import], None]) -> HttpResponse:
    """Do a step on POST; a refusal is told on the page of the import (409 when the step came at a wrong moment)."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not admin.has_add_permission(request):
        raise PermissionDenied
    job = job_of(admin, request, pk)
    _read_notices(request, job)  # who acts has seen them
    try:
        with settling(job):
            act(job)
    except ImportRefused as refused:
        messages.error(request, str(refused))
        job.refresh_from_db()
        return _detail(admin, request, job, 409 if isinstance(refused, StepNotPossible) else 400)
    return redirect(job.get_absolute_url())


def _read_notices(request: HttpRequest, job: Import) -> None:
    Notice.objects.filter(job=job, user_id=request.user.pk or 0, read_at=None).update(read_at=timezone.now())


def job_of(admin: ModelAdmin, request: HttpRequest, pk: int | str) -> Import:
    if not (admin.has_view_permission(request) or admin.has_add_permission(request)):
        raise PermissionDenied
    if not str(pk).isascii() or not str(pk).isdigit() or int(pk) > LARGEST_ID:
        raise Http404
    job = Import.objects.at_hand().filter(pk=int(pk)).first()
    if job is None or job.kind not in {one.kind for one in importers_for(request.user)}:
        raise Http404
    return job


def _detail(admin: ModelAdmin, request: HttpRequest, job: Import, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "job": job,
        "original": job,
        "title": job.file_name,
        "may_act": admin.has_add_permission(request),
        "may_undo": may_be_taken_back(job),
        "undone": undo_counts(job) if job.undo_started_at else None,
        "twin": Import.objects.same_content(job).select_related("user", "deliverer").first(),
        "also": job.importer.also(job.pk) if job.counts else (),
        "notices": Notice.objects.unread_by(request.user.pk or 0).filter(job=job),
        **_progress(job),
    }
    if job.state in MAPPABLE:
        form = MappingForm(job, request.POST if status == 400 else None)
        context |= {"form": form, "proposal": proposal_for(job)}
    elif not job.is_working and job.row_count:
        context |= _rows(request, job)
    if job.state == ImportState.PLANNED:  # who sees in the preview that two columns are swapped goes back from here
        context["columns"] = MappingForm(job, request.POST if status == 400 else None)
    return page_of(admin, request, "imports/detail.html", context, status)


def _progress(job: Import) -> dict[str, Any]:
    done = total_counts(job.pk) if job.state in {ImportState.PLANNING, ImportState.APPLYING} else job.counts
    taken = undo_counts(job) if job.state == ImportState.TAKING_BACK else done
    words = outcome_words(written=job.apply_started_at is not None)
    counts = [(outcome, label, done.get(outcome, 0)) for outcome, label in words.items()]
    return {
        "job": job,
        "ahead": ahead_of(job),
        "counts": counts,
        "done": sum(taken.values()),
    }


def _rows(request: HttpRequest, job: Import) -> dict[str, Any]:
    form = RowFilter(request.GET if request.method == "GET" else None)
    rows = job.rows.in_order()
    if form.is_bound and form.is_valid():
        rows = rows.with_outcome(form.cleaned_data["outcome"]).with_text(form.cleaned_data["text"])
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    to_correct = bool(job.counts.get(RowOutcome.REJECTED)) and job.rows.to_correct().exists()
    query = request.GET.copy()
    query.pop("page", None)
    telling = Telling(job)
    lines = [
        {
            "row": row,
            "outcome": telling.outcome(row.outcome, row.undo),
            "details": telling.issues(row.issues) + telling.changes(row.changes),
            "cells": list(zip(job.header, row.cells, strict=False)),
        }
        for row in page
    ]
    return {"filter": form, "page": page, "lines": lines, "query": query.urlencode(), "to_correct": to_correct}


def page_of(
    admin: ModelAdmin, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    request.current_app = admin.admin_site.name
    context = {**admin.admin_site.each_context(request), "opts": admin.opts, **context}
    return TemplateResponse(request, name, context, status=status)
