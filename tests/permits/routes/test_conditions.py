"""Three-valued conditions, and what reading refuses: unknown names, wrong operators, circles. Each by its place."""

import copy
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from permits.routes import conditions
from permits.routes.checks import check_ruleset
from permits.routes.conditions import Answer, Either, Every, Not, Operator, Unsettled, Verdict
from permits.routes.errors import RulesetError
from permits.routes.reading import read_ruleset
from permits.terms import CURRENT

TRUTHS = st.sampled_from([True, False, None])


class Facts:
    """Question ``a`` is answered with True, False or not at all, and so on."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    def answer(self, question: str) -> Answer:
        value = self.answers.get(question)
        return Answer("yes" if value else "no", known=value is not None)

    def permit(self, permit_type: str) -> Verdict:
        return Verdict(None)

    def split(self) -> Verdict:
        return Verdict(None)


def yes(question: str) -> conditions.Test:
    return conditions.Test(question, Operator.IS, "yes")


def kleene_and(*truths):
    return False if False in truths else None if None in truths else True


def kleene_or(*truths):
    return True if True in truths else None if None in truths else False


@given(TRUTHS, TRUTHS, TRUTHS)
def test_truth_tables(a, b, c):
    facts = Facts(a=a, b=b, c=c)
    parts = (yes("a"), yes("b"), yes("c"))
    assert Every(parts).judge(facts).truth is kleene_and(a, b, c)
    assert Either(parts).judge(facts).truth is kleene_or(a, b, c)
    assert Not(yes("a")).judge(facts).truth is (None if a is None else not a)
    assert Not(Every(parts)).judge(facts).truth is Either(tuple(map(Not, parts))).judge(facts).truth


def test_a_verdict_names_only_the_answers_that_decided():
    facts = Facts(a=True, b=False, c=None)
    parts = (yes("a"), yes("b"), yes("c"))
    assert Every(parts).judge(facts) == Verdict(False, ("b",))
    assert Either(parts).judge(facts) == Verdict(True, ("a",))
    assert Every((yes("a"), yes("c"))).judge(facts) == Verdict(None, ("c",))
    assert Every((yes("a"), Unsettled())).judge(facts) == Verdict(None, ())


def test_thresholds_are_strict_where_the_law_says_more_than(planned):
    """More than 10 tonnes per day, 10,000 kilograms or more."""
    for amount, need in ((10, "not-needed"), (10.000001, "needed")):
        made = planned(
            activities=["hazardous-treatment"],
            hazardous_per_day=amount,
            hazardous_stored=0,
            site="new",
            inputs=["products"],
        )
        assert made.situation.decide("mba-ippc").need == need
    for amount, need in ((9999, "not-needed"), (10000, "needed")):
        made = planned(activities=["none"], inputs=["none"], packaged=amount, very_toxic=0)
        assert made.situation.decide("mba-overig").need == need


def test_what_is_not_asked_is_not_above_a_threshold(planned):
    made = planned(activities=["laboratory"], inputs=["products"], hazardous_per_day=500)
    assert made.situation.decide("mba-ippc").need == "not-needed"
    assert made.situation.idle() == ("hazardous-per-day",)


def test_unknown_makes_possible_and_never_certain(planned):
    made = planned(activities=["hazardous-treatment"], hazardous_per_day="unknown")
    assert made.situation.decide("mba-ippc").need == "possible"
    assert made.situation.decide("mba-overig").need == "possible"
    nothing = planned()
    assert {nothing.situation.decide(slug).need.value for slug in nothing.ruleset.permit_types} == {
        "possible",
    } | {nothing.situation.decide("bbt").need.value}
    assert not any(entry.decision.need == "needed" for entry in nothing.entries)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def row(document, section: str, slug: str) -> dict[str, Any]:
    return next(one for one in document[section] if one["slug"] == slug)


def spoiled(document, section: str, slug: str, **changes: Any) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    row(changed, section, slug).update({"if" if name == "condition" else name: v for name, v in changes.items()})
    return changed


def problems_of(document) -> dict[str, str]:
    with pytest.raises(RulesetError) as caught:
        read_ruleset(document)
    return {one.path: str(one.reason) for one in caught.value.problems}


@pytest.mark.parametrize(
    ("condition", "path", "words"),
    [
        ({"question": "colour", "is": "red"}, "", "“colour”"),
        ({"question": "site", "is": "moon"}, "", "“moon”"),
        ({"question": "site", "above": 5}, "", "choice"),
        ({"question": "packaged", "above": "much"}, "", "“much”"),
        ({"question": "packaged", "is": 5}, "", "quantity"),
        ({"question": "site"}, "", "exactly one"),
        ({"question": "site", "is": "new", "in": []}, "", "exactly one"),
        ({"question": "site", "in": "new"}, "", "list"),
        ({"permit": "licence"}, "", "“licence”"),
        ({"stage": "moon"}, "", "“moon”"),
        ({"all": []}, ".all", "at least one"),
        ({"all": [{"question": "x", "is": 1}]}, ".all.0", "“x”"),
        ({"any": {"question": "site", "is": "new"}}, ".any", "list"),
        ({"not": None}, ".not", "object"),
        ({"nearly": []}, "", "one of"),
        ({"permit": "mer", "is": True}, "", "“is”"),
        ([], "", "object"),
        ("site", "", "object"),
        ({"split": "province"}, "", "water-board"),
    ],
)
def test_a_condition_that_cannot_be_read_is_told_by_its_place(document, condition, path, words):
    found = problems_of(spoiled(document, "rules", "other-scrap", condition=condition))
    assert words in found[f"rules.other-scrap.if{path}"]


def test_depth_is_limited(document):
    condition: dict[str, Any] = {"question": "site", "is": "new"}
    for _level in range(30):
        condition = {"not": condition}
    found = problems_of(spoiled(document, "rules", "other-scrap", condition=condition))
    assert any("too deeply" in reason for reason in found.values())


def test_permits_that_decide_each_other_go_round(document):
    changed = spoiled(document, "rules", "eia-storage", condition={"permit": "mer-beoordeling"})
    found = problems_of(changed)
    assert "circle" in next(reason for path, reason in found.items() if path.startswith("rules."))
    assert "mer → mer-beoordeling → mer" in " ".join(found.values()) or "mer-beoordeling → mer →" in " ".join(
        found.values()
    )


def test_a_rule_about_its_own_permit_must_set_something(document):
    found = problems_of(spoiled(document, "rules", "other-scrap", condition={"permit": "mba-overig"}))
    assert "loops" in found["rules.other-scrap"]


def test_questions_that_wait_for_each_other_go_round(document):
    changed = spoiled(document, "questions", "nitrogen", askIf={"question": "nature-test", "is": "effects"})
    assert "circle" in " ".join(problems_of(changed).values())
    through = spoiled(document, "questions", "activities", askIf={"permit": "mba-ippc"})
    assert "circle" in " ".join(problems_of(through).values())


def test_steps_that_wait_for_each_other_go_round(document):
    changed = copy.deepcopy(document)
    back = {**changed["dependencies"][0], "slug": "back", "before": "mba-ippc", "after": "mer-beoordeling"}
    changed["dependencies"].append(back)
    assert any(path.startswith("dependencies.") for path in problems_of(changed))


def test_a_step_that_waits_for_what_goes_with_it_goes_round(document):
    changed = copy.deepcopy(document)
    first = changed["dependencies"][0]
    assert first["kind"] == "decided-before-application"
    changed["dependencies"].append({**first, "slug": "with", "kind": "applied-together"})
    told = " ".join(problems_of(changed).values())
    assert "circle" in told
    assert "mba-ippc" in told
    assert "mer-beoordeling" in told
    # Through a third permit, too: both go with it, and one waits for the other.
    for slug, after in (("with-a", first["after"]), ("with-b", first["before"])):
        changed["dependencies"].append(
            {**first, "slug": slug, "before": "opa-binnenplans", "after": after, "kind": "applied-together"}
        )
    changed["dependencies"] = [one for one in changed["dependencies"] if one["slug"] != "with"]
    assert "circle" in " ".join(problems_of(changed).values())


@pytest.mark.parametrize(
    ("section", "slug", "changes", "path"),
    [
        ("rules", "other-scrap", {"permitType": "licence"}, "rules.other-scrap.permitType"),
        ("rules", "other-scrap", {"need": "perhaps"}, "rules.other-scrap.need"),
        ("rules", "other-scrap", {"because": {"nl": "Zo"}}, "rules.other-scrap.because"),
        ("rules", "other-scrap", {"confidence": "sure"}, "rules.other-scrap.confidence"),
        ("rules", "other-eia", {"set": {"speed": 1}}, "rules.other-eia.set"),
        ("rules", "other-eia", {"set": {"procedure": "fast"}}, "rules.other-eia.set.procedure"),
        ("rules", "other-eia", {"set": {"consent": "yes"}}, "rules.other-eia.set.consent"),
        ("questions", "site", {"kind": "guess"}, "questions.site.kind"),
        ("questions", "site", {"options": []}, "questions.site.options"),
        ("questions", "plot", {"options": [{"value": "a", "text": "A"}]}, "questions.plot.options"),
        ("dependencies", "screening-before-ippc", {"after": "licence"}, "dependencies.screening-before-ippc.after"),
        ("dependencies", "screening-before-ippc", {"kind": "later"}, "dependencies.screening-before-ippc.kind"),
        ("permitTypes", "bopa", {"term": {"rule": "fast", "text": "x"}}, "permitTypes.bopa.term.rule"),
        ("permitTypes", "bopa", {"authority": {"kind": "fixed", "authority": "nobody"}}, "permitTypes.bopa"),
        ("competence", "c1", {"permitTypes": ["licence"]}, "competence.c1.permitTypes"),
    ],
)
def test_other_faults_of_a_document(document, section, slug, changes, path):
    assert path in problems_of(spoiled(document, section, slug, **changes))


def test_a_document_without_its_parts():
    assert set(problems_of({})) >= {"questions", "rules", "permitTypes", "competence", "dependencies"}


def test_the_rules_of_the_repository_pass_all_checks(ruleset):
    assert [f"{one.path}: {one.reason}" for one in check_ruleset(ruleset, CURRENT)] == []


def checked(document) -> dict[str, str]:
    return {one.path: str(one.reason) for one in check_ruleset(read_ruleset(document), CURRENT)}


def test_a_question_that_no_answers_lead_to(document):
    never = {"all": [{"question": "site", "is": "new"}, {"question": "site", "is": "change-province"}]}
    assert "questions.land.askIf" in checked(spoiled(document, "questions", "land", askIf=never))
    hidden = {"all": [{"question": "significant-effects", "is": "yes"}, {"question": "site", "is": "new"}]}
    assert "questions.land.askIf" in checked(spoiled(document, "questions", "land", askIf=hidden))


def test_a_rule_that_never_holds(document):
    never = {"all": [{"question": "packaged", "below": 5}, {"question": "packaged", "above": 6}]}
    assert "rules.other-scrap.if" in checked(spoiled(document, "rules", "other-scrap", condition=never))


def test_an_answer_without_an_outcome_and_a_question_without_use(document):
    changed = copy.deepcopy(document)
    changed["rules"] = [one for one in changed["rules"] if one["slug"] not in ("land-lease", "mining")]
    found = checked(changed)
    assert "changes nothing" in found["questions.land"]
    assert "“mining”" in found["questions.activities"]
    assert "permitTypes.mijnbouw" in found
    assert "permitTypes.terreinuitgifte" in found


def test_no_cases_is_a_problem(document):
    assert "cases" in checked({**document, "cases": []})


def test_an_answer_that_may_not_apply_makes_nothing_certain(planned):
    """Twelve tonnes per day count only once it is known that hazardous waste is treated."""
    open_yet = planned(hazardous_per_day=12)
    assert open_yet.situation.decide("mba-ippc").need == "possible"
    assert "activities" in open_yet.situation.decide("mba-ippc").questions
    assert (
        planned(hazardous_per_day=12, activities=["hazardous-treatment"]).situation.decide("mba-ippc").need == "needed"
    )
