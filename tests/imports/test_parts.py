"""The parts of the engine by themselves: mapping, words, cleaners, and files that run nothing."""

import csv
import io
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.cleaners import choice, choices, day, digits, number, text, web_address, yes_no
from imports.enums import ENDED, MOVES, WORKING, ImportState
from imports.importers import register
from imports.mapping import check_mapping, propose
from imports.readers.delimited import _unguarded
from imports.reasons import BadValue, ImportRefused, shown
from imports.reports import harmless
from imports.suggesting import in_degrees
from imports.vocabulary import Vocabulary, plain
from tests.examples import examples
from tests.imports.toy import People

WORDS = {"words": Vocabulary([("Wolfraam", "tungsten"), ("Tungsten", "tungsten"), ("W", "tungsten"), ("Tin", "tin")])}


def test_headers_in_both_languages_in_any_order_and_writing() -> None:
    proposal = propose(People(), ["E-MAIL", " Voornaam ", "user_name", "iets anders"])
    assert proposal.mapping == ["mail", "first", "name", ""]
    assert proposal.unknown == ["iets anders"]
    assert proposal.is_complete


def test_a_header_that_nearly_fits_is_a_guess_for_a_person_to_check() -> None:
    proposal = propose(People(), ["naam", "mailadress"])
    assert proposal.mapping == ["name", "mail"]
    assert proposal.guessed == ["mailadress"]
    assert not proposal.is_complete


def test_two_headers_for_one_field_and_a_missing_one_are_told() -> None:
    proposal = propose(People(), ["voornaam", "First name"])
    assert proposal.mapping == ["first", ""]
    assert proposal.doubled == ["First name"]
    assert proposal.missing == ["User name"]


@pytest.mark.parametrize("mapping", [["name"], ["name", "name"], ["name", "nothing"], ["first", ""], ["name", "", ""]])
def test_a_mapping_that_cannot_be(mapping: list[str]) -> None:
    with pytest.raises(ImportRefused):
        check_mapping(People(), ["a", "b"], mapping)


def test_a_name_is_found_as_people_write_it_and_others_get_the_nearest() -> None:
    assert choice("words")("WOLFRAAM ", WORDS) == "tungsten"
    assert choices("words")("W, tin", WORDS) == ["tungsten", "tin"]
    assert choices("words")("tin; wolfraam; W", WORDS) == ["tin", "tungsten"]
    with pytest.raises(BadValue) as bad:
        choice("words")("wolfram", WORDS)
    assert bad.value.suggestion == "Wolfraam"


def test_a_short_list_is_told_whole_when_nothing_in_it_looks_like_what_was_given() -> None:
    known = {"few": Vocabulary([("Winning", 1), ("extraction", 1), ("Raffinage", 2)])}
    known["many"] = Vocabulary([(f"naam {number}", number) for number in range(21)])
    with pytest.raises(BadValue) as bad:
        choice("few")("qqq", known)
    assert (bad.value.params["known"], bad.value.suggestion) == ("Winning / extraction, Raffinage", "")
    with pytest.raises(BadValue) as bad:
        choice("many")("qqq", known)
    assert "known" not in bad.value.params


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("51,92", "51.92"), (" 4.48 ", "4.48"), ("-3", "-3"), ("1 000,5", "1000.5"), ("1.000,5", "1000.5")],
)
def test_numbers_as_offices_write_them(value: str, wanted: str) -> None:
    assert number(lowest=-10, highest=2000)(value, {}) == Decimal(wanted)


@pytest.mark.parametrize("value", ["NaN", "inf", "1e5", "1.00,5", "0x10", "١٢", "", "1" * 400, "9999"])
def test_what_is_no_number_or_out_of_range(value: str) -> None:
    with pytest.raises(BadValue):
        number(lowest=-10, highest=2000)(value, {})


@pytest.mark.parametrize("value", ["2026-03-31", "31-03-2026", "31/03/2026", "31.03.2026"])
def test_days_as_people_write_them(value: str) -> None:
    assert day()(value, {}).isoformat() == "2026-03-31"


@pytest.mark.parametrize("value", ["31-02-2026", "03-31-2026", "0001-01-01", "gisteren", "2026"])
def test_what_is_no_day(value: str) -> None:
    with pytest.raises(BadValue):
        day()(value, {})


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("a.nl", "https://a.nl"), ("http://a.nl/x?y=1", "http://a.nl/x?y=1"), ("HTTPS://A.nl/", "HTTPS://A.nl"), ("é.nl", "https://é.nl")],
)  # fmt: skip
def test_web_addresses(value: str, wanted: str) -> None:
    assert web_address()(value, {}) == wanted


def test_digits_lost_by_a_spreadsheet_are_suggested() -> None:
    assert digits(length=8)("12.34 56 78", {}) == "12345678"
    with pytest.raises(BadValue) as bad:
        digits(length=8)("1234567", {})
    assert bad.value.suggestion == "01234567"
    with pytest.raises(BadValue) as bad:
        digits(length=8)("0000000", {})
    assert bad.value.suggestion == ""


def test_signs_that_nobody_sees_are_left_out_of_a_text() -> None:
    assert text()("\ufeffMetaal\u00ad\u200bhandel\u00a0B.V.", {}) == "Metaalhandel B.V."


@given(value=st.text(max_size=60))
@examples(50)
def test_no_text_and_no_address_is_longer_than_its_column(value: str) -> None:
    """Nor are those that are written in another way than they came."""
    for longest, clean in ((20, text(longest=20)), (20, text(longest=20, lines=True)), (30, web_address(longest=30))):
        with suppress(BadValue):
            assert len(clean(value, {})) <= longest


