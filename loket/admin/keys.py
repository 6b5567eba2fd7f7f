"""Keys for the API: made for somebody, shown once, revoked. Nobody changes one, nobody reads one back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from companies.admin.queue import LARGEST_ID
from loket.admin.confirmed import person
from loket.keys import actions, showing
from loket.models import ApiKey
from publication.admin.asked import AskedListMixin
from publication.admin.confirm import ConfirmedAction, ConfirmedActionsMixin


def _revoke(keys: QuerySet[ApiKey], request: HttpRequest, form: Form) -> int:
    return actions.revoke(by=person(request), keys=keys.select_related("owner"), request=request)


REVOKE = ConfirmedAction(
    name="revoke",
    title=gettext_lazy("Revoke key"),
    explanation=gettext_lazy("It stops working at once and for good. What it brought stays."),
    run=_revoke,
    applies=lambda key: key.revoked_at is None,
)


class KeyForm(forms.ModelForm):
    class Meta:
        model = ApiKey
        fields = ("owner", "name", "expires_on", "may_decide")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:  # a key that stands is shown only
            self.fields["owner"].queryset = actions.possible_owners()  # type: ignore[attr-defined]
            self.fields["expires_on"].initial = actions.latest_day()

    def clean_expires_on(self) -> Any:
        day, latest = self.cleaned_data["expires_on"], actions.latest_day()
        if not timezone.localdate() <= day <= latest:
            raise ValidationError(_("Choose a last day from today until %(day)s.") % {"day": date_format(latest)})
        return day

    def clean(self) -> Any:
        given = super().clean()
        owner = self.cleaned_data.get("owner")
        if self.cleaned_data.get("may_decide") and owner is not None and not owner.has_perm(actions.DECIDES):
            text = _("%(name)s does not decide about matches, so a key of theirs cannot.")
            self.add_error("may_decide", text % {"name": owner})
        return given


class ApiKeyAdmin(ConfirmedActionsMixin, AskedListMixin, ModelAdmin):
    form = KeyForm
    confirmed_actions = (REVOKE,)
    list_display = ["name", "owner", "start", "state_badge", "may_decide", "expires_on", "used_on"]
    list_select_related = ["owner"]
    search_fields = ["name", "start", "owner__username", "owner__last_name"]
    ordering = ["-pk"]
    compressed_fields = False
    change_form_outer_before_template = "admin/record_panel.html"

    class Media:
        css = {"all": ["admin-loket/admin.css"]}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        told = ["start", "state", "created_at", "used_on"] if obj else []
        return ["owner", "name", "expires_on", "may_decide", *told]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A key is revoked; that it was there stays known."""
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if change:
            return
        made, secret = actions.make(
            by=person(request), owner=obj.owner, name=obj.name, expires_on=obj.expires_on, may_decide=obj.may_decide,
            request=request,
        )  # fmt: skip
        obj.pk, obj.start = made.pk, made.start
        showing.keep(request, made, secret)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The actions keep the history."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The actions keep the history."""

    def response_add(self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:loket_apikey_once", args=[obj.pk]))

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.once_view)
        return [path("<int:pk>/once/", page, name="loket_apikey_once"), *super().get_urls()]

    def once_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows the secret of a key that this person made just now. Loaded again there is nothing to show any more."""
        key = ApiKey.objects.filter(pk=pk).select_related("owner").first() if pk <= LARGEST_ID else None
        if not self.has_add_permission(request):
            raise PermissionDenied
        secret = showing.take(request, key) if key is not None and request.method == "GET" else None
        if secret is None:
            messages.warning(
                request,
                _("A key is shown once, right after it was made. Lost it? Revoke it and make another."),
            )
            return HttpResponseRedirect(reverse("admin:loket_apikey_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Copy this key now"),
            "key": key,
            "secret": secret,
        }
        return TemplateResponse(request, "admin/key_once.html", context)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        names = ("show_save_and_add_another", "show_save_and_continue", *(["show_save"] if object_id else []))
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **dict.fromkeys(names, False)}
        )

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        record = kwargs.get("obj")
        if record is not None and record.pk:
            context["record_actions"] = self.record_actions(request, record)
        return super().render_change_form(request, context, *args, **kwargs)

    def _state(self, key: ApiKey) -> tuple[str, str]:
        if key.revoked_at:
            return "revoked", _("revoked")
        if key.expires_on < timezone.localdate():
            return "expired", _("expired")
        return ("works", _("works")) if key.owner.is_active else ("closed", _("account closed"))

    @display(
        description=gettext_lazy("state"),
        label={"works": "success", "expired": "warning", "revoked": "danger", "closed": "danger"},
    )
    def state_badge(self, key: ApiKey) -> tuple[str, str]:
        return self._state(key)

    @display(description=gettext_lazy("state"))
    def state(self, key: ApiKey) -> str:
        return self._state(key)[1]
