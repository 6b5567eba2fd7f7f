"""Who asks for less motion gets a map whose parts appear at once."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.words import NL


@pytest.mark.parametrize(("motion", "fades"), [("reduce", 0), ("no-preference", 1)])
def test_the_map_moves_only_for_who_did_not_ask_otherwise(visit: Visit, motion: str, fades: int) -> None:
    visitor = visit(reduced_motion=motion)
    visitor.go(NL.map)
    visitor.page.locator(".leaflet-container").wait_for()
    assert visitor.page.locator(".leaflet-fade-anim").count() == fades
