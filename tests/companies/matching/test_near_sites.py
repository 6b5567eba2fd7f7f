"""A row that may be about a known site of its organisation is asked about once: this, that, or both."""

from decimal import Decimal

import pytest
from django.test import Client

from companies.imports.near_sites import decided, near, remembering
from companies.matching.deciding import is_same
from companies.models import Municipality, Organisation, RowMatch, Site
from imports import undoing
from imports.work import work_on
from loket.models import User
from tests.companies.imports.lists import Take, counts, no_listing_differs, reasons
from tests.factories import OrganisationFactory, SiteFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
HEADER = "Bedrijf;KvK;Vestiging;Hoofdvestiging;Straat;Huisnr;Postcode;Plaats;Gemeente"
ROW = "Krommenhoek Metals;24123456;Werf;nee;Burgermeester van der Lindenlaan;12a;2596 AW;Den Haag;Den Haag"
LIST = f"{HEADER}\n{ROW}\n"


def site(**values: object) -> Site:
    return Site(pk=7, **values)


@pytest.mark.parametrize(
    ("values", "known", "is_near"),
    [
        ({"street_address": "Waalhavn 12"}, {"street_address": "Waalhaven 12"}, True),
        ({"street_address": "Waalhaven 12a"}, {"street_address": "Waalhaven 12"}, True),
        ({"street_address": "Waalhaven 14"}, {"street_address": "Waalhaven 12"}, False),
        ({"street_address": "Plein 1940 12"}, {"street_address": "Plein 1940 14"}, False),
        ({"street_address": "Dorpsstraat 12"}, {"street_address": "Kerkstraat 12"}, False),
        ({"street_address": "Waalhavn 12", "postcode": "3089 JH"},
         {"street_address": "Waalhaven 12", "postcode": "2596 AW"}, False),
        ({"street_address": "Kade 3", "postcode": "3089 JH"}, {"postcode": "3089JH"}, True),
        ({"postcode": "3089 JH"}, {"street_address": "Kade 3", "postcode": "3089JH"}, True),
        ({"site_name": "Scheepswerf Zuijd"}, {"name": "Scheepswerf Zuid"}, True),
        ({"site_name": "Werf Noord"}, {"name": "Werf Zuid"}, False),
        ({"site_name": "Productielocatie A"}, {"name": "Productielocatie B"}, False),
        ({"site_name": "Vestiging 1"}, {"name": "Vestiging 2"}, False),
        ({"site_name": "Scheepswerf Zuijd", "street_address": "Kade 1"},
         {"name": "Scheepswerf Zuid", "street_address": "Kade 9"}, False),
        ({"latitude": Decimal("51.9"), "longitude": Decimal("4.4"), "street_address": "Kade 1"},
         {"latitude": 51.9001, "longitude": 4.4001, "precision": "address"}, True),
        ({"latitude": Decimal("51.9"), "longitude": Decimal("4.4"), "street_address": "Kade 1"},
         {"latitude": 51.901, "longitude": 4.401, "precision": "address"}, False),
        ({"latitude": Decimal("51.9"), "longitude": Decimal("4.4"), "street_address": "Kade 1"},
         {"latitude": 51.9, "longitude": 4.4, "precision": "municipality"}, False),
        ({"town": "Rotterdam"}, {"town": "Rotterdam"}, False),
    ],
)  # fmt: skip
def test_near_is_a_typing_error_and_no_neighbour(values: dict, known: dict, is_near: bool) -> None:
    assert (near(values, [site(**known)]) is not None) is is_near
    assert near(values, [Site(**known)]) is None, "one that the list itself makes is asked about by nobody"


def test_decisions_of_one_row_take_the_place_of_earlier_ones() -> None:
    one, other = {"site_name": "Werf"}, {"site_name": "Kade"}
    kept = remembering([], [(one, "list", 3), (other, "both", 4)])
    kept = remembering(kept, [(one, "register", 5)])
    assert decided(one, {"@sites": kept}) == ("register", 5)
    assert decided({"site_name": "WERF!"}, {"@sites": kept}) == ("register", 5), "as far as writing matters"
    assert decided(other, {"@sites": kept}) == ("both", 4)
    assert decided({"site_name": "Anders"}, {"@sites": kept}) == ("", 0)


@pytest.fixture
def known(chain: None) -> Organisation:
    known = OrganisationFactory(name="Krommenhoek Metals", kvk_number="24123456", public=True)
    rotterdam, den_haag = (Municipality.objects.get(slug=slug) for slug in ("rotterdam", "den-haag"))
    SiteFactory(organisation=known, municipality=rotterdam, town="Rotterdam", street_address="Plein 3")
    SiteFactory(
        organisation=known, is_main=False, municipality=den_haag, town="Den Haag", postcode="2596 AW",
        street_address="Burgemeester van der Lindenlaan 12",
    )  # fmt: skip
    return known


def further(known: Organisation) -> list[str]:
    return list(known.sites.filter(is_main=False).order_by("pk").values_list("street_address", flat=True))


