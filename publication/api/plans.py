"""What a query string came to, kept per process for as long as the listings stand.

Reading filters costs more than reading rows. A plan is filed under the validator of its answer, which differs for
every other question, language, release and version of the listings: a plan that is found is right.
"""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict

_MOST = 1000


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """The records of a page, and where the page stands."""

    count: int
    page: int
    last_page: int
    pks: tuple[int, ...]


class Plans:
    """The plans used last."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._plans: OrderedDict[str, Plan] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, validator: str) -> Plan | None:
        with self._lock:
            if (plan := self._plans.get(validator)) is not None:
                self._plans.move_to_end(validator)
            return plan

    def put(self, validator: str, plan: Plan) -> None:
        with self._lock:
            self._plans[validator] = plan
            if len(self._plans) > self._most:
                self._plans.popitem(last=False)


plans = Plans()
