"""How many legal terms one core computes in a second, and how long a whole route plan takes.

The terms are all cases of fixtures/terms/cases.json, again and again; the plans are the worked cases of fixtures/law.

Run ``python -m benchmarks.permits``. Processor time is measured, so that other work on the machine does not count;
reading the question and making every step, reading and notice is in it, putting them into words is measured apart.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parents[1] / "fixtures" / "terms" / "cases.json"
ROUNDS = 5
TERMS_A_ROUND = 26_000
FLOOR = 20_000
PLANS_A_ROUND = 5
MOST_MILLISECONDS = 15


def rate(run: Callable[[dict[str, Any]], object], cases: list[dict[str, Any]], terms: int) -> float:
    """Terms a second of processor time: the median of the rounds."""
    rates = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        for number in range(terms):
            run(cases[number % len(cases)])
        rates.append(terms / (time.process_time() - begun))
    return statistics.median(rates)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.test")
    import django

    django.setup()

    from django.utils.translation import override

    from permits.answers import as_json
    from permits.terms import compute

    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]

    def computed(case: dict[str, Any]) -> object:
        return compute(case["rule"], case["startDate"], case["params"])

    def told(case: dict[str, Any]) -> object:
        return as_json(compute(case["rule"], case["startDate"], case["params"]))

    for case in cases:
        computed(case)
    terms = rate(computed, cases, TERMS_A_ROUND)
    with override("nl"):
        answers = rate(told, cases, TERMS_A_ROUND // 10)
    print(f"terms computed a second: {terms:,.0f} (at least {FLOOR:,} wanted)")
    print(f"answers in Dutch a second: {answers:,.0f}")
    slowest = plans()
    return 0 if terms >= FLOOR and slowest < MOST_MILLISECONDS else 1


def plans() -> float:
    """Milliseconds of the slowest worked case: the median of its rounds, for the plan alone and with its JSON."""
    from django.utils.translation import override

    from permits.law.document import read_files
    from permits.routes.plan import plan
    from permits.routes.reading import read_ruleset
    from permits.routes.telling import as_document
    from permits.terms import CURRENT

    ruleset = read_ruleset(read_files())
    made, told = {}, {}
    with override("nl"):
        for case in ruleset.cases:
            made[case.slug] = milliseconds(lambda case=case: plan(ruleset, case.answers, CURRENT))
            told[case.slug] = milliseconds(lambda case=case: as_document(plan(ruleset, case.answers, CURRENT)))
    slowest = max(made, key=lambda slug: made[slug])
    median = statistics.median(made.values())
    print(f"a route plan: {median:.1f} ms (median of {len(made)} cases; under {MOST_MILLISECONDS} wanted)")
    print(f"the slowest, {slowest}: {made[slowest]:.1f} ms; as JSON in Dutch at most {max(told.values()):.1f} ms")
    return made[slowest]


def milliseconds(run: Callable[[], object]) -> float:
    """Processor time of one run: the median of the rounds, after one to warm up."""
    run()
    rounds = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        for _number in range(PLANS_A_ROUND):
            run()
        rounds.append((time.process_time() - begun) / PLANS_A_ROUND * 1000)
    return statistics.median(rounds)


if __name__ == "__main__":
    raise SystemExit(main())
