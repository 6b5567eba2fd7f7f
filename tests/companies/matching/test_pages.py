"""The queue of doubtful rows, the page side by side, and the page of thresholds."""

import pytest
from django.test import Client

from companies.models import Municipality, Organisation, RowMatch
from loket.models import User
from tests.companies.imports.lists import Take
from tests.factories import OrganisationFactory, SiteFactory, UserFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
QUEUE = "/admin/companies/rowmatch/"

LIST = """\
naam;schakel;gemeente;website;omschrijving;grondstof
Krommenhoek Groep;refining;Den Haag;groep.example;Wint <i>metaal</i>.;Cu
"""


@pytest.fixture
def match(take: Take) -> RowMatch:
    known = OrganisationFactory(name="Krommenhoek Metals", description_nl="Handelt in <b>metaal</b>.")
    SiteFactory(organisation=known, municipality=Municipality.objects.get(slug="rotterdam"), town="Rotterdam")
    OrganisationFactory(name="Kromenhoek Nederland")
    take(LIST, source="DCMR 2026")
    return RowMatch.objects.get()


def address(match: RowMatch) -> str:
    return f"{QUEUE}{match.pk}/change/"


def test_the_queue_tells_source_age_and_candidates(curator: User, client: Client, match: RowMatch) -> None:
    page = client.get(QUEUE).content.decode()
    assert "Krommenhoek Groep" in page
    assert "DCMR 2026" in page
    assert "0 dagen" in page
    reports = client.get("/admin/companies/case/").content.decode()
    assert QUEUE in reports


def test_both_stand_side_by_side_with_score_and_reasons(curator: User, client: Client, match: RowMatch) -> None:
    known = Organisation.objects.get(name="Krommenhoek Metals")
    page = client.get(address(match), {"candidate": known.pk}).content.decode()
    assert "zelfde naam, op woorden na die velen hebben (+72)" in page
    assert "andere plaats (-15)" in page
    assert "57 van 100" in page
    assert "Handelt in &lt;b&gt;metaal&lt;/b&gt;." in page
    assert "Wint &lt;i&gt;metaal&lt;/i&gt;." in page
    assert "Raffinage, Koper" in page
    other = Organisation.objects.get(name="Kromenhoek Nederland")
    beside = client.get(address(match), {"candidate": other.pk}).content.decode()
    assert "Het is Kromenhoek Nederland" in beside


def test_a_decision_by_the_page(curator: User, client: Client, match: RowMatch) -> None:
    known = Organisation.objects.get(name="Krommenhoek Metals")
    page = client.get(address(match), {"candidate": known.pk})
    data = form_data(page, "decide") | {"do": "same", "field_name": "both", "field_description_nl": "list"}
    answer = client.post(address(match), data, follow=True).content.decode()
    assert "Krommenhoek Groep: is deze organisatie." in answer
    known.refresh_from_db()
    assert (known.name, known.website, known.description_nl) == (
        "Krommenhoek Metals",
        "https://groep.example",
        "Wint <i>metaal</i>.",
    )
    assert [one.name for one in known.other_names.all()] == ["Krommenhoek Groep"]
    told = client.get(address(match)).content.decode()
    assert "curator" in told
    assert 'value="split"' in told


def test_it_may_be_one_that_was_no_candidate(curator: User, client: Client, match: RowMatch, take: Take) -> None:
    known = OrganisationFactory(name="Zeehaven Schroot", website="")
    assert known.pk not in match.candidates.values_list("organisation", flat=True)
    unclear = client.get(address(match), {"other": "zeehaven"})
    assert unclear.status_code == 422
    assert "Zeehaven Schroot" in unclear.content.decode()
    beside = client.get(address(match), {"other": "zeehaven", "meant": known.slug})
    assert "Het is Zeehaven Schroot" in beside.content.decode()
    data = form_data(beside, "decide") | {"do": "same", "field_name": "register"}
    assert client.post(f"{address(match)}?other=zeehaven&meant={known.slug}", data).status_code == 302
    known.refresh_from_db()
    assert (known.name, known.website) == ("Zeehaven Schroot", "https://groep.example")
    again = take(LIST + "\n", source="DCMR 2027")
    assert (again.counts["unchanged"], again.counts.get("review", 0)) == (1, 0)
    assert not RowMatch.objects.waiting().exists()


