"""People who sign in: a list, an invitation, and what an administrator may change."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from loket.accounts import actions
from loket.accounts.invitations import is_invited
from loket.accounts.rules import NotAllowed, may_manage, roles_of
from loket.accounts.sessions import browser_name
from loket.accounts.trail import tell_refusal
from loket.admin.confirmed import USER_ACTIONS, person
from loket.admin.filters import RoleFilter, SecondFactorFilter
from loket.admin.forms import PersonForm
from loket.models import SignedIn, User
from publication.admin.asked import AskedListMixin
from publication.admin.confirm import ConfirmedAction, ConfirmedActionsMixin

OPENING = ("email", "roles")  # what opens doors; nobody changes it for themselves


class UserAdmin(ConfirmedActionsMixin, AskedListMixin, ModelAdmin):
    """Every write goes through ``loket.accounts.actions``; rights by hand, superuser and staff are no fields here."""

    form = PersonForm
    confirmed_actions = USER_ACTIONS
    list_display = ["person", "email", "shown_roles", "state_badge", "factor_badge", "last_login"]
    list_display_links = ["person"]
    list_filter = [RoleFilter, "is_active", SecondFactorFilter]
    list_filter_submit = True
    list_per_page = 50
    search_fields = ["first_name", "last_name", "email", "username"]
    search_help_text = gettext_lazy("Name or mail address")
    ordering = ["last_name", "first_name", "username"]
    compressed_fields = False
    warn_unsaved_form = True
    change_form_outer_before_template = "admin/record_panel.html"

    class Media:
        css = {"all": ["admin-loket/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return super().get_queryset(request).annotate(has_factor=Exists(factor)).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        gives = obj is None or (self.has_change_permission(request, obj) and obj.pk != request.user.pk)
        access = "roles" if gives else "shown_roles"
        fieldsets: list[Any] = [
            (None, {"fields": [("first_name", "last_name"), ("email", "language")]}),
            (gettext_lazy("What they may do"), {"fields": [access]}),
        ]
        if obj is not None:
            fields = [("state", "factor"), ("last_login", "date_joined"), "places"]
            fieldsets.append((gettext_lazy("Signing in"), {"fields": fields}))
        return fieldsets

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["first_name", "last_name", "email", "language", "roles"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return []
        told = ["state", "factor", "last_login", "date_joined", "places", "shown_roles"]
        return [*told, *OPENING] if obj.pk == request.user.pk else told

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_manage(person(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed; what its person did stays theirs."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except NotAllowed as refusal:
            # The form offers nothing that is refused; a right may have gone while it was open.
            tell_refusal(person(request), "account change", request.path, str(refusal), request=request)
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        by = person(request)
        if not change:
            made = actions.invite(by=by, details=form.details, roles=form.chosen_roles, request=request)
            obj.pk, obj.username = made.pk, made.username
            return
        actions.change_details(by=by, user=obj, changes=form.changes, request=request)
        if "roles" in form.changed_data:
            actions.set_roles(by=by, user=obj, roles=form.chosen_roles, request=request)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Everything is saved already."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The actions keep the history."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The actions keep the history."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        messages.info(request, _("%(address)s gets a mail to choose a password.") % {"address": obj.email})
        return super().response_add(request, obj, post_url_continue)

    def run_confirmed(self, request: HttpRequest, action: ConfirmedAction, records: QuerySet, form: Form) -> None:
        try:
            super().run_confirmed(request, action, records, form)
        except NotAllowed as refusal:
            about = ", ".join(records.values_list("username", flat=True)[:20])
            tell_refusal(person(request), action.name, about, str(refusal), request=request)
            messages.error(request, str(refusal))

    def record_actions(self, request: HttpRequest, record: Any) -> list[dict[str, Any]]:
        return [] if record.pk == request.user.pk else super().record_actions(request, record)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        record = kwargs.get("obj")
        if record is not None and record.pk:
            context["record_actions"] = self.record_actions(request, record)
            if record.pk == request.user.pk:
                text = _("This is your own account. Your mail address and roles are changed by another administrator.")
                context["record_notes"] = [{"level": "warning", "text": text}]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def person(self, user: User) -> str:
        return user.get_full_name() or user.get_username()

    @admin.display(description=gettext_lazy("roles"))
    def shown_roles(self, user: User) -> str:
        names = [str(role.label) for role in roles_of(user)]
        return ", ".join([_("superuser"), *names] if user.is_superuser else names) or _("no role")

    def _state(self, user: User) -> tuple[str, str]:
        if not user.is_active:
            return "closed", _("closed")
        return ("invited", _("invited")) if is_invited(user) else ("active", _("active"))

    @display(
        description=gettext_lazy("state"),
        ordering="is_active",
        label={"active": "success", "invited": "info", "closed": "danger"},
    )
    def state_badge(self, user: User) -> tuple[str, str]:
        return self._state(user)

    @display(
        description=gettext_lazy("second factor"), ordering="has_factor", label={"yes": "success", "no": "warning"}
    )
    def factor_badge(self, user: Any) -> tuple[str, str]:
        return ("yes", _("yes")) if user.has_factor else ("no", _("no"))

    @admin.display(description=gettext_lazy("state"))
    def state(self, user: User) -> str:
        return self._state(user)[1]

    @admin.display(description=gettext_lazy("second factor"))
    def factor(self, user: Any) -> str:
        return _("set up") if user.has_factor else _("none yet")

    @admin.display(description=gettext_lazy("signed in now"))
    def places(self, user: User) -> Any:
        alive = SignedIn.objects.filter(user=user).alive()
        listed = format_html_join("", "<li>{}</li>", ((self._place(place),) for place in alive))
        return format_html("<ul>{}</ul>", listed) if listed else _("nowhere")

    @staticmethod
    def _place(place: SignedIn) -> str:
        seen = date_format(timezone.localtime(place.seen_at), "H:i")
        return ", ".join(part for part in (browser_name(place.browser), place.network, seen) if part)
