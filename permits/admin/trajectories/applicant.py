"""The private link of the applicant: made, mailed and ended here. The address is shown once, when it is made."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminSelectWidget

from permits.admin.trajectories.pages import changeable, page
from permits.trajectories.applicants import documents_for, make_link, notes_for, revoke_link


class ApplicantLinkForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("nl", "Nederlands"), ("en", "English")],
        widget=UnfoldAdminSelectWidget,
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Mail it to"), required=False, max_length=254, widget=UnfoldAdminEmailInputWidget,
        help_text=gettext_lazy("Empty: the link is only shown here. The address is not kept."),
    )  # fmt: skip


def applicant_link(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows what the applicant can read; POST makes a link, or ends it."""
    trajectory = changeable(admin, request, pk)
    form = ApplicantLinkForm(request.POST if request.method == "POST" else None)
    url = ""
    if request.method == "POST" and "revoke" in request.POST:
        revoke_link(trajectory=trajectory)
        messages.success(request, _("The link opens nothing any more."))
        return HttpResponseRedirect(reverse("admin:permits_trajectory_applicant", args=[pk]))
    if request.method == "POST" and form.is_valid():
        path = make_link(trajectory=trajectory, user=request.user, **form.cleaned_data)
        url = request.build_absolute_uri(path)
        if form.cleaned_data["email"]:
            messages.success(request, _("The mail is on its way."))
    context = {
        "trajectory": trajectory,
        "form": form,
        "url": url,
        "link": trajectory.applicant_links.active().select_related("created_by").first(),
        "notes": len(notes_for(trajectory)),
        "documents": documents_for(trajectory).count(),
    }
    status = 400 if form.is_bound and form.errors else 200
    response = page(admin, request, "applicant", _("Link for the applicant"), context, status)
    response["Cache-Control"] = "no-store"
    return response
