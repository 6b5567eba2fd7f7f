"""Whom rows may be about: organisations that share a block with them, scored. Never all pairs, and few queries.

A block that many organisations stand in tells nothing and is left out, so that the cost of a row does not grow with
the register.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import orjson
from django.conf import settings
from django.db import connection

from companies.matching.judging import Judgement, judge
from companies.matching.keys import keys_of
from companies.matching.register import Known, subjects
from companies.matching.subject import Subject
from companies.matching.thresholds import thresholds
from companies.models import MatchKey, Organisation

NO_CEILING = 2**62


def judge_all(
    ones: Sequence[Subject], *, ceiling: int = NO_CEILING, without: Sequence[Collection[int]] = ()
) -> list[Judgement]:
    """What each is, in order; four queries, whatever their number.

    ``ceiling`` is the highest number of an organisation to look at; ``without`` names for each the organisations that
    somebody said it is not.
    """
    limits = thresholds()
    near = near_ones(ones, ceiling=ceiling)
    known = {one[0]: one for one in subjects({pk for pks in near for pk in pks})} if any(near) else {}
    judgements = []
    for number, (one, pks) in enumerate(zip(ones, near, strict=True)):
        refused = without[number] if without else ()
        among: list[Known] = [known[pk] for pk in pks if pk in known and pk not in refused]
        judgements.append(judge(one, among, limits))
    return judgements


def near_ones(ones: Sequence[Subject], *, ceiling: int) -> list[list[int]]:
    """For each the organisations that share a block with it, those that share most first."""
    keys = [keys_of(one) for one in ones]
    blocks = _blocks({key for some in keys for key in some}, ceiling)
    numbers = {value: pks for value, pks in _by_number(ones).items() if pks}
    most = settings.MATCH_CANDIDATES
    found = []
    for one, some in zip(ones, keys, strict=True):
        shared = Counter(pk for key in some for pk in blocks.get(key, ()))
        ranked = sorted(shared, key=lambda pk: (-shared[pk], pk))[:most]
        found.append([*numbers.get(one.rsin, ()), *ranked] if one.rsin else ranked)
    return found


def _by_number(ones: Sequence[Subject]) -> dict[str, list[int]]:
    wanted = {one.rsin for one in ones if one.rsin}
    if not wanted:
        return {}
    rows = Organisation.objects.filter(rsin__among=wanted).values_list("rsin", "pk")
    return {rsin: [pk] for rsin, pk in rows if rsin}


def _blocks(keys: Collection[int], ceiling: int) -> Mapping[int, list[int]]:
    """Who stands in each block; blocks of more than ``MATCH_BLOCK_LIMIT`` are left out."""
    if not keys:
        return {}
    limit: int = settings.MATCH_BLOCK_LIMIT
    given: list[str | int]
    table = connection.ops.quote_name(MatchKey._meta.db_table)
    if connection.vendor == "postgresql":
        few = f"SELECT number FROM {table} WHERE key = sought.key AND number <= %s ORDER BY number LIMIT %s"  # noqa: S608
        statement = (
            "SELECT sought.key, unnest(near.numbers) FROM unnest(%s::bigint[]) AS sought(key) CROSS JOIN LATERAL ("  # noqa: S608
            f"SELECT array_agg(number) AS numbers FROM ({few}) AS few) AS near WHERE cardinality(near.numbers) < %s"
        )
        given = ["{" + ",".join(map(str, sorted(keys))) + "}", ceiling, limit + 1, limit + 1]
    else:
        statement = (
            "SELECT key, number FROM (SELECT key, number, ROW_NUMBER() OVER (PARTITION BY key ORDER BY number) AS place"  # noqa: S608
            f" FROM {table} WHERE key IN (SELECT value FROM json_each(%s)) AND number <= %s) AS numbered"
            " WHERE place <= %s"
        )
        given = [orjson.dumps(sorted(keys)).decode(), ceiling, limit + 1]
    blocks: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        for key, number in cursor.fetchall():
            blocks[key].append(number)
    return {key: numbers for key, numbers in blocks.items() if len(numbers) <= limit}
