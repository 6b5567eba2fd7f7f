"""The preview says what will happen, in names that people know and in their language."""

import pytest
from django.utils import translation

from companies.imports.changes import OWN_FIELDS, PLACE_FIELDS
from imports.importers import importer_for
from imports.reports import Telling, row_report
from tests.companies.imports.lists import HEADER, Take, row
from tests.factories import OrganisationFactory, StageFactory
from tests.taking import told
from valuechains.models import Stage


@pytest.mark.parametrize(
    ("language", "stage", "material", "before", "after", "source"),
    [
        ("nl", "Raffinage", "Koper", "wordt bijgewerkt", "bijgewerkt", "bronnen"),
        ("en", "Refining", "Copper", "will be updated", "updated", "sources"),
    ],
)
def test_names_and_what_will_happen(
    take: Take, language: str, stage: str, material: str, before: str, after: str, source: str
) -> None:
    OrganisationFactory(name="Ijzer", kind="company")
    content = "naam;schakel;grondstof;soort;website;website_sources\nIjzer;refining;Cu;stichting;a.nl;page-a\n"
    for apply, outcome in ((False, before), (True, after)):
        job = take(content, apply=apply)
        with translation.override(language):
            telling = Telling(job)
            words = {line[0]: line[5] for line in telling.changes(row(job).changes)}
            assert telling.outcomes[row(job).outcome] == outcome
        assert stage in words.values()
        assert material in words.values()
        assert source in words
        assert "page-a" not in words[source]
        assert "refining" not in " ".join(words.values())


def test_a_new_record_takes_one_line_of_the_report(take: Take) -> None:
    job = take(f"{HEADER};website\nA;refining;Rotterdam;a.nl\n", apply=False)
    with translation.override("nl"):
        _header, line = row_report(job)
    assert line[1] == "wordt aangemaakt"
    assert line[-1] == "A | refining | Rotterdam | a.nl"


@pytest.mark.parametrize(("language", "shown"), [("nl", "bronnen van: adres"), ("en", "sources of: address")])
def test_columns_of_sources_are_named_in_the_language_of_who_looks(language: str, shown: str) -> None:
    column = next(one for one in importer_for("companies").columns if one.key == "street_address_sources")
    with translation.override(language):
        assert str(column.label) == shown


def test_a_stage_and_a_kind_that_look_like_nothing_known_get_the_whole_list(take: Take) -> None:
    StageFactory(slug="extraction", name_nl="Winning", short_nl="Winning")
    job = take(f"{HEADER};soort\nA;Smelterij;Rotterdam;zzz\n", apply=False)
    known = {issue["column"]: issue["params"]["known"] for issue in row(job).issues}
    assert "Winning" in known["stage"]
    assert known["kind"].startswith("bedrijf / company, kennisinstelling / knowledge institute, ")


@pytest.mark.parametrize(("language", "shown"), [("nl", "notitie voor medewerkers"), ("en", "note for staff")])
def test_a_note_that_a_list_brings_is_named_in_words(take: Take, language: str, shown: str) -> None:
    job = take(f"{HEADER};note\nA;refining;Rotterdam;Bel eerst.\n", apply=False)
    assert (shown, "", "Bel eerst.") in told(job, language)


@pytest.mark.parametrize("kind", ["companies", "sites"])
def test_every_field_that_a_list_may_change_has_a_name(kind: str) -> None:
    """A field without one shows its code; of two the code is the Dutch word."""
    importer = importer_for(kind)
    own = () if kind == "sites" else (*OWN_FIELDS, "stage", "activity_status", "materials")
    keys = {*own, *PLACE_FIELDS, "sources", "said", "staff_note"} - {"precision"} | {"location_precision"}
    with translation.override("nl"):
        assert [key for key in keys if importer.field_label(key) == key and key not in {"postcode", "website"}] == []


@pytest.mark.parametrize(("typed", "suggested"), [("Rafinage", "Raffinage"), ("Refinning", "Refining")])
def test_a_stage_is_suggested_in_the_language_of_the_list(take: Take, typed: str, suggested: str) -> None:
    Stage.objects.filter(slug="refining").update(name_nl="Raffinage", name_en="Refining")
    job = take(f"{HEADER}\nA;{typed};Rotterdam\n", apply=False)
    assert [issue["suggestion"] for issue in row(job).issues] == [suggested]
