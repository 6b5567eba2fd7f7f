"""``/matches``: read whom rows of lists may be about, and decide it.

Only for a key that an administrator made for this, and only as far as its owner decides in the admin. The list itself
was applied by somebody of the team; what is decided here is told in the histories with the name of the owner.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request

from companies.enums import MatchState
from companies.models import RowCandidate, RowMatch
from imports.admin_views import LARGEST_ID
from loket.api.delivering.views import KeyView
from loket.api.matching.deciding import decide, organisation_of, read
from loket.api.matching.serializers import Match, MatchDecision, MatchSideBySide
from loket.api.matching.telling import match_as_json, side_by_side
from loket.errors.parsers import StrictJSONParser
from loket.keys.actions import DECIDES
from loket.logs import record
from publication.api.schema import PATH, QUERY, language_parameter, page_of, page_parameters
from publication.exports import JSON
from publication.queries import LARGEST_PAGE, Problem

ID = OpenApiParameter("id", {"type": "integer", "minimum": 1}, PATH, required=True, description="Number of the match.")
SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,120}$"}
EXAMPLE = OpenApiExample(
    "It is this organisation",
    request_only=True,
    value={
        "decision": "same",
        "company": "voorbeeld-metaal",
        "choices": {"name": "both", "website": "list", "place": "register"},
        "reason": "Zelfde KvK-nummer op de website.",
    },
)


class DecidingView(KeyView):
    parser_classes = (StrictJSONParser,)  # type: ignore[assignment]
    needs: ClassVar[str] = "companies.view_rowmatch"

    def check_permissions(self, request: Request) -> None:
        key: Any = request.auth
        if not key.may_decide:
            raise PermissionDenied(_("This key may not decide about matches; ask the loket for one that may."))
        if not request.user.has_perm(self.needs):
            raise PermissionDenied(_("The owner of this key may not decide about matches."))


def matches() -> Any:
    candidates = Prefetch("candidates", RowCandidate.objects.select_related("organisation"))
    return RowMatch.objects.select_related("job", "organisation", "decided_by").prefetch_related(candidates)


def one_match(number: int) -> RowMatch:
    found: RowMatch | None = matches().filter(pk=number).first() if number <= LARGEST_ID else None
    if found is None:
        raise Http404
    return found


class MatchesView(DecidingView):
    filters = ("state", "import")

    @extend_schema(
        operation_id="listMatches",
        summary="List matches of lists",
        description="Rows of lists of which it is in doubt who they are about, the oldest first. Without state those "
        "that wait for a decision.",
        tags=["matches"],
        parameters=[
            OpenApiParameter(
                "state", {"type": "string", "enum": [*MatchState.values, ""]}, QUERY, description="Only these."
            ),
            OpenApiParameter(
                "import", {"type": "integer", "minimum": 1}, QUERY, description="Only rows that this import brought."
            ),
            *page_parameters(),
            language_parameter(),
        ],
        responses=page_of("MatchesPage", Match),
    )
    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        found = matches().order_by("created_at", "pk")
        state = asked.request.GET.get("state") or MatchState.OPEN.value
        if state not in MatchState.values:
            names = ", ".join(MatchState.values)
            asked.problems.append(Problem("state", _("Choose from: %(names)s.") % {"names": names}))
        found = found.filter(state=state)
        if (number := asked.request.GET.get("import")) is not None:
            if not (number.isascii() and number.isdecimal() and number.strip("0")):
                asked.problems.append(Problem("import", _("Give the number of an import.")))
            else:
                found = found.filter(job_id=min(int(number), LARGEST_ID))
        part, around, link = self.page(asked, found.count(), LARGEST_PAGE)
        return self.answer(asked, {**around, "results": [match_as_json(one) for one in found[part]]}, Link=link)


class MatchView(DecidingView):
    @extend_schema(
        operation_id="readMatch",
        summary="Read a match side by side",
        description="Field by field what the register and the list say. Without company beside the organisation that "
        "was decided, else the likeliest candidate.",
        tags=["matches"],
        parameters=[
            ID,
            OpenApiParameter("company", SLUG, QUERY, description="Slug of the organisation to compare with."),
            language_parameter(),
        ],
        responses=MatchSideBySide,
    )
    def get(self, request: Request, id: int) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others(["company"])
        match = one_match(id)
        likeliest = next((one.organisation for one in match.candidates.all()), None)
        slug = asked.request.GET.get("company")
        try:
            wanted = match.organisation or likeliest if slug is None else organisation_of(slug)
        except ValidationError as unknown:  # the question is sound, the organisation does not exist
            raise NotFound(unknown.detail) from None
        return self.answer(asked, side_by_side(match, wanted))


class MatchDecisionView(DecidingView):
    http_method_names = ["post", "options"]
    needs = DECIDES

    @extend_schema(
        operation_id="decideMatch",
        summary="Decide who rows are about",
        description="As the page of the match does, in the name of the owner of the key: it holds for this source, and "
        "its next list does not ask again. The same decision again by the same owner answers 200 and changes nothing.",
        tags=["matches"],
        parameters=[ID, language_parameter()],
        request=MatchDecision,
        responses={200: OpenApiResponse(Match, description="The match as it is decided.")},
        examples=[EXAMPLE],
    )
    def post(self, request: Request, id: int) -> HttpResponseBase:
        asked = self.asked(request, [JSON])
        asked.refuse_others()
        match, wanted = one_match(id), read(request.data)
        user, key = request.user, request.auth
        decide(match, wanted, user)  # type: ignore[arg-type]
        about = f"match {match.pk} {wanted.decision} with key {key.pk}"
        record("match decided", result="done", request=request._request, who=user.get_username(), object=about)
        return self.answer(asked, match_as_json(one_match(id)))
