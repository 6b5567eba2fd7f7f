"""``POST /api/v1/suggestions`` proposes a change of an organisation: it waits in the same queue as what pages send."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request

from companies.enums import CaseDoor
from companies.guard import WINDOW, count_within, network_of
from companies.merging.aliases import current_slug
from companies.models import Case, Organisation
from companies.moderation.forms import SuggestionFields, SuggestionForm
from companies.moderation.receiving import receive
from companies.moderation.serializers import SuggestionProposal, SuggestionReceipt
from companies.views.organisation import public_document
from publication.api.asking import PublicView
from publication.api.schema import language_parameter
from publication.exports import JSON, MEDIA_TYPES

__all__ = ["SuggestionsView"]

#: Members of ``changes`` and the fields of the form that they are.
CHANGES = {
    "name": "name", "website": "website", "kvkNumber": "kvk_number", "description": "description",
    "streetAddress": "street_address", "postcode": "postcode", "town": "town", "municipality": "municipality",
    "status": "status_kind",
}  # fmt: skip
ABOUT = {"remark": "remark", "source": "source", "email": "sender_email"}
MEMBERS = ("company", "changes", *ABOUT)
NAMES = {field: f"changes.{name}" for name, field in CHANGES.items()} | {field: name for name, field in ABOUT.items()}
EXAMPLE = OpenApiExample(
    "Another website",
    request_only=True,
    value={
        "company": "voorbeeld-metaal",
        "changes": {"website": "https://voorbeeld.example", "town": "Rotterdam"},
        "source": "Annual report 2025",
        "email": "v.voorbeeld@example.org",
    },
)


class SuggestionsView(PublicView):
    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="suggestAChange",
        summary="Propose a change of an organisation",
        description="Takes in a proposal, as the page “report a change” does: staff decide about each value. What is "
        "decided goes to the address given, once. A few proposals an hour are taken per network.",
        tags=["suggestions"],
        auth=[],
        parameters=[language_parameter()],
        request=SuggestionProposal,
        responses={201: SuggestionReceipt},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        case = take_in(request, asked.language)
        response = HttpResponse(orjson.dumps({"number": case.pk}), content_type=MEDIA_TYPES[JSON], status=201)
        response.headers["Content-Language"] = asked.language
        response.headers["Cache-Control"] = "no-store"
        patch_vary_headers(response, ("Accept", "Accept-Language"))
        return response


def take_in(request: Request, language: str) -> Case:
    """The same checks, limits and action as the page; ``ValidationError`` names each member that is wrong."""
    slug, given = read(request.data)
    try:
        document = public_document(slug)
        organisation = Organisation.objects.get(slug=slug)
    except (Http404, Organisation.DoesNotExist):
        raise ValidationError({"company": [_unknown(slug)]}) from None
    shown = SuggestionFields(document=document, language=language).initial
    form = SuggestionFields({**shown, **given}, document=document, language=language)
    if not form.is_valid():
        errors = {NAMES.get(name, "changes"): [str(one) for one in told] for name, told in form.errors.items()}
        raise ValidationError(errors)
    network = network_of(str(request.META.get("REMOTE_ADDR", "")))
    scope = SuggestionForm.guard_scope
    over = count_within(f"{scope}:{network}", WINDOW) > SuggestionForm.per_network
    if over or count_within(f"{scope}:*", WINDOW) > SuggestionForm.in_all:
        raise Throttled(wait=WINDOW)
    return receive(
        organisation=organisation,
        stamp=f"api {secrets.token_urlsafe(24)}",
        language=language,
        changes=form.changes,
        source=form.cleaned_data["source"],
        remark=form.cleaned_data["remark"],
        sender_email=form.cleaned_data["sender_email"],
        door=CaseDoor.API,
    )


def read(sent: object) -> tuple[str, dict[str, str]]:
    """The slug and the fields of the form that JSON gives. Types are strict: a number is no text."""
    if not isinstance(sent, Mapping):
        raise ValidationError(_("Send an object with company, changes and source."))
    changes = sent.get("changes", {})
    if not isinstance(changes, Mapping):
        raise ValidationError({"changes": [_("Give an object with the values that should change.")]})
    wrong: dict[str, Any] = {}
    given: dict[str, str] = {}
    members = [(str(name), str(name), value, MEMBERS) for name, value in sent.items() if name != "changes"]
    members += [(str(name), f"changes.{name}", value, tuple(CHANGES)) for name, value in changes.items()]
    for name, path, value, known in members:
        if name not in known:
            text = _("This member is unknown; known are: %(names)s.") % {"names": ", ".join(known)}
            wrong[path[:60]] = [text]
        elif not isinstance(value, str):
            wrong[path] = [_("Give a text.")]
        else:
            field = (CHANGES if path.startswith("changes.") else ABOUT).get(name, name)
            given[field] = value
    if "company" not in given and "company" not in wrong:
        wrong["company"] = [_("Name the organisation by its slug.")]
    if wrong:
        raise ValidationError(wrong)
    return given.pop("company"), given


def _unknown(slug: str) -> str:
    if moved := current_slug(slug):
        return str(_("This organisation is now called “%(slug)s”.") % {"slug": moved})
    return str(_("There is no public organisation “%(slug)s”.") % {"slug": slug[:80]})
