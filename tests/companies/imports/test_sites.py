"""Lists of sites: the main one by the rules of organisations, further ones beside it, and all of it taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import ListSource, Municipality, Organisation, Pin, Site
from imports import undoing
from imports.models import Import
from imports.work import work_on
from tests.companies.imports.dump import dump
from tests.companies.imports.lists import Take, counts, no_listing_differs, reasons, row
from tests.companies.vouchers import vouchers
from tests.factories import OrganisationFactory, SiteFactory, UserFactory

HEADER = "Bedrijf;KvK;Vestiging;Hoofdvestiging;Straat;Huisnr;Postcode/plaats;Gemeente;X;Y"


@pytest.fixture
def known(chain: None) -> Organisation:
    """An organisation of which the place, and no address, is known."""
    known = OrganisationFactory(name="Krommenhoek Metals", kvk_number="24123456", public=True)
    SiteFactory(organisation=known, municipality=Municipality.objects.get(slug="rotterdam"), town="Rotterdam")
    return known


def sites(organisation: Organisation) -> list[tuple[str, str, bool]]:
    rows = Site.objects.filter(organisation=organisation).order_by("pk")
    return list(rows.values_list("name", "street_address", "is_main"))


def taken_back(job: Import) -> None:
    undoing.take_back(job=job, start=False)
    work_on(job.pk)


def test_the_main_site_becomes_more_precise_and_further_ones_stand_beside_it(take: Take, known: Organisation) -> None:
    was, person = dump(), UserFactory()
    content = (
        f"{HEADER}\n"
        "KROMMENHOEK METALS B.V.;;;;Waalhaven;12;3089 JH Rotterdam;ROTTERDAM;92.565,5;433.120,0\n"
        "Krommenhoek Metals;;Werf Zuid;Nee;Kade;1;;Den Haag;;\n"
        "Wij;24123456;Kantoor;n;Plein;3;;Rotterdam;;\n"
    )
    job = take(content, kind="sites", source="DCMR 2026", user_id=person.pk)
    assert counts(job) == {"created": 2, "updated": 1}
    assert sites(known) == [
        ("", "Waalhaven 12", True), ("Werf Zuid", "Kade 1", False), ("Kantoor", "Plein 3", False),
    ]  # fmt: skip
    main = known.sites.get(is_main=True)
    assert (main.postcode, main.precision, round(main.latitude, 2)) == ("3089 JH", "address", 51.88)
    assert vouchers("address", organisation=known, source__slug="list-dcmr-2026")
    known.refresh_from_db()
    assert known.name == "Krommenhoek Metals", "a list of sites renames nobody"
    yard = Site.objects.get(name="Werf Zuid").history.get()
    assert (yard.door, yard.door_reference, yard.history_user) == ("import", str(job.pk), person)
    assert counts(take(content, kind="sites", source="DCMR 2027")) == {"unchanged": 3}
    assert no_listing_differs()
    taken_back(job)
    assert dump() == was
    assert no_listing_differs()


def test_a_known_site_is_found_by_its_name_or_its_address(take: Take, known: Organisation) -> None:
    SiteFactory(organisation=known, is_main=False, name="Werf Zuid", street_address="Kade 1", town="Rotterdam")
    job = take(
        f"{HEADER}\nKrommenhoek Metals;;WERF ZUID;;Kade;2;;Rotterdam;;\nKrommenhoek Metals;;;nee;KADE;2;;;;\n",
        kind="sites",
    )
    assert counts(job) == {"updated": 1, "unchanged": 1}
    assert row(job).changes == {"street_address": ["Kade 1", "Kade 2"], "municipality": [None, "Rotterdam"]}
    assert Site.objects.count() == 2


def test_what_staff_pinned_stays_and_what_is_verified_waits(take: Take, known: Organisation) -> None:
    Pin.objects.create(organisation=known, subject="town")
    content = f"{HEADER}\nKrommenhoek Metals;;;ja;Kade;1;2596 AW Den Haag;Rotterdam;;\n"
    job = take(content, kind="sites", source="TNO")
    assert [text for _column, text in reasons(job)] == ["stays “Rotterdam”: staff pinned this value"]
    assert known.sites.get().town == "Rotterdam"
    known.verified_at = known.updated_at
    known.save()
    other = take(content.replace("Kade;1", "Plein;9"), kind="sites", source="TNO")
    assert counts(other) == {"review": 1}
    assert known.sites.get().street_address == "Kade 1"
    assert ListSource.objects.filter(key="tno").exists()


@pytest.mark.parametrize(
    ("line", "outcome", "column"),
    [
        ("Nergens bekend;;;;Kade;1;;Rotterdam;;", "rejected", "name"),
        ("Krommenhoek Groep;;;;Kade;1;;Rotterdam;;", "review", "name"),
        ("Krommenhoek Metals;;Leeg;;;;;;;", "rejected", "municipality"),
        ("Krommenhoek Metals;;A;misschien;Kade;1;;;;", "rejected", "is_main"),
        ("Krommenhoek Metals;;A;;Kade;1;;;92565;", "rejected", "rd_y"),
        (";;A;;Kade;1;;;;", "rejected", "name"),
    ],
)
def test_a_row_that_cannot_come_in_says_why(
    take: Take, known: Organisation, line: str, outcome: str, column: str
) -> None:
    job = take(f"{HEADER}\n{line}\n", kind="sites")
    assert counts(job) == {outcome: 1}
    assert column in {name for name, _text in reasons(job)}
    assert Site.objects.count() == 1


def test_a_site_that_somebody_changed_since_is_left(take: Take, known: Organisation) -> None:
    job = take(f"{HEADER}\nKrommenhoek Metals;;Werf;nee;Kade;1;;Rotterdam;;\n", kind="sites")
    Site.objects.filter(name="Werf").update(street_address="Kade 99")
    taken_back(job)
    assert Site.objects.filter(street_address="Kade 99").exists()
    assert row(job).undo == "left"


def test_queries_of_a_check_do_not_grow_with_the_rows(take: Take, known: Organisation) -> None:
    def queries(many: int) -> int:
        lines = "\n".join(f"Krommenhoek Metals;;S{n};nee;Kade;{n};;Rotterdam;;" for n in range(many))
        with CaptureQueriesContext(connection) as captured:
            take(f"{HEADER}\n{lines}\n", kind="sites", apply=False)
        return len(captured)

    assert queries(60) <= queries(2) + 1
