"""Personal data in free text is flagged, in the reader's language, and found by the filter."""

import pytest
from django.utils import translation

from companies.models import Organisation
from imports.models.row import NOTED
from tests.companies.imports.lists import HEADER, Take, counts, reasons, row


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mail naar jan.jansen@example.org", "a mail address"),
        ("Bel 06 12345678 na vijven", "a telephone number"),
        ("BSN 111222333", "a citizen service number (BSN)"),
        ("Vraag naar mevrouw Pietersen", "the name of a person"),
        ("Contactpersoon: Jan de Vries", "the name of a person"),
    ],
)
def test_what_looks_like_personal_data_is_flagged_and_taken_in(take: Take, text: str, kind: str) -> None:
    job = take(f"{HEADER};omschrijving;opmerking\nA;refining;Rotterdam;{text};\nB;refining;Rotterdam;Smelt koper;\n")
    assert counts(job) == {"created": 2}
    assert ("description_nl", f"seems to hold {kind}: look whether the register may keep it") in reasons(job)
    assert Organisation.objects.get(slug="a").description_nl == text
    assert [one.number for one in job.rows.with_outcome(NOTED)] == [2]
    assert all(text not in issue["value"] for issue in row(job).issues)


def test_it_is_told_in_dutch_too(take: Take) -> None:
    job = take(f"{HEADER};omschrijving\nA;refining;Rotterdam;Mail jan@example.org\n")
    with translation.override("nl"):
        (issue,) = row(job).issue_list
        assert "mailadres" in issue.text()


def test_a_kvk_number_or_a_year_is_no_personal_data(take: Take) -> None:
    job = take(f"{HEADER};omschrijving\nA;refining;Rotterdam;KvK 12345678, sinds 1987, 2.500 ton per jaar\n")
    assert reasons(job) == []
