"""Claims in the queue: their facts and document, and how access ends. And whom the loket writes to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from companies.claims.granting import revoke
from companies.claims.links import drop_links
from companies.claims.proof import CONTENT_TYPES
from companies.enums import ProofType
from companies.models import Case, Claim, Contact
from publication.admin.asked import AskedListMixin
from publication.admin.choosing import ChoosingMixin


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("reason"), max_length=2000, widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text=gettext_lazy("The claimant reads this."),
    )  # fmt: skip


class ClaimMixin:
    """Adds the document of a claim, and ending its access, to the queue."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("<int:pk>/proof/", view(self.proof_view), name="companies_case_proof"),
            path("<int:pk>/revoke/", view(self.revoke_view), name="companies_case_revoke"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def proof_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """As a download, never shown within the site; its name is ours."""
        claim = self._claim(pk)
        if not self.has_view_permission(request, claim.case):  # type: ignore[attr-defined]
            raise PermissionDenied
        if not claim.proof or not claim.proof.storage.exists(str(claim.proof.name)):
            raise Http404
        name = f"claim-{pk}.{claim.proof_type}"
        response = FileResponse(claim.proof.open("rb"), as_attachment=True, filename=name)
        response["Content-Type"] = CONTENT_TYPES[ProofType(claim.proof_type)]
        response["Cache-Control"] = "no-store, private"
        return response

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        claim = self._claim(pk)
        if not self.has_change_permission(request, claim.case):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = RevokeForm(request.POST)
        if request.method != "POST" or not form.is_valid():
            messages.error(request, _("Give a reason: the claimant reads it."))
        else:
            user: Any = request.user
            if revoke(claim_id=claim.pk, reason=form.cleaned_data["reason"], user=user):
                messages.success(request, _("The access has ended; the private link opens nothing any more."))
            else:
                messages.error(request, _("The access had ended already."))
        return HttpResponseRedirect(reverse("admin:companies_case_change", args=[pk]))

    @staticmethod
    def _claim(pk: int) -> Claim:
        claim = Claim.objects.select_related("case").filter(case=pk).first()
        if claim is None:
            raise Http404
        return claim


def claim_of(case: Case) -> Claim | None:
    return Claim.objects.filter(case=case).first()


@admin.register(Contact)
class ContactAdmin(AskedListMixin, ChoosingMixin, ModelAdmin):
    """Whom the loket asks once a year; added by hand, or by a claim that is granted."""

    list_display = ["organisation", "name", "email", "language", "asked_at", "unsubscribed_at"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "name", "email"]
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "name", "email", "language", "asked_at", "unsubscribed_at"]
    readonly_fields = ["asked_at", "unsubscribed_at"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        return super().get_queryset(request).order_by("organisation__name", "pk")

    def save_model(self, request: HttpRequest, obj: Contact, form: Any, change: bool) -> None:
        """With another address or organisation somebody else is asked, or about something else."""
        super().save_model(request, obj, form, change)
        if change and {"email", "organisation"} & set(form.changed_data):
            drop_links(obj)
