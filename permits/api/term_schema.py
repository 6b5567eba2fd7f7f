"""How a question for a term looks in the description of the API: one form for each group of rules with like parameters.

It is read off the rules themselves, so that a rule or parameter that is added is described at once.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from permits.terms import RULES
from permits.terms.options import Option, OptionKind, options_of
from permits.terms.registry import Rule
from permits.terms.suspensions import SuspensionKind
from permits.terms.values import MOST_SUSPENSIONS

Schema = dict[str, Any]
DAY: Schema = {"type": "string", "format": "date"}


def question_schema() -> Schema:
    """The body of ``POST /api/v1/terms``; each form names the rules that it is for."""
    groups: dict[type, list[Rule]] = {}
    for rule in RULES.values():
        groups.setdefault(rule.params, []).append(rule)
    with override("en"):
        return {"oneOf": [_form(params, rules) for params, rules in groups.items()]}


def _form(params: type, rules: list[Rule]) -> Schema:
    named = [rule.name for rule in rules]
    about = "\n".join(f"* `{rule.name}` ({rule.title}): start is “{rule.start}”. {rule.about}" for rule in rules)
    given = {option.name: _parameter(option) for option in options_of(params)}
    return {
        "type": "object",
        "title": ", ".join(named),
        "description": about,
        "required": ["rule", "startDate"],
        "additionalProperties": False,
        "properties": {
            "rule": {"type": "string", "enum": named, "description": "Which term to compute."},
            "startDate": {**DAY, "description": "Day of the event, from 2024-01-01 on."},
            "params": {"type": "object", "additionalProperties": False, "properties": given},
        },
    }


def _parameter(option: Option) -> Schema:
    described = " ".join(str(text) for text in (option.label, option.help) if text)
    return {**_kind(option), "description": described}


def _kind(option: Option) -> Schema:
    match option.kind:
        case OptionKind.FLAG:
            return {"type": "boolean", "default": False}
        case OptionKind.NUMBER:
            return {
                "type": "integer",
                "minimum": option.minimum,
                "maximum": option.maximum,
                "default": option.default,
            }
        case OptionKind.DATE:
            return dict(DAY)
    forms = [_suspension(SuspensionKind.COMPLETION), _suspension(SuspensionKind.BIBOB)]
    return {"type": "array", "maxItems": MOST_SUSPENSIONS, "items": {"oneOf": forms}}


def _suspension(kind: SuspensionKind) -> Schema:
    """Only a request for completion says whether it set a period: without one nothing is suspended."""
    required = ["kind", "requestedOn", "endedOn"]
    properties: Schema = {
        "kind": {"type": "string", "enum": [kind.value]},
        "requestedOn": {**DAY, "description": "Day of the request."},
        "endedOn": {**DAY, "description": "Day of completion, or of receipt of the advice."},
    }
    if kind is SuspensionKind.COMPLETION:
        required.append("periodSet")
        properties["periodSet"] = {"type": "boolean", "description": "Did the request set a period?"}
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}