OLD, NEW = "Burgemeester van der Lindenlaan 12", "Burgermeester van der Lindenlaan 12a"


@pytest.mark.parametrize(
    ("choice", "expected", "outcome"),
    [("register", [OLD], "unchanged"), ("list", [NEW], "updated"), ("both", [OLD, NEW], "created")],
)
def test_this_that_or_both_and_never_asked_again(
    take: Take, known: Organisation, curator: User, client: Client, choice: str, expected: list[str], outcome: str
) -> None:
    job = take(LIST, kind="sites", source="DCMR 2026")
    assert counts(job) == {"review": 1}
    assert reasons(job) == [("site_name", f"may be the known site “{OLD}, Den Haag” of this organisation")]
    match = RowMatch.objects.get()
    page = client.get(f"/admin/companies/rowmatch/{match.pk}/change/")
    assert OLD in page.content.decode()
    data = form_data(page, "decide") | {"do": "same"}
    assert data["field_row_2"] == ["register"], "what changes nothing is proposed"
    answer = client.post(f"/admin/companies/rowmatch/{match.pk}/change/", data | {"field_row_2": choice})
    assert answer.status_code == 302
    assert further(known) == expected
    job.refresh_from_db()
    assert counts(job) == {outcome: 1}
    assert no_listing_differs()
    for year in (2027, 2028):
        assert counts(take(LIST, kind="sites", source=f"DCMR {year}")) == {"unchanged": 1}
    assert further(known) == expected
    assert not RowMatch.objects.waiting().exists()
    undoing.take_back(job=job, start=False) if choice != "register" else None
    work_on(job.pk)
    assert further(known) == [OLD]


def test_a_later_doubt_keeps_what_was_decided_before(take: Take, known: Organisation, curator: User) -> None:
    take(LIST, kind="sites", source="DCMR")
    match = RowMatch.objects.get()
    is_same(match_id=match.pk, organisation_id=known.pk, choices={"row_2": "register"}, reason="", user=curator)
    second = ROW.replace("Werf;nee", "Loods;nee")
    assert counts(take(f"{LIST}{second}\n", kind="sites", source="DCMR")) == {"unchanged": 1, "review": 1}
    match.refresh_from_db()
    assert [one[0] for one in match.rows] == [3]
    is_same(match_id=match.pk, organisation_id=known.pk, choices={"row_3": "register"}, reason="", user=curator)
    assert counts(take(f"{LIST}{second}\n", kind="sites", source="DCMR")) == {"unchanged": 2}
    assert further(known) == [OLD]


def test_a_main_site_without_address_does_not_take_the_address_of_another_one(
    take: Take, known: Organisation, curator: User
) -> None:
    known.sites.filter(is_main=True).update(street_address="", town="", municipality=None)
    row = ROW.replace("Werf;nee", ";")
    assert counts(take(f"{HEADER}\n{row}\n", kind="sites", source="DCMR")) == {"review": 1}
    match = RowMatch.objects.get()
    is_same(match_id=match.pk, organisation_id=known.pk, choices={"row_2": "list"}, reason="", user=curator)
    assert further(known) == [NEW]
    assert known.sites.get(is_main=True).street_address == ""
    assert counts(take(f"{HEADER}\n{row}\n", kind="sites", source="DCMR")) == {"unchanged": 1}


def test_the_main_site_may_be_meant_too_unless_the_row_says_otherwise(
    take: Take, known: Organisation, curator: User
) -> None:
    Organisation.objects.filter(pk=known.pk).update(verified_at=known.updated_at, verified_by=curator)
    row = "Krommenhoek Metals;;;;Pleyn;3;;Rotterdam;Rotterdam"
    assert counts(take(f"{HEADER}\n{row}\n", kind="sites", source="DCMR")) == {"review": 1}
    match = RowMatch.objects.get()
    is_same(match_id=match.pk, organisation_id=known.pk, choices={"row_2": "list"}, reason="", user=curator)
    assert known.sites.get(is_main=True).street_address == "Pleyn 3"
    known.refresh_from_db()
    assert known.verified_at is None, "what a person takes from a list is to be confirmed again"
    assert counts(take(f"{HEADER}\n{row}\n", kind="sites", source="DCMR")) == {"unchanged": 1}
    third = row.replace("Pleyn", "Plleyn")
    assert counts(take(f"{HEADER}\n{third}\n", kind="sites", source="DCMR")) == {"review": 1}
    match.refresh_from_db()
    is_same(match_id=match.pk, organisation_id=known.pk, choices={"row_2": "both"}, reason="", user=curator)
    assert known.sites.get(is_main=True).street_address == "Pleyn 3"
    assert further(known) == [OLD, "Plleyn 3"]
    assert counts(take(f"{HEADER}\n{third}\n", kind="sites", source="DCMR")) == {"unchanged": 1}
    other = row.replace(";;;;Pleyn;3", ";;;nee;Kerkpleyn;3")
    assert counts(take(f"{HEADER}\n{other}\n", kind="sites", source="DCMR")) == {"created": 1}
