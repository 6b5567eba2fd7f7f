"""The supply events that come with the portal: what they name stands on the page of that material."""

import re

import pytest

from valuechains.reference import read

#: Words that only look like the name of a material: the verb, and a material that is made.
NO_MATERIAL = re.compile(r"lead the pilot|artificial graphite|synthetic graphite|kunstgrafiet|synthetisch grafiet")
MATERIALS = {
    row["slug"]: [word.lower() for word in (row["name_nl"], row["name_en"], *row["aliases"]) if len(word) > 3]
    for name in ("materials", "other-materials")
    for row in read(name)
}


def named_in(text: str) -> set[str]:
    words = NO_MATERIAL.sub("", text.lower())
    return {slug for slug, names in MATERIALS.items() if any(re.search(rf"\b{re.escape(one)}", words) for one in names)}


@pytest.mark.parametrize("event", read("supply-events"), ids=lambda event: event["slug"][:40])
def test_an_event_is_linked_to_every_material_that_it_names(event: dict) -> None:
    assert set(event["materials"]) <= set(MATERIALS)
    for language in ("nl", "en"):
        named = named_in(f"{event[f'title_{language}']} {event[f'text_{language}']}")
        assert named <= set(event["materials"]), (language, event["slug"])
