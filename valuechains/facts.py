"""Which facts of a material we know, and the shape of the value of each."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# A share that the source gives roughly: above, below, or between two percentages.
ABOUT = re.compile(r"[<>~]?\d{1,2}(-\d{1,3})?")

Check = Callable[[Any], str]


@dataclasses.dataclass(frozen=True, slots=True)
class FactKind:
    """``check`` gives what is wrong with a value, in words; an empty text when it is right."""

    label: Any
    example: Any
    check: Check


def problem_of(key: str, value: Any) -> str:
    """What is wrong with the value of a fact; nothing when it is unknown (``None``) or right."""
    kind = FACTS.get(key)
    if kind is None:
        return _("“%(key)s” is not a fact we know. Known are: %(known)s.") % {"key": key, "known": ", ".join(FACTS)}
    if value is None:
        return ""
    problem = kind.check(value)
    if not problem:
        return ""
    return _("%(problem)s An example: %(example)s") % {"problem": problem, "example": example_text(key)}


def example_text(key: str) -> str:
    return json.dumps(FACTS[key].example, ensure_ascii=False)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(most: float) -> Check:
    def check(value: Any) -> str:
        if _is_number(value) and 0 <= value <= most:
            return ""
        return _("Give a number from 0 to %(most)s.") % {"most": f"{most:g}"}

    return check


def _stage(value: Any) -> str:
    return "" if value in ("extraction", "processing") else _("Give “extraction” or “processing”.")


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else _("Give true or false.")


def _texts(value: Any) -> str:
    right = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    return "" if right else _("Give a list of texts.")


def _codes(value: Any) -> str:
    names = ("code", "form_nl", "form_en")
    right = isinstance(value, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(name), str) and one[name] for name in names) for one in value
    )
    return "" if right else _("Give a list of codes, each with “code”, “form_nl” and “form_en”.")


def _share_problem(value: dict[str, Any], name: str) -> str:
    share = value.get(name)
    if share is None or (_is_number(share) and 0 <= share <= 100):
        return ""
    if isinstance(share, str) and ABOUT.fullmatch(share):
        return ""
    return _("“%(name)s” is a percentage from 0 to 100, or a text such as “>85”.") % {"name": name}


def _country(value: Any) -> str:
    if not isinstance(value, dict):
        return _("Give a country with its share.")
    for name in ("country_nl", "country_en"):
        if not isinstance(value.get(name), str) or not value[name]:
            return _("“%(name)s” is missing.") % {"name": name}
    third = value.get("third_country")
    return _share_problem(value, "share") or (_country(third) if third is not None else "")


def _reliance(value: Any) -> str:
    if not isinstance(value, dict) or not _is_number(value.get("share")):
        return _("Give an object with a “share”.")
    return _share_problem(value, "share") or _share_problem(value, "other_stage_share")


def _uses(value: Any) -> str:
    if not isinstance(value, list):
        return _("Give a list of uses.")
    for number, use in enumerate(value, start=1):
        if not isinstance(use, dict) or not all(isinstance(use.get(name), str) and use[name] for name in ("nl", "en")):
            return _("Use %(number)d needs a name in “nl” and “en”.") % {"number": number}
        if problem := _share_problem(use, "share"):
            return problem
    return ""


FACTS: dict[str, FactKind] = {
    "supply_risk": FactKind(gettext_lazy("supply risk"), 1.8, _number(20)),
    "economic_importance": FactKind(gettext_lazy("economic importance"), 5.4, _number(20)),
    "critical_stage": FactKind(gettext_lazy("stage with the highest risk"), "extraction", _stage),
    "main_global_producer": FactKind(
        gettext_lazy("largest producer in the world"),
        {"country_nl": "China", "country_en": "China", "country_code": "CN", "share": 56.4},
        _country,
    ),
    "main_eu_source": FactKind(
        gettext_lazy("largest source of the EU"),
        {"country_nl": "Turkije", "country_en": "Turkey", "country_code": "TR", "share": 63, "in_eu": False},
        _country,
    ),
    "import_reliance": FactKind(gettext_lazy("import reliance"), {"share": 100}, _reliance),
    "recycling_input_rate": FactKind(gettext_lazy("end-of-life recycling input rate"), 28, _number(100)),
    "main_uses": FactKind(gettext_lazy("main uses"), [{"nl": "glas", "en": "glass", "share": 18}], _uses),
    "hs_cn": FactKind(
        gettext_lazy("customs codes"),
        [{"code": "8110 10", "form_nl": "ruw antimoon", "form_en": "unwrought antimony"}],
        _codes,
    ),
    "symbols": FactKind(gettext_lazy("chemical symbols"), ["Sb"], _texts),
    "members": FactKind(gettext_lazy("elements in the group"), ["La", "Ce"], _texts),
    "figure1": FactKind(gettext_lazy("named in figure 1"), True, _flag),
}
