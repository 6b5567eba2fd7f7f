"""A report and a list with the same text give the same value."""

import pytest

from companies.visible_text import visible
from imports.cleaners import BIDI, WIDTHLESS, text


@pytest.mark.parametrize("sign", sorted(WIDTHLESS))
def test_signs_without_width_are_left_out_of_both(sign: str) -> None:
    given = f"Smelte{sign}rij"
    assert visible(given) == text()(given, {}) == "Smelterij"


@pytest.mark.parametrize("sign", sorted(BIDI))
def test_signs_that_turn_the_reading_direction_are_left_out_of_a_form(sign: str) -> None:
    assert visible(f"Smelte{sign}rij") == "Smelterij"


@pytest.mark.parametrize("given", ["Métaal & Zn.", "a\tb", "regel een\nregel twee", "漢字", "e\u0301"])
def test_what_can_be_seen_stays(given: str) -> None:
    assert visible(given) == given
