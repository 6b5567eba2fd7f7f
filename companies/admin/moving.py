"""The page to give one site to another organisation: it keeps its number, its address and its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.admin.others import OtherForm
from companies.merging.actions import MergeRefused, move_site
from companies.models import Site


class MoveForm(OtherForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].label = gettext_lazy("Which organisation has this site now?")


class MoveMixin:
    """Adds the page to the admin of sites, and its link above the form."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        move = path("<int:pk>/move/", view(self.move_view), name="companies_site_move")
        return [move, *super().get_urls()]  # type: ignore[misc]

    def record_actions(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        actions: list[dict[str, Any]] = list(super().record_actions(request, record))  # type: ignore[misc]
        if self.has_change_permission(request, record):  # type: ignore[attr-defined]
            url = reverse("admin:companies_site_move", args=[record.pk])
            actions.append({"title": _("Move to another organisation …"), "url": url})
        return actions

    def move_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        site = Site.objects.select_related("organisation").filter(pk=pk).first()
        if site is None:
            raise Http404
        if not self.has_change_permission(request, site):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = MoveForm(request.POST if request.method == "POST" else None, but=site.organisation_id)
        if form.is_bound and form.is_valid():
            target, user = form.cleaned_data["other"], request.user
            try:
                move_site(site_id=pk, to_id=target.pk, user=user)  # type: ignore[arg-type]
            except MergeRefused as refusal:
                form.add_error("other", str(refusal))
            else:
                messages.success(request, _("%(site)s belongs to %(name)s now.") % {"site": site, "name": target.name})
                return HttpResponseRedirect(reverse("admin:companies_site_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Site._meta,
            "original": site,
            "title": f"{site.organisation.name}: {site}",
            "form": form,
            "back": reverse("admin:companies_site_change", args=[pk]),
            "media": self.media,  # type: ignore[attr-defined]
        }
        return TemplateResponse(
            request, "companies/admin/move_site.html", context, status=422 if form.errors else 200
        )  # fmt: skip
