"""Where texts may break."""

import pytest

from loket.templatetags.loket_text import long_words, unbroken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Verwerking en recyclinghoofdbehandeling van CRM", "Verwerking en recycling-hoofd-behandeling van CRM"),
        ("Innovatie en kennisontwikkeling", "Innovatie en kennis-ontwikkeling"),
        ("Beleidsinterventies kritieke grondstoffen", "Beleids-interventies kritieke grondstoffen"),
        ("Knelpunten", "Knelpunten"),
        ("Processing and main recycling treatment", "Processing and main recycling treatment"),
    ],
)
def test_a_long_word_breaks_between_its_parts_alone(text: str, broken: str) -> None:
    assert long_words(text).replace("\u00ad", "-") == broken


def test_a_reference_is_marked_and_what_is_typed_is_escaped() -> None:
    assert unbroken("CRM-2026-<b>") == '<span class="unbroken">CRM-2026-&lt;b&gt;</span>'
