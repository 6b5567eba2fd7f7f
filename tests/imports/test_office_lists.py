"""Lists as offices send them: titles above the header, two-line headers, totals, days and numbers as text."""

from datetime import date
from decimal import Decimal

import pytest

from imports import actions
from imports.cleaners import choices, day, digits, number, yes_no
from imports.days import read_month
from imports.enums import ImportState
from imports.header import find_header
from imports.mapping import proposal_for
from imports.models import ColumnChoice, Import
from imports.reasons import BadValue
from imports.vocabulary import Vocabulary
from imports.work import work_on
from tests.imports.conftest import Bring

NAMES = {"naam": "name", "straat": "street", "x": "x", "y": "y", "adresplaats": "town", "plaats": "town"}


@pytest.mark.parametrize(
    ("lines", "titles", "last_row"),
    [
        (["naam;straat", "a;b"], ["naam", "straat"], 1),
        (["Lijst 2026", "naam;straat", "a;b"], ["naam", "straat"], 2),
        (["Lijst 2026", "naam (verplicht);X (m);Y [m]", "a;1;2"], ["naam (verplicht)", "X (m)", "Y [m]"], 2),
        ([";Adres;;Punt;", "naam;straat;plaats;x;y", "a;b;c;1;2"], ["naam", "straat", "plaats", "x", "y"], 2),
        (["naam;Adres;", ";straat;plaats", "a;b;c"], ["naam", "straat", "Adres plaats"], 2),
        (["kleur;maat", "rood;12"], ["kleur", "maat"], 1),
        (["naam;maat", "straat;12"], ["naam", "maat"], 1),
        # A mark that is also a name of a field makes no header of the first row of data.
        (["naam;straat;asbest", "a;b;x", "c;d;"], ["naam", "straat", "asbest"], 1),
        (["naam;asbest", "a;x"], ["naam", "asbest"], 1),
        (["naam;Punt;", "(officieel);x;y", "a;1;2"], ["naam", "x", "y"], 2),
        # A title that no field has, merged over both lines: its column is there all the same.
        (["Wie;Adres;;Lid", "naam;straat;plaats", "a;b;c;ja"], ["naam", "straat", "Adres plaats", "Lid"], 2),
        (["Lijst 2026;;", ";naam;straat", "1;a;b"], ["", "naam", "straat"], 2),
    ],
)
def test_the_header_is_found_below_titles_and_on_two_lines(lines: list[str], titles: list[str], last_row: int) -> None:
    rows = [(number, line.split(";")) for number, line in enumerate(lines, start=1)]
    header = find_header(rows, NAMES)
    assert (header.titles, header.last_row) == (titles, last_row)


def test_titles_blank_lines_and_totals_are_no_records(bring: Bring) -> None:
    job = bring("Lijst van personen;;\n;;\nnaam;voornaam;taal\nann;Ann;nl\n;;\nbob;Bob;en\nTotaal;2;\n", to="applied")
    assert {name: number for name, number in job.counts.items() if number} == {"created": 2, "rejected": 1}
    assert list(job.rows.in_order().values_list("number", "outcome")) == [
        (4, "created"), (6, "created"), (7, "rejected"),
    ]  # fmt: skip
    assert "total" in job.rows.get(number=7).issues[0]["reason"]


def test_a_unit_behind_a_header_is_no_part_of_it_and_other_words_are_for_a_person(bring: Bring) -> None:
    job = bring("Naam [verplicht];Voornaam (optioneel);Taal (J/N)\nann;Ann;\n", to="read")
    assert (job.state, job.mapping) == (ImportState.MAPPED, ["name", "first", "language"])
    other = bring("naam;Voornaam (van de ouder)\nann;Ann\n", to="read")
    assert (other.state, other.mapping) == (ImportState.NEEDS_MAPPING, ["name", "first"])
    assert proposal_for(other).guessed == ["Voornaam (van de ouder)"]


def test_a_header_that_stands_twice_waits_for_a_person(bring: Bring) -> None:
    job = bring("naam;naam;voornaam\nann;x;Ann\n", to="read")
    assert job.state == ImportState.NEEDS_MAPPING
    assert job.mapping == ["name", "", "first"]


def test_what_was_chosen_for_a_source_is_proposed_for_its_next_list(bring: Bring) -> None:
    job = bring("kolom A;kolom B;naam\nann;Ann;x\n", to="read", source="DCMR 2025")
    actions.set_mapping(job=job, mapping=["name", "first", ""])
    again = bring("naam;kolom B;kolom A\nx;Bob;bob\n", to="read", source="dcmr 2026")
    assert (again.state, again.mapping) == (ImportState.MAPPED, ["", "first", "name"])
    elsewhere = bring("naam;kolom B;kolom A\nx;Bob;bob\n", to="read", source="Havenbedrijf")
    assert elsewhere.mapping == ["name", "", ""]
    nobody = bring("kolom A;naam\nx;y\n", to="read")
    actions.set_mapping(job=nobody, mapping=["name", ""])
    assert not ColumnChoice.objects.filter(source="").exists(), "a list without a source is not remembered"
    ColumnChoice.objects.update(field="gone")
    assert bring("naam;kolom B\nx;Bob\n", to="read", source="DCMR").mapping == ["name", ""]


