"""Rows that name nobody by number or name: matched by likeness, put before a person, or new."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from companies.matching.register import keep_keys
from companies.models import MatchKey, Municipality, Organisation, OtherName, RowCandidate, RowMatch, Site
from imports import undoing
from imports.work import work_on
from publication.rebuild import rebuild_all
from tests.companies.imports.lists import HEADER, Take, counts, no_listing_differs, reasons, row
from tests.factories import OrganisationFactory, SiteFactory, UserFactory

LIST = f"{HEADER};website\n"


@pytest.fixture
def krommenhoek(chain: None) -> Organisation:
    known = OrganisationFactory(name="Krommenhoek Metals", website="https://krommenhoek.example")
    SiteFactory(organisation=known, municipality=Municipality.objects.get(slug="rotterdam"), town="Rotterdam")
    return known


def test_a_typing_error_with_the_same_website_updates_and_keeps_the_name(take: Take, krommenhoek: Organisation) -> None:
    content = f"{LIST}Kromenhoek Metalen B.V.;refining;Rotterdam;www.krommenhoek.example\n"
    job = take(content)
    assert counts(job) == {"updated": 1}
    krommenhoek.refresh_from_db()
    assert (krommenhoek.name, Organisation.objects.count()) == ("Krommenhoek Metals", 1)
    assert krommenhoek.activities.get().stage.slug == "refining"
    ((column, text),) = reasons(job)
    assert column == "name"
    assert text.startswith(
        "was recognised as “Krommenhoek Metals”, 97 of 100: names differ by typing errors, same website"
    )
    match = RowMatch.objects.get()
    assert (match.state, match.organisation, match.is_automatic, match.score) == ("same", krommenhoek, True, 97)
    assert counts(take(content)) == {"unchanged": 1}
    assert RowMatch.objects.count() == 1
    assert no_listing_differs()


def test_what_is_doubtful_waits_with_its_candidates(take: Take, krommenhoek: Organisation) -> None:
    content = f"{LIST}Krommenhoek Groep;refining;Den Haag;\n"
    before = Organisation.history.count()
    assert counts(take(content, apply=False)) == {"review": 1}
    assert not RowMatch.objects.exists(), "a preview leaves nothing to decide"
    job = take(content, source="DCMR 2026")
    assert counts(job) == {"review": 1}
    assert Organisation.history.count() == before
    assert "may be the known “Krommenhoek Metals”" in reasons(job)[0][1]
    match = RowMatch.objects.get()
    assert (match.state, match.organisation, match.source_key) == ("open", None, "dcmr")
    assert match.rows == [[2, ["Krommenhoek Groep", "refining", "Den Haag"], match.cells]]
    assert [(one.organisation, one.score) for one in match.candidates.all()] == [(krommenhoek, match.score)]


def test_a_list_brought_again_asks_once(take: Take, krommenhoek: Organisation) -> None:
    for _time in range(3):
        take(f"{LIST}Krommenhoek Groep;refining;Den Haag;\nKROMMENHOEK GROEP;production;Den Haag;\n", source="DCMR")
    match = RowMatch.objects.get()
    assert [number for number, _line, _cells in match.rows] == [2, 3]
    assert RowCandidate.objects.count() == 1
    take(f"{LIST}Krommenhoek Groep;refining;Den Haag;\n", source="TNO")
    assert RowMatch.objects.count() == 2, "another source is asked about by itself"


def test_the_same_name_elsewhere_is_a_branch_or_a_namesake(take: Take, krommenhoek: Organisation) -> None:
    assert counts(take(f"{LIST}Krommenhoek Metals;refining;Den Haag;\n")) == {"review": 1}
    assert counts(take(f"{LIST}Krommenhoek Metals;refining;Rotterdam;\n")) == {"updated": 1}


@pytest.mark.parametrize(
    "line",
    [
        "Krommenhoek Metals;refining;Rotterdam;;87654321;",  # another number is another firm
        "Krommendijk Metals;refining;Rotterdam;;;",
        "Dekker Metals;refining;Den Haag;https://dekker.example;;",
    ],
)
def test_other_firms_are_new(take: Take, krommenhoek: Organisation, line: str) -> None:
    Organisation.objects.update(kvk_number="12345678")
    assert counts(take(f"{HEADER};website;kvk;rsin\n{line}\n")) == {"created": 1}


def test_an_rsin_recognises_and_is_checked(take: Take, krommenhoek: Organisation) -> None:
    columns = "naam;schakel;RSIN\n"
    assert reasons(take(f"{columns}A;refining;123456789\n"))[0][1].startswith("is not an RSIN")
    Organisation.objects.update(rsin="123456782")
    job = take(f"{columns}Heel anders;refining;1234.56.782\n")
    assert counts(job) == {"updated": 1}
    krommenhoek.refresh_from_db()
    assert krommenhoek.name == "Heel anders"


def test_numbers_of_two_organisations_in_one_row_are_for_a_person(take: Take, krommenhoek: Organisation) -> None:
    Organisation.objects.update(rsin="123456782")
    other = OrganisationFactory(name="Ander", kvk_number="12345678")
    job = take("naam;schakel;rsin;kvk\nKrommenhoek Metals;refining;123456782;12345678\n")
    assert reasons(job)[0][1] == "its numbers are of different organisations"
    assert {one.organisation for one in RowCandidate.objects.all()} == {krommenhoek, other}


def test_other_names_recognise(take: Take, krommenhoek: Organisation) -> None:
    OtherName.objects.create(organisation=krommenhoek, name="Handelsonderneming De Kraan")
    job = take(f"{LIST}De Kraan Handelsonderneming;refining;Rotterdam;\n")
    assert counts(job) == {"updated": 1}
    assert RowMatch.objects.get().organisation == krommenhoek


def test_rows_of_one_list_are_not_taken_for_each_other(take: Take) -> None:
    """What a list itself brings is no candidate, in whatever part and order: the outcome is that of the preview."""
    names = ["Krommenhoek Metals", "Kromenhoek Metals", "Krommenhoek Metalen", "Krommenhoek Groep"]
    job = take(LIST + "".join(f"{name};refining;Rotterdam;\n" for name in names))
    assert counts(job) == {"created": 4}
    assert counts(take(LIST + "".join(f"{name};refining;Rotterdam;\n" for name in names))) == {"unchanged": 4}


def test_blocks_follow_every_change_of_a_record(krommenhoek: Organisation) -> None:
    def keys() -> set[int]:
        return set(MatchKey.objects.filter(number=krommenhoek.pk).values_list("key", flat=True))

    first = keys()
    assert first
    krommenhoek.name = "Visser Recycling"
    krommenhoek.save()
    renamed = keys()
    assert renamed
    assert renamed != first
    Site.objects.update(postcode="3011 AD")
    keep_keys([krommenhoek.pk])
    assert len(keys() - renamed) == 1
    MatchKey.objects.all().delete()
    rebuild_all("companies")
    assert keys() >= renamed
    pk = krommenhoek.pk
    krommenhoek.delete()
    assert not MatchKey.objects.filter(number=pk).exists()


def test_queries_do_not_grow_with_doubtful_rows(take: Take, krommenhoek: Organisation) -> None:
    def queries(content: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            take(content)
        return len(captured)

    krommenhoek.delete()
    for number in range(60):
        OrganisationFactory(name=f"Dekker{number}y Visser{number}x")
    few = queries(LIST + "".join(f"Dekker{n}y Vissers{n}x;refining;Den Haag;\n" for n in range(3)))
    many = queries(LIST + "".join(f"Dekker{n}y Vissers{n}x;refining;Den Haag;\n" for n in range(3, 60)))
    assert row(RowMatch.objects.first().job).outcome == "review"
    assert many <= few + 2


def test_a_list_that_is_taken_back_asks_nothing_any_more_and_decided_nothing(
    take: Take, krommenhoek: Organisation
) -> None:
    """What waited before it goes on waiting."""
    take(f"{LIST}Krommenhoek Groep;refining;Den Haag;\n", source="DCMR 2025")
    (waiting,) = RowMatch.objects.all()
    job = take(
        f"{LIST}Krommenhoek Groep;refining;Den Haag;\nKrommenhoek Groep;refining;Rotterdam;\n"
        "Kromenhoek Metalen B.V.;refining;Rotterdam;www.krommenhoek.example\n",
        source="DCMR 2026",
    )
    assert counts(job) == {"updated": 1, "review": 2}
    assert sorted(RowMatch.objects.values_list("state", flat=True)) == ["open", "open", "same"]
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == "taken_back"
    assert [match.pk for match in RowMatch.objects.all()] == [waiting.pk]


def test_a_list_of_which_every_row_waits_can_be_taken_back(
    take: Take, krommenhoek: Organisation, client: Client
) -> None:
    """Else the queue keeps a wrong list until somebody has left out each of its rows."""
    job = take(f"{LIST}Krommenhoek Groep;refining;Den Haag;\n", source="DCMR")
    assert counts(job) == {"review": 1}
    client.force_login(UserFactory(superuser=True))
    page = client.get(f"/admin/imports/import/{job.pk}/undo/").content.decode()
    assert "1 rij wacht op een mens: er wordt niemand meer iets over gevraagd." in " ".join(page.split())
    undoing.take_back(job=job, start=False)
    work_on(job.pk)
    job.refresh_from_db()
    assert job.state == "taken_back"
    assert not RowMatch.objects.exists()
    assert not undoing.may_be_taken_back(job)
    assert Organisation.objects.get() == krommenhoek


@pytest.mark.parametrize(
    ("town", "outcome"),
    [
        ("Rotterdam", "updated"),
        ("Pernis Rotterdam", "updated"),
        ("ROTERDAM", "updated"),
        ("", "updated"),
        ("Amsterdam", "review"),
        ("Den Haag", "review"),
    ],
)
def test_a_town_alone_tells_a_namesake_apart_as_a_municipality_does(
    take: Take, krommenhoek: Organisation, town: str, outcome: str
) -> None:
    assert counts(take(f"naam;schakel;plaats\nKrommenhoek Metals;refining;{town}\n")) == {outcome: 1}
    if outcome == "review":
        assert krommenhoek.sites.get().town == "Rotterdam"


def test_namesakes_of_one_list_stay_apart_by_their_town_however_often_it_comes(take: Take) -> None:
    content = (
        "naam;schakel;plaats\nJansen;refining;Gouda\nJansen B.V.;refining;'s-Gravenhage\nJansen;refining;The Hague\n"
    )
    assert counts(take(content)) == {"created": 2, "updated": 1}
    assert counts(take(content)).keys() <= {"unchanged", "updated"}
    assert Organisation.objects.count() == 2


def test_a_branch_elsewhere_does_not_move_the_main_site_by_itself(take: Take, krommenhoek: Organisation) -> None:
    """The same name and website, another municipality: a person says whether it moved or has two sites."""
    assert counts(take(f"{LIST}Krommenhoek Metals;refining;Den Haag;krommenhoek.example\n")) == {"review": 1}
    assert krommenhoek.sites.get().town == "Rotterdam"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("...", "is no name: it holds neither letters nor digits"),
        ("🙂", "is no name: it holds neither letters nor digits"),
        ("B.V.", "is no name: a legal form stands alone"),
        ("nv i.o.", "is no name: a legal form stands alone"),
    ],
)
def test_what_is_no_name_makes_no_organisation(take: Take, name: str, reason: str) -> None:
    job = take(f"{HEADER}\n{name};refining;Rotterdam\n中国铜业;refining;Rotterdam\nX;refining;Rotterdam\n")
    assert counts(job) == {"created": 2, "rejected": 1}
    assert reasons(job) == [("name", reason)]