def test_who_comes_second_sees_what_happened(curator: User, client: Client, match: RowMatch) -> None:
    data = form_data(client.get(address(match)), "decide")
    client.post(address(match), data | {"do": "new", "reason": "Ander bedrijf."})
    second = UserFactory(superuser=True, username="tweede")
    client.force_login(second)
    answer = client.post(address(match), data | {"do": "same"}, follow=True).content.decode()
    assert "Van u is niets opgeslagen: curator" in answer
    assert "Ander bedrijf." in answer
    assert Organisation.objects.count() == 3


def test_taking_up_and_giving_back(curator: User, client: Client, match: RowMatch) -> None:
    client.post(address(match), {"do": "take"})
    match.refresh_from_db()
    assert match.assignee == curator
    assert "Krommenhoek Groep" in client.get(QUEUE, {"queue": "mine"}).content.decode()
    client.post(address(match), {"do": "give"})
    match.refresh_from_db()
    assert match.assignee is None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": "explode"},
        {"do": "same"},
        {"do": "same", "organisation": "x"},
        {"do": "same", "organisation": "9" * 30},
        {"do": "new", "reason": "x" * 501},
    ],
)
def test_odd_answers_change_nothing(curator: User, client: Client, match: RowMatch, data: dict[str, str]) -> None:
    assert client.post(address(match), data).status_code == 422
    match.refresh_from_db()
    assert match.is_open


def test_a_choice_that_is_none_is_told(curator: User, client: Client, match: RowMatch) -> None:
    data = form_data(client.get(address(match)), "decide") | {"do": "same", "field_name": "x"}
    answer = client.post(address(match), data)
    assert answer.status_code == 422
    assert "Naam" in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "999", "9" * 30, "x", "²"])
def test_no_such_match(curator: User, client: Client, number: str) -> None:
    assert client.get(f"{QUEUE}{number}/change/").status_code in {302, 404}


def test_who_only_looks_gets_no_buttons(viewer: User, client: Client, match: RowMatch) -> None:
    page = client.get(address(match)).content.decode()
    assert 'value="same"' not in page
    assert client.post(address(match), {"do": "new"}).status_code == 403


def test_the_page_of_thresholds(curator: User, client: Client) -> None:
    page = client.get(f"{QUEUE}quality/").content.decode()
    assert "MATCH_SURE" in page
    assert "100,0 %" in page
    client.force_login(UserFactory(staff=True))
    assert client.get(f"{QUEUE}quality/").status_code == 403


def test_a_longer_queue_asks_no_more_queries(curator: User, client: Client, match: RowMatch) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(QUEUE)
        return len(captured)

    few = queries()
    for number in range(20):
        RowMatch.objects.create(name=f"Rij {number}", name_key="x", fingerprint=str(number), job=match.job)
    assert queries() <= few


def test_the_preview_tells_how_many_are_recognised_and_the_list_how_many_wait(
    curator: User, client: Client, match: RowMatch, take: Take
) -> None:
    waiting = client.get(f"/admin/imports/import/{match.job_id}/change/").content.decode()
    assert "koppelingen om over te beslissen" in waiting
    assert "Krommenhoek Groep" in client.get(f"{QUEUE}?job__id__exact={match.job_id}").content.decode()
    Organisation.objects.filter(name="Krommenhoek Metals").update(website="https://krommenhoek.example")
    job = take("naam;gemeente;website\nKrommenhoeck Metals;Rotterdam;krommenhoek.example\n", apply=False)
    page = client.get(f"/admin/imports/import/{job.pk}/change/").content.decode()
    assert "<dt>herkend aan gelijkenis</dt><dd>1</dd>" in page
    assert "is herkend als “Krommenhoek Metals”" in page


@pytest.mark.parametrize(
    ("language", "told"),
    [("nl", "rij 2, naam “...”: is geen naam"), ("en", "row 2, name “...”: is no name")],
)
def test_rows_that_became_invalid_while_they_waited_are_told_with_row_column_and_value(
    curator: User, client: Client, match: RowMatch, language: str, told: str
) -> None:
    User.objects.filter(pk=curator.pk).update(language=language)
    number, raw, cells = match.rows[0]
    RowMatch.objects.filter(pk=match.pk).update(rows=[[number, raw, cells | {"name": "..."}]])
    page = client.get(address(match))
    assert told in page.content.decode()
    for what in ("same", "new"):
        answer = client.post(address(match), form_data(page, "decide") | {"do": what})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    match.refresh_from_db()
    assert match.is_open
    assert client.post(address(match), form_data(page, "decide") | {"do": "left"}).status_code == 302
    match.refresh_from_db()
    assert match.state == "left"
    assert (match.job.counts["review"], match.job.counts["rejected"]) == (0, 1)
    assert [issue.column for issue in match.job.rows.get().issue_list] == ["name"]