@pytest.mark.parametrize(
    "source", ["DCMR, november 2026", "dcmr (2025)", "DCMR 2025-11", "DCMR nov. 2026", "DCMR Q1 2026", "DCMR"]
)
def test_a_source_is_the_same_whatever_the_date_behind_its_name(source: str) -> None:
    assert ColumnChoice.source_key(source) == "dcmr"


@pytest.mark.parametrize("source", ["May Metals", "Mei", "List-X", "November 2026", "Gemeente (Delft)"])
def test_the_name_of_a_source_stays_whole(source: str) -> None:
    key = ColumnChoice.source_key(source)
    assert key == source.casefold().removesuffix(" 2026")
    assert ColumnChoice.source_key(key) == key


def test_remembered_columns_are_found_below_a_title(bring: Bring) -> None:
    job = bring("kolom A;kolom B\nann;Ann\n", to="read", source="DCMR")
    actions.set_mapping(job=job, mapping=["name", "first"])
    again = bring("Overzicht;\nkolom A;kolom B\nann;Ann\n", to="read", source="DCMR")
    assert (again.header, again.header_row) == (["kolom A", "kolom B"], 2)


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-31", "31-03-2026", "31/3/2026", "31.03.2026", "46112", "46112.0",
        "31 maart 2026", "31 MRT. 2026", "31-mrt-2026", "dinsdag 31 maart 2026", "March 31, 2026", "31 March 2026",
        "31-03-2026 00:00", "2026-03-31T00:00:00",
    ],
)  # fmt: skip
def test_days_as_people_and_workbooks_write_them(value: str) -> None:
    assert day()(value, {}) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("maart 2026", "2026-03"),
        ("Mrt. 2026", "2026-03"),
        ("May-2026", "2026-05"),
        ("3/2026", "2026-03"),
        ("mrt-26", ""),
    ],
)
def test_months_as_people_write_them(value: str, month: str) -> None:
    assert read_month(value) == month


@pytest.mark.parametrize(
    "value", ["31 februari 2026", "31 maart", "maart", "31 mort 2026", "31 maart 26", "31 maart 1066"]
)
def test_what_names_no_day(value: str) -> None:
    with pytest.raises(BadValue):
        day()(value, {})


@pytest.mark.parametrize(
    ("value", "found"), [("Ja", True), ("x", True), ("NEE", False), ("0", False), ("onwaar", False)]
)
def test_yes_and_no(value: str, found: bool) -> None:
    assert yes_no()(value, {}) is found
    with pytest.raises(BadValue):
        yes_no()(f"{value} hoor", {})


def test_numbers_as_text() -> None:
    metres = number(lowest=0, highest=700_000, thousands=True)
    assert [metres(text, {}) for text in ("92565", "92.565", "92.565,5", "92565,5", "437\u202f428")] == [
        Decimal("92565"), Decimal("92565"), Decimal("92565.5"), Decimal("92565.5"), Decimal("437428"),
    ]  # fmt: skip
    hectares = number(lowest=0, highest=100_000, thousands=None)
    assert [hectares(text, {}) for text in ("1.250,75", "1250,75", "12.5", "1,5", "0.125", "1,250", "1250")] == [
        Decimal("1250.75"), Decimal("1250.75"), Decimal("12.5"), Decimal("1.5"), Decimal("0.125"), Decimal("1.25"),
        Decimal("1250"),
    ]  # fmt: skip
    with pytest.raises(BadValue) as either:
        number(lowest=0, highest=100_000, thousands=None)("1.250", {})
    assert (either.value.params, either.value.suggestion) == ({"whole": "1250", "parts": "1,250"}, "")
    assert number(lowest=-90, highest=90)("\u22124,5", {}) == Decimal("-4.5")
    eight = digits(length=8)
    assert {eight(text, {}) for text in ("12345678", "'12345678", "12345678.0", "12 34 56 78")} == {"12345678"}


@pytest.mark.parametrize("value", ["koper; tin", "koper|tin", "koper, tin", "koper/tin", "Koper en tin", "koper + tin"])
def test_several_values_in_one_cell(value: str) -> None:
    known = {"m": Vocabulary([("koper", "copper"), ("tin", "tin"), ("platina/palladium", "pgm")])}
    assert choices("m")(value, known) == ["copper", "tin"]
    assert choices("m")("platina/palladium", known) == ["pgm"]
    with pytest.raises(BadValue, match="is not known"):
        choices("m")("koper/hout", known)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_encodings_and_separators(bring: Bring, encoding: str, sign: str) -> None:
    text = "naam;voornaam;taal\nrené;Café Élan;nl\n".replace(";", sign)
    job = bring(text.encode(encoding))
    assert job.counts["created"] == 1
    assert Import.objects.get().rows.get().changes["first_name"] == [None, "Café Élan"]


def test_both_encodings_in_one_file(bring: Bring) -> None:
    job = bring(b"naam;voornaam\n" + "zoë;Zoë\n".encode() + "andré;André\n".encode("cp1252"), to="applied")
    assert sorted(row.label for row in job.rows.all()) == ["andré", "zoë"]


def test_the_template_is_read_as_it_is(bring: Bring) -> None:
    job = bring("name;first;mail;language;speaks\nann;;;;Dutch/English\n")
    assert (job.counts["created"], job.state) == (1, ImportState.PLANNED)
    work_on(job.pk)
