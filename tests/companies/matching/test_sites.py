"""Lists of sites: who a doubtful row is about, and whether a verified main site changes, is decided in the queue."""

import pytest
from django.test import Client

from companies.matching.deciding import NotPossible, is_new, is_same, leave, reopen, split
from companies.models import Municipality, Organisation, RowMatch, Site
from imports import undoing
from imports.work import work_on
from loket.models import User
from tests.companies.imports.dump import dump
from tests.companies.imports.lists import Take, counts, no_listing_differs, reasons, row
from tests.factories import OrganisationFactory, SiteFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
QUEUE = "/admin/companies/rowmatch/"
HEADER = "Bedrijf;KvK;Vestiging;Hoofdvestiging;Straat;Huisnr;Plaats;Gemeente"
DOUBTFUL = (
    f"{HEADER}\n"
    "Krommenhoek Groep;;;ja;Waalhaven;12;Rotterdam;Rotterdam\n"
    "Krommenhoek Groep;;Werf;nee;Kade;1;Den Haag;Den Haag\n"
)


@pytest.fixture
def known(chain: None) -> Organisation:
    known = OrganisationFactory(name="Krommenhoek Metals", public=True)
    rotterdam = Municipality.objects.get(slug="rotterdam")
    SiteFactory(organisation=known, municipality=rotterdam, town="Rotterdam", street_address="Plein 3")
    return known


def sites(organisation: Organisation) -> list[tuple[str, str, bool]]:
    rows = Site.objects.filter(organisation=organisation).order_by("pk")
    return list(rows.values_list("name", "street_address", "is_main"))


def address(match: RowMatch) -> str:
    return f"{QUEUE}{match.pk}/change/"


def same(match: RowMatch, known: Organisation, user: User, **choices: str) -> RowMatch:
    return is_same(match_id=match.pk, organisation_id=known.pk, choices=choices, reason="", user=user)


def test_rows_of_one_name_are_one_match_and_the_page_shows_what_each_would_do(
    take: Take, known: Organisation, curator: User, client: Client
) -> None:
    job = take(DOUBTFUL, kind="sites", source="DCMR 2026")
    assert counts(job) == {"review": 2}
    match = RowMatch.objects.get()
    assert (match.kind, match.name, [one[0] for one in match.rows]) == ("sites", "Krommenhoek Groep", [2, 3])
    assert [one.organisation for one in match.candidates.all()] == [known]
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    User.objects.filter(pk=curator.pk).update(language="en")
    queue = client.get(QUEUE).content.decode()
    assert "sites of organisations" in queue.lower()
    page = client.get(address(match)).content.decode()
    assert "Plein 3" in page
    assert "Waalhaven 12" in page
    assert "is added as another site" in page
    assert "Werf: Kade 1, Den Haag" in page
    assert "do not take it in" in page
    assert "make a new one" not in page
    assert f"job__id__exact={job.pk}" in client.get(job.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("register", [("", "Plein 3", True), ("Werf", "Kade 1", False)]),
        ("list", [("", "Waalhaven 12", True), ("Werf", "Kade 1", False)]),
        ("both", [("", "Plein 3", True), ("Werf", "Kade 1", False), ("", "Waalhaven 12", False)]),
    ],
)
def test_it_is_this_one_with_this_place_that_place_or_both_and_nobody_is_asked_again(
    take: Take, known: Organisation, curator: User, client: Client, choice: str, expected: list[object]
) -> None:
    before = dump()
    job = take(DOUBTFUL, kind="sites", source="DCMR 2026")
    match = RowMatch.objects.get()
    data = form_data(client.get(address(match)), "decide") | {"do": "same", "field_name": "both", "field_place": choice}
    assert client.post(address(match), data).status_code == 302
    match.refresh_from_db()
    assert (match.state, match.decided_by, match.organisation) == ("same", curator, known)
    assert sites(known) == expected
    known.refresh_from_db()
    assert (known.name, [one.name for one in known.other_names.all()]) == ("Krommenhoek Metals", ["Krommenhoek Groep"])
    job.refresh_from_db()
    assert counts(job) == {"created": 1, "updated": 1}
    assert no_listing_differs()
    again = take(DOUBTFUL, kind="sites", source="dcmr 2027")
    assert counts(again) == {"unchanged": 2}
    assert sites(known) == expected
    assert RowMatch.objects.count() == 1
    if choice == "list":
        known.other_names.all().delete()
        undoing.take_back(job=job, changed_too=True, start=False)
        work_on(job.pk)
        assert sites(known) == [("", "Plein 3", True)]
        assert before["Site"] == dump()["Site"]


