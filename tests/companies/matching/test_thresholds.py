"""Thresholds that would match anything are told of before anything starts."""

import pytest

from companies.checks import matching_thresholds


def test_the_thresholds_as_they_come_are_sound() -> None:
    assert matching_thresholds(None) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MATCH_SURE", -5, "companies.E001"),
        ("MATCH_SURE", 40, "companies.E001"),
        ("MATCH_SURE", 850, "companies.E001"),
        ("MATCH_REVIEW", 0, "companies.E001"),
        ("MATCH_MARGIN", -1, "companies.E002"),
        ("MATCH_CANDIDATES", 0, "companies.E002"),
    ],
)
def test_those_that_cannot_be_meant_are_refused(settings, name: str, value: int, told: str) -> None:
    setattr(settings, name, value)
    assert [found.id for found in matching_thresholds(None)] == [told]