def test_a_message_shows_line_ends_and_hard_spaces_as_spaces() -> None:
    assert shown("Hoofdstraat 1\n3011\u00a0AB\x07") == "Hoofdstraat 1 3011 AB�"


CLEANERS = {
    "text": text(longest=40),
    "number": number(lowest=-90, highest=90, thousands=True),
    "day": day(),
    "yes or no": yes_no(),
    "web address": web_address(),
    "digits": digits(length=8),
    "choice": choice("words"),
}


@pytest.mark.parametrize("kind", CLEANERS)
@given(value=st.text(max_size=40) | st.text(alphabet="0123456789.,-/ :htpsw+€a\u202e", max_size=20))
@examples(50)
def test_what_is_suggested_is_taken(kind: str, value: str) -> None:
    suggestion = ""
    try:
        CLEANERS[kind](value, WORDS)
    except BadValue as bad:
        suggestion = bad.suggestion
    if suggestion:
        assert CLEANERS[kind](suggestion, WORDS) is not None


@pytest.mark.parametrize(
    ("kind", "value", "suggestion"),
    [
        ("number", "ca. € 1.200 ton", ""),
        ("number", "ca. 12,5 ton", "12,5"),
        ("number", "12 of 13", ""),
        ("number", "(12,5)", "-12,5"),
        ("number", "€ 12,5 -", "-12,5"),
        ("number", "ca. \u221212 graden", "-12"),
        ("number", "12,5 (schatting)", "12,5"),
        ("number", "95", ""),
        ("day", "31-03-26", "2026-03-31"),
        ("day", "31-mrt-26", "2026-03-31"),
        ("day", "binnenkort", ""),
        ("yes or no", "Ja, deels", "ja"),
        ("yes or no", "niet meer", "nee"),
        ("yes or no", "n.v.t.", ""),
        ("web address", "tpg,nl x", ""),
        ("web address", "http;//tpg.nl", "https://tpg.nl"),
        ("web address", "ftp://tpg.nl", ""),
        ("digits", "1234567a", ""),
        ("digits", "KvK 12345678", "12345678"),
        ("choice", "xyz", ""),
    ],
)
def test_a_way_out_is_suggested_where_one_is_near(kind: str, value: str, suggestion: str) -> None:
    with pytest.raises(BadValue) as bad:
        CLEANERS[kind](value, WORDS)
    assert bad.value.suggestion == suggestion


@given(st.text(max_size=300))
def test_clean_text_has_no_control_characters_and_stays_as_it_is(value: str) -> None:
    try:
        once = text()(value, {})
    except BadValue:
        return
    assert once == text()(once, {})
    assert once == once.strip()
    assert "\n" not in once
    assert len(once) <= 200


@given(st.text(max_size=60))
def test_plain_names_stay_plain(value: str) -> None:
    assert plain(plain(value)) == plain(value)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_a_download_runs_nothing_and_comes_back_as_it_was(cell: str) -> None:
    safe = harmless(cell)
    assert safe[:1] not in set("=@\t\r")
    assert safe[:1] not in set("+-") or safe == cell
    assert _unguarded(safe) == _unguarded(cell)


@given(st.lists(st.text(alphabet=st.sampled_from("ab=+-'\"; ,@1"), max_size=8), min_size=1, max_size=4))
def test_rejected_rows_survive_the_round_trip(cells: list[str]) -> None:
    wanted = [_unguarded(cell) for cell in cells]
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerow([harmless(cell) for cell in wanted])
    written.seek(0)
    assert [_unguarded(cell) for cell in next(csv.reader(written, delimiter=";"))] == [
        _unguarded(cell) for cell in wanted
    ]


def test_the_table_of_moves_is_whole() -> None:
    assert set(MOVES) == set(ImportState)
    assert all(MOVES[state] <= {ImportState.TAKING_BACK} for state in ENDED)
    reachable, open_ = set(), {ImportState.UPLOADED}
    while open_:
        state = open_.pop()
        reachable.add(state)
        open_ |= MOVES[state] - reachable
    assert reachable == set(ImportState)
    assert all(ImportState.CANCELLED in MOVES[state] for state in set(ImportState) - ENDED - {ImportState.TAKING_BACK})
    assert all(ImportState.FAILED in MOVES[state] for state in WORKING)


def test_an_importer_cannot_name_a_column_twice() -> None:
    class Twice(People):
        columns = (*People.columns, People.columns[0])

    with pytest.raises(ValueError, match="twice"):
        register(Twice())


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Deflt", "Delft"), ("Roterdam", "Rotterdam"), ("Utrecht", ""), ("Parijs", "")],
)
def test_one_name_is_offered_only_when_it_is_probably_meant(written: str, meant: str) -> None:
    places = Vocabulary([(name, name) for name in ("Delft", "Rotterdam", "Barendrecht", "Papendrecht", "Den Haag")])
    assert places.likely(written) == meant


def test_of_two_names_that_are_as_near_none_is_meant() -> None:
    stages = Vocabulary([(name, name) for name in ("Recycling: inzameling", "Recycling: black mass", "Raffinage")])
    assert stages.nearest("Recycling") == "Recycling: inzameling, Recycling: black mass"
    assert (stages.likely("Recycling"), stages.likely("Rafinage")) == ("", "Raffinage")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("51°54'12\"N", "51.90333"), ("51° 54′ 12,5″ N", "51.90347"), ("N51°54.2'", "51.90333"),
        ("4° 28' W", "-4.46667"), ("4°28'48\" O.L.", "4.48000"), ("51°54'60\"", ""), ("51 54 12", ""), ("", ""),
        ("51°54'12\"N 4°28'48\"E", ""),
    ],
)  # fmt: skip
def test_degrees_as_maps_write_them(value: str, wanted: str) -> None:
    assert in_degrees(value) == wanted