def test_what_is_verified_waits_in_the_queue_and_is_replaced_only_there(
    take: Take, known: Organisation, curator: User
) -> None:
    Organisation.objects.filter(pk=known.pk).update(verified_at=known.updated_at, verified_by=curator)
    content = f"{HEADER}\nKrommenhoek Metals;;;ja;Waalhaven;12;;Rotterdam\n"
    assert counts(take(content, kind="sites", source="TNO")) == {"review": 1}
    match = RowMatch.objects.get()
    same(match, known, curator, place="register")
    assert sites(known) == [("", "Plein 3", True)]
    assert counts(take(content, kind="sites", source="TNO")) == {"unchanged": 1}
    assert counts(take(content.replace(";12;", ";14;"), kind="sites", source="TNO")) == {"review": 1}
    match.refresh_from_db()
    same(match, known, curator, place="list")
    assert sites(known) == [("", "Waalhaven 14", True)]
    known.refresh_from_db()
    assert known.verified_at is None, "what a person takes from a list is to be confirmed again"


def test_none_of_these_waits_until_the_register_knows_it_and_shows_no_candidate_twice(
    take: Take, known: Organisation, curator: User
) -> None:
    job = take(DOUBTFUL, kind="sites", source="DCMR 2026")
    is_new(match_id=RowMatch.objects.get().pk, reason="Ander bedrijf.", user=curator)
    job.refresh_from_db()
    assert counts(job) == {"rejected": 2}
    assert "is no organisation in the register" in reasons(job)[0][1]
    assert counts(take(DOUBTFUL, kind="sites", source="DCMR 2027")) == {"rejected": 2}
    assert not RowMatch.objects.waiting().exists()
    other = OrganisationFactory(name="Krommenhoek Groep")
    assert counts(take(DOUBTFUL, kind="sites", source="DCMR 2028")) == {"updated": 1, "created": 1}
    assert sites(other) == [("", "Waalhaven 12", True), ("Werf", "Kade 1", False)]
    assert len(sites(known)) == 1


def test_left_out_stays_so_until_somebody_looks_again(take: Take, known: Organisation, curator: User) -> None:
    take(DOUBTFUL, kind="sites", source="DCMR 2026")
    match = RowMatch.objects.get()
    leave(match_id=match.pk, reason="", user=curator)
    job = take(DOUBTFUL, kind="sites", source="DCMR 2027")
    assert counts(job) == {"rejected": 2}
    assert "was left out by a person" in reasons(job)[0][1]
    reopen(match_id=match.pk)
    assert counts(take(DOUBTFUL, kind="sites", source="DCMR 2028")) == {"review": 2}
    assert RowMatch.objects.count() == 1


def test_what_likeness_alone_was_sure_of_is_told_and_can_be_split_off(
    take: Take, known: Organisation, curator: User, settings
) -> None:
    settings.MATCH_SURE, settings.MATCH_REVIEW = 70, 55
    job = take(DOUBTFUL, kind="sites", source="DCMR 2026")
    assert counts(job) == {"created": 1, "updated": 1}
    assert any("was recognised as" in text for _column, text in reasons(job, 3))
    match = RowMatch.objects.get()
    assert (match.state, match.is_automatic, match.organisation) == ("same", True, known)
    split(match_id=match.pk, reason="Toch niet.", user=curator)
    assert sites(known) == [("", "Plein 3", True)]
    match.refresh_from_db()
    assert (match.state, match.organisation, match.decided_by) == ("new", None, curator)
    assert row(job, 3).outcome == "rejected"
    assert no_listing_differs()


def test_a_verified_place_waits_also_beside_a_row_that_was_sure(
    take: Take, known: Organisation, curator: User, settings
) -> None:
    """Of one name one row is in, and the other waits: only that one is asked about."""
    settings.MATCH_SURE = 70
    Organisation.objects.filter(pk=known.pk).update(verified_at=known.updated_at, verified_by=curator)
    job = take(DOUBTFUL, kind="sites", source="DCMR 2026")
    assert counts(job) == {"created": 1, "review": 1}
    match = RowMatch.objects.get()
    assert (match.state, [one[0] for one in match.rows]) == ("open", [2])
    same(match, known, curator, place="list")
    job.refresh_from_db()
    assert counts(job) == {"created": 1, "updated": 1}


def test_a_decision_about_organisations_is_none_about_sites(take: Take, known: Organisation, curator: User) -> None:
    take("naam;schakel\nKrommenhoek Groep;refining\n", source="DCMR")
    leave(match_id=RowMatch.objects.get().pk, reason="", user=curator)
    assert counts(take(DOUBTFUL, kind="sites", source="DCMR")) == {"review": 2}
    assert sorted(RowMatch.objects.values_list("kind", "state")) == [("companies", "left"), ("sites", "open")]


def test_a_row_that_became_wrong_meanwhile_is_told(take: Take, known: Organisation, curator: User) -> None:
    take(DOUBTFUL, kind="sites", source="DCMR")
    match = RowMatch.objects.get()
    Municipality.objects.filter(slug="den-haag").delete()
    with pytest.raises(NotPossible, match="Den Haag"):
        same(match, known, curator, place="list")
    assert sites(known) == [("", "Plein 3", True)]
