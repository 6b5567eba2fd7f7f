"""Pages of the admin to merge an organisation with another, and to split one off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from companies.admin.others import OtherForm
from companies.admin.queue import number_of
from companies.claims.granting import keepers_of
from companies.merging.actions import CHOICES, MergeRefused, merge, split
from companies.models import Organisation, OrganisationAlias
from companies.moderation.fields import SHOWS
from companies.vouching import vouchers_of

KEPT, GONE = "kept", "gone"


class MergeForm(forms.Form):
    """For each field in which the two differ: whose value stays."""

    reason = forms.CharField(
        label=gettext_lazy("reason"), max_length=500, widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text=gettext_lazy("For colleagues: how do you know that they are one?"),
    )  # fmt: skip

    def __init__(self, *args: Any, kept: Organisation, gone: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = []
        for name in CHOICES:
            ours, theirs = _shown(kept, name), _shown(gone, name)
            if ours != theirs:
                label = Organisation._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                # What one of them keeps to itself stays so, unless staff say otherwise.
                keeps_ours = not getattr(kept, name) if name in SHOWS else bool(ours)
                self.fields[f"field_{name}"] = forms.ChoiceField(
                    label=label, choices=[(KEPT, ours or "–"), (GONE, theirs or "–")], widget=forms.RadioSelect,
                    initial=KEPT if keeps_ours else GONE,
                )  # fmt: skip
                self.rows.append({"label": label, "choice": self[f"field_{name}"]})

    @property
    def take(self) -> set[str]:
        return {name for name in CHOICES if self.cleaned_data.get(f"field_{name}") == GONE}


class SplitForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("name of the new organisation"), max_length=200, widget=UnfoldAdminTextInputWidget()
    )
    sites = forms.MultipleChoiceField(label=gettext_lazy("sites"), required=False, widget=forms.CheckboxSelectMultiple)
    activities = forms.MultipleChoiceField(
        label=gettext_lazy("activities"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = organisation.sites.select_related("municipality", "organisation")
        activities = organisation.activities.select_related("stage")
        self.fields["sites"].choices = [(str(one.pk), str(one)) for one in sites]  # type: ignore[attr-defined]
        self.fields["activities"].choices = [(str(one.pk), str(one.stage)) for one in activities]  # type: ignore[attr-defined]


class MergeMixin:
    """Adds both pages to the admin of organisations, and their links above its form."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("<int:pk>/merge/", view(self.merge_view), name="companies_organisation_merge"),
            path("<int:pk>/split/", view(self.split_view), name="companies_organisation_split"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def record_actions(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        actions: list[dict[str, Any]] = super().record_actions(request, record)  # type: ignore[misc]
        if actions:
            for name, title in (("merge", _("Merge with another …")), ("split", _("Split off …"))):
                actions.append(
                    {"title": title, "url": reverse(f"admin:companies_organisation_{name}", args=[record.pk])}
                )
        return actions

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """First which other one; then what stays. Only the second changes anything, by POST."""
        kept = self._organisation(request, pk)
        asked = OtherForm(request.GET if "other" in request.GET else None, but=kept.pk)
        if not (asked.is_bound and asked.is_valid()):
            return self._page(request, kept, "companies/admin/merge.html", {"asked": asked})
        gone = asked.cleaned_data["other"]
        if gone.pk == kept.pk:
            key = asked.data["other"].strip()
            is_old = kept.aliases.merged().filter(Q(slug=key) | Q(old_id=number_of(key) or 0)).exists()
            part = _("“%(key)s” is part of %(name)s already.") % {"key": key[:60], "name": kept.name}
            asked.add_error("other", part if is_old else _("An organisation cannot be merged with itself."))
            return self._page(request, kept, "companies/admin/merge.html", {"asked": asked})
        form = MergeForm(request.POST if request.method == "POST" else None, kept=kept, gone=gone)
        if form.is_bound and form.is_valid():
            try:
                reason = form.cleaned_data["reason"]
                merge(kept_id=kept.pk, gone_id=gone.pk, take=form.take, reason=reason, user=_who(request))
            except (MergeRefused, ValidationError) as error:
                form.add_error(None, error if isinstance(error, ValidationError) else str(error))
            else:
                text = _("%(gone)s is part of %(kept)s now, and its old address leads here.")
                messages.success(request, text % {"gone": gone.name, "kept": kept.name})
                return self._back(kept)
        context = {"asked": asked, "gone": gone, "form": form, "parts": _parts(kept, gone)}
        return self._page(request, kept, "companies/admin/merge.html", context)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Django asks where to go from a number that is gone: when its organisation was merged, to the one it is in."""
        old = (
            OrganisationAlias.objects.merged()
            .filter(old_id=number_of(object_id) or 0)
            .select_related("organisation")
            .first()
        )
        if old is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        text = _("%(gone)s is part of %(kept)s now, and its old address leads here.")
        messages.info(request, text % {"gone": old.name, "kept": old.organisation.name})
        return self._back(old.organisation)

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        organisation = self._organisation(request, pk)
        form = SplitForm(request.POST if request.method == "POST" else None, organisation=organisation)
        if form.is_bound and form.is_valid():
            chosen = {name: [int(one) for one in form.cleaned_data[name]] for name in ("sites", "activities")}
            try:
                made = split(
                    organisation_id=organisation.pk, name=form.cleaned_data["name"], user=_who(request), **chosen
                )
            except (MergeRefused, ValidationError) as error:
                form.add_error(None, ", ".join(getattr(error, "messages", [str(error)])))
            else:
                messages.success(
                    request, _("%(name)s is split off. It is internal until you publish it.") % {"name": made}
                )
                return self._back(made)
        return self._page(request, organisation, "companies/admin/split.html", {"form": form})

    def _organisation(self, request: HttpRequest, pk: int) -> Organisation:
        organisation = Organisation.objects.filter(pk=pk).first()
        if organisation is None:
            raise Http404
        if not self.has_change_permission(request, organisation):  # type: ignore[attr-defined]
            raise PermissionDenied
        return organisation

    def _page(
        self, request: HttpRequest, organisation: Organisation, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        form = context.get("form") or context.get("asked")
        whole = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Organisation._meta,
            "original": organisation,
            "title": organisation.name,
            "organisation": organisation,
            "back": reverse("admin:companies_organisation_change", args=[organisation.pk]),
            "media": self.media,  # type: ignore[attr-defined]
            **context,
        }
        return TemplateResponse(request, template, whole, status=422 if form is not None and form.errors else 200)

    def _back(self, organisation: Organisation) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:companies_organisation_change", args=[organisation.pk]))


def _who(request: HttpRequest) -> Any:
    return request.user


def _shown(organisation: Organisation, name: str) -> str:
    if name in SHOWS:
        return str(_("yes") if getattr(organisation, name) else _("no"))
    display = getattr(organisation, f"get_{name}_display", None)
    return str((display() if display else getattr(organisation, name)) or "")


def _parts(kept: Organisation, gone: Organisation) -> list[dict[str, Any]]:
    """How much hangs on either, to judge what the merge moves."""
    names = {
        "sites": _("sites"),
        "activities": _("activities"),
        "provenance": _("sources of values"),
        "cases": _("reports"),
        "keepers": _("people who keep its page"),
    }
    return [{"label": label, "kept": _count(kept, name), "gone": _count(gone, name)} for name, label in names.items()]


def _count(organisation: Organisation, name: str) -> int:
    if name == "keepers":
        return keepers_of(organisation.pk).count()
    return len(vouchers_of(organisation)) if name == "provenance" else getattr(organisation, name).count()
