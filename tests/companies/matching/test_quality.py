"""How good matching is on the labelled set, with the thresholds of the settings."""

import csv

import pytest

from companies.matching.quality import judged, quality, read, register_file, score_all, shipped
from companies.matching.thresholds import Thresholds, thresholds
from tests.companies.matching.labelling import FIELDS, LABELLED, SAME, rows


def test_the_shipped_set_is_the_one_that_the_noise_makes() -> None:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        shipped_rows = [{field: row[field] for field in FIELDS} for row in csv.DictReader(file)]
    assert shipped_rows == [{field: row[field] for field in FIELDS} for row in rows()]
    assert len(shipped_rows) > 1_000


def test_automatic_matches_are_right_and_little_is_missed() -> None:
    found = quality(shipped(), thresholds())
    assert found.precision >= 0.98, found
    assert found.recall >= 0.95, found
    assert found.automatic_share >= 0.5, found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_noise_of_the_same_kinds_fares_as_well(seed: int) -> None:
    """The weights are not made to the one set that is shipped."""
    found = quality(score_all(read(register_file()), rows(seed)), thresholds())
    assert found.precision >= 0.98, found
    assert found.recall >= 0.95, found


def test_nothing_that_is_another_firm_is_matched_by_itself() -> None:
    limits = thresholds()
    assert [one.name for one in shipped() if one.noise not in SAME and judged(one, limits).sure] == []


def test_a_lower_threshold_matches_more_and_a_higher_one_asks_more() -> None:
    low, high = (quality(shipped(), Thresholds(sure, 55, 5)) for sure in (70, 95))
    assert low.automatic > high.automatic
    assert low.reviewed < high.reviewed
    assert low.precision < high.precision
