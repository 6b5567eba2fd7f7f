"""The forms of a claim and of an organisation's own page."""

from __future__ import annotations

import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from companies.claims.domains import is_own_address, own_domain
from companies.claims.proof import ACCEPT, proof_type
from companies.enums import ActivityStatus, ClaimRoute, Eligibility
from companies.guard import GuardedForm
from companies.models import Municipality, Organisation
from companies.moderation.fields import FIELDS, SHOWS, current
from companies.moderation.forms import SuggestionForm, postcode_of
from companies.moderation.seen import altered, seen_elsewhere, seen_token, seen_values
from companies.names import normal_name
from valuechains.models import Stage

__all__ = ["ClaimForm", "ProfileForm"]


class ClaimForm(GuardedForm):
    """``route`` and ``proof_type`` of a valid form tell how the claim is checked."""

    guard_scope = "claim"
    per_network = 5

    eligibility = forms.ChoiceField(
        label=gettext_lazy("Why may you speak for it?"), choices=Eligibility.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    role = forms.CharField(
        label=gettext_lazy("Your role"), max_length=120, widget=forms.TextInput({"autocomplete": "organization-title"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address at the organisation"), max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy("At the domain of its website. We send a private link to it."),
    )  # fmt: skip
    proof_url = forms.URLField(
        label=gettext_lazy("Proof on the web"), max_length=500, required=False, assume_scheme="https",
        help_text=gettext_lazy("For example the page of its website that names you."),
    )  # fmt: skip
    proof = forms.FileField(
        label=gettext_lazy("Or a document as proof"), required=False, widget=forms.FileInput({"accept": ACCEPT}),
        help_text=gettext_lazy("PDF, PNG or JPEG, 5 MB at most. Only staff see it. Send no copy of an identity card."),
    )  # fmt: skip
    remark = forms.CharField(
        label=gettext_lazy("Something else"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, organisation: Organisation, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.organisation = organisation
        self.domain = own_domain(organisation.website)
        self.route = ClaimRoute.DOMAIN if self.domain else ClaimRoute.BY_HAND
        self.proof_type = ""
        if not self.domain:
            self.fields["email"].help_text = _("We do not know a domain of this organisation: staff check by hand.")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if self.domain and not is_own_address(email, self.domain):
            text = _(
                "“%(given)s” is not the domain of %(name)s. Use your mail address at the organisation itself; without "
                "one, report the change instead or ask the loket."
            )
            raise ValidationError(text % {"given": email.rpartition("@")[2], "name": self.organisation.name})
        return email

    def clean_proof(self) -> Any:
        file = self.cleaned_data["proof"]
        if file:
            self.proof_type = proof_type(file)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_hand = self.route == ClaimRoute.BY_HAND
        if by_hand and not self.errors and not cleaned.get("proof") and not cleaned.get("proof_url"):
            raise ValidationError({"proof_url": _("Give a link or a document as proof: staff check by hand.")})
        return cleaned


class ProfileForm(GuardedForm):
    """What the register says of an organisation, for itself to alter. ``changes`` of a valid form: field name →
    (what the page showed, what it should say)."""

    guard_scope = "profile"
    per_network = 20

    SHARED = (
        "website", "kvk_number", "street_address", "postcode", "town", "municipality", "name", "status_kind", "remark",
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, request: HttpRequest, **kwargs: Any) -> None:
        self.stages = {f"stage_{stage.slug}": stage for stage in Stage.objects.published()}
        names = [*FIELDS, *SHOWS, *(f"stage:{stage.slug}" for stage in self.stages.values())]
        self.values = {name: current(organisation, name) for name in names}
        initial: dict[str, Any] = {_key(name): value for name, value in self.values.items()}
        initial |= {name: self.values[name] == "yes" for name in SHOWS}
        initial["seen"] = seen_token(self.guard_scope, organisation.pk, self.values)
        super().__init__(*args, request=request, initial=initial, **kwargs)
        self.pk = organisation.pk
        self.changes: dict[str, tuple[str, str]] = {}
        self._add_fields()

    def _add_fields(self) -> None:
        for name in self.SHARED:
            self.fields[name] = copy.deepcopy(SuggestionForm.base_fields[name])
        for name in ("description_nl", "description_en"):
            self.fields[name] = forms.CharField(
                label=FIELDS[name].label, max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
            )
        for name, field in SHOWS.items():
            self.fields[name] = forms.BooleanField(label=field.label, required=False)
        nothing = [("", pgettext_lazy("in a stage", "not at work here")), *ActivityStatus.choices]
        for name, stage in self.stages.items():
            label = stage.name_en if get_language() == "en" else stage.name_nl
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=nothing)
        known = Municipality.objects.published().values_list("slug", "name")
        self.fields["municipality"].choices = [("", _("Not known")), *known]  # type: ignore[attr-defined]
        self.fields["remark"].help_text = _("For example materials, other places, or people that should not be named.")
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def carry_over(self, typed: QueryDict) -> QueryDict | None:
        """What was typed on the page of an organisation that became part of this one; what was left there as it was is
        here as this page says. None when the page was of this one."""
        seen = seen_elsewhere(typed.get("seen", ""), self.guard_scope, self.pk)
        if seen is None:
            return None
        carried = typed.copy()
        given = {name: typed.get(_key(name), "") for name in seen.keys() & self.values.keys()}
        given |= {name: "yes" if given[name] else "no" for name in given.keys() & SHOWS.keys()}
        for name in self.values.keys() - altered(seen, given).keys():
            value = self.values[name]
            carried[_key(name)] = ("on" if value == "yes" else "") if name in SHOWS else value
        carried["seen"] = seen_token(self.guard_scope, self.pk, self.values)
        return carried

    def groups(self) -> list[dict[str, Any]]:
        """The fields as the page groups them; each group ends with whether everybody may see it."""
        place = ("street_address", "postcode", "town", "municipality", "shows_sites")
        named = [
            (_("What you do"), ("description_nl", "description_en", "shows_description")),
            (_("Place in the chain"), (*self.stages, "shows_activities")),
            (_("Contact"), ("website", "kvk_number", "shows_contact")),
            (_("Main place"), place),
            (_("The organisation"), ("name", "status_kind", "remark")),
        ]
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in named]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "postcode" in cleaned:
            cleaned["postcode"] = postcode_of(cleaned["postcode"])
        if cleaned.get("name") and not normal_name(cleaned["name"]):
            self.add_error("name", _("“%(name)s” has no letters or digits.") % {"name": cleaned["name"]})
        if self.errors:
            return cleaned
        seen = seen_values(self.data.get("seen", ""), self.guard_scope, self.pk, self.values)
        self.changes = altered(seen, {name: self._wanted(name) for name in seen})
        if not self.changes and not cleaned.get("remark"):
            raise ValidationError(_("Nothing is changed yet. Is all of it right? Then press “Everything is right”."))
        return cleaned

    def _wanted(self, name: str) -> str:
        value = self.cleaned_data.get(_key(name))
        if name in SHOWS:
            return "yes" if value else "no"
        return str(value or "")


def _key(name: str) -> str:
    return name.replace("stage:", "stage_", 1)
