"""Taking an import back in the admin: a page that shows what that would do, and the answer to it."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from imports import admin_views, undoing
from imports.forms import UndoForm


def undo(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, with a preview; POST begins. Whoever may apply a list may take it back."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    if not admin.has_add_permission(request):
        raise PermissionDenied
    job = admin_views.job_of(admin, request, pk)
    if request.method == "POST":
        return admin_views.act_on(
            admin,
            request,
            pk,
            lambda one: undoing.take_back(job=one, user_id=request.user.pk, changed_too="changed_too" in request.POST),
        )
    if not undoing.may_be_taken_back(job):
        return redirect(job.get_absolute_url())
    context = {
        "job": job,
        "original": job,
        "title": _("Take back %(name)s") % {"name": job.file_name},
        "preview": undoing.preview(job),
        "form": UndoForm(),
    }
    return admin_views.page_of(admin, request, "imports/undo.html", context)
