"""Read a decision that came with a key, and carry it out as the page of the match does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError as Invalid
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError

from companies.admin.matching_forms import SameForm
from companies.enums import MatchState
from companies.matching.deciding import AlreadyDecided, NotPossible, is_new, is_same, leave, reopen, split
from companies.matching.sides import cleaned
from companies.matching.site_sides import beside
from companies.merging.aliases import current_slug
from companies.models import Organisation, RowMatch
from loket.api.matching.serializers import CHOICES, DECISIONS, REOPEN, SPLIT
from loket.models import User

__all__ = ["Conflict", "Decision", "decide", "organisation_of", "read"]

MEMBERS = ("decision", "company", "choices", "reason")
LONGEST_REASON = 500


class Conflict(APIException):
    """What was asked does not go with what stands there now."""

    status_code = status.HTTP_409_CONFLICT


@dataclass(frozen=True, slots=True)
class Decision:
    decision: str
    company: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def read(sent: object) -> Decision:
    """What JSON gives, and nothing else; types are strict."""
    if not isinstance(sent, Mapping):
        raise ValidationError(_("Send an object with a decision."))
    wrong: dict[str, list[str]] = {}
    for name, value in sent.items():
        if name not in MEMBERS:
            known = _("This member is unknown; known are: %(names)s.") % {"names": ", ".join(MEMBERS)}
            wrong[str(name)[:60]] = [known]
        elif name == "choices":
            wrong |= _wrong_choices(value)
        elif not isinstance(value, str):
            wrong[name] = [_("Give a text.")]
    if "decision" not in wrong and sent.get("decision") not in DECISIONS:
        wrong["decision"] = [_("Choose from: %(names)s.") % {"names": ", ".join(DECISIONS)}]
    if not wrong:
        is_same_one = sent["decision"] == MatchState.SAME
        if is_same_one and not sent.get("company"):
            wrong["company"] = [_("Name the organisation by its slug.")]
        for name in ("company", "choices"):
            if sent.get(name) and not is_same_one:
                wrong[name] = [_("Leave this out, or decide “same”.")]
        if len(sent.get("reason", "")) > LONGEST_REASON:
            wrong["reason"] = [_("At most %(most)d characters.") % {"most": LONGEST_REASON}]
    if wrong:
        raise ValidationError(wrong)
    return Decision(**sent)


def _wrong_choices(given: object) -> dict[str, list[str]]:
    if not isinstance(given, Mapping):
        return {"choices": [_("Give an object with a choice for each field.")]}
    text = _("Choose from: %(names)s.") % {"names": ", ".join(CHOICES)}
    return {f"choices.{name}"[:60]: [text] for name, choice in given.items() if choice not in CHOICES}


def decide(match: RowMatch, wanted: Decision, user: User) -> None:
    """``ValidationError`` names what is wrong, ``Conflict`` says what somebody decided meanwhile, or what hinders."""
    try:
        if wanted.decision == MatchState.SAME:
            organisation = organisation_of(wanted.company)
            choices = _choices(match, organisation, wanted.choices)
            is_same(
                match_id=match.pk, organisation_id=organisation.pk, choices=choices, reason=wanted.reason, user=user
            )
        elif wanted.decision == REOPEN:
            reopen(match_id=match.pk)
        else:
            act = {SPLIT: split, MatchState.NEW: is_new}.get(wanted.decision, leave)
            act(match_id=match.pk, reason=wanted.reason, user=user)
    except AlreadyDecided as other:
        if _is_the_same(other.match, wanted, user):
            return
        if wanted.decision in {SPLIT, REOPEN}:
            state = other.match.get_state_display()
            raise Conflict(
                _("That does not go with where this match stands now: %(state)s.") % {"state": state}
            ) from None
        raise Conflict(
            _("Nothing of yours is saved: %(who)s decided this meanwhile (%(state)s).")
            % {
                "who": other.match.decided_by or _("the score of a later list"),
                "state": other.match.get_state_display(),
            }
        ) from None
    except (NotPossible, Invalid) as why:
        raise Conflict("; ".join(getattr(why, "messages", [str(why)]))) from None


def _is_the_same(match: RowMatch, wanted: Decision, user: User) -> bool:
    """A request that is repeated after a lost answer finds its own decision."""
    if wanted.decision == REOPEN:
        return match.is_open
    slug = match.organisation.slug if match.organisation else ""
    state = MatchState.NEW if wanted.decision == SPLIT else wanted.decision
    same = wanted.decision != MatchState.SAME or slug == wanted.company
    return match.decided_by_id == user.pk and match.state == state and same


def _choices(match: RowMatch, organisation: Organisation, given: Mapping[str, str]) -> dict[str, str]:
    """Every field that has choices needs one, and no other may have one: the form of the page looks at them."""
    if not match.is_open:
        return dict(given)  # the act tells who decided what
    importer, rows = cleaned(match)
    data = {"organisation": organisation.pk} | {f"field_{name}": choice for name, choice in given.items()}
    form = SameForm(data, sides=beside(organisation, importer, rows))
    wrong: dict[str, Any] = {
        f"choices.{name.removeprefix('field_')}": [str(one) for one in told]
        for name, told in (form.errors or {}).items()
    }
    for name in set(given) - set(form.keys):
        wrong[f"choices.{name}"[:60]] = [_("There is nothing to choose of this field.")]
    if wrong:
        raise ValidationError(wrong)
    return form.choices


def organisation_of(slug: str) -> Organisation:
    """By its own slug; one that was merged tells what it is called now."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        moved = current_slug(slug)
        text = (
            _("This organisation is now called “%(slug)s”.") % {"slug": moved}
            if moved
            else _("There is no organisation “%(slug)s”.") % {"slug": slug[:80]}
        )
        raise ValidationError({"company": [text]})
    return found
