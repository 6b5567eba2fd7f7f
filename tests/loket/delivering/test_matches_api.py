"""``/api/v1/matches``: whom rows are about, read and decided with a key that may, as its owner does in the admin."""

import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from companies.matching.deciding import leave
from companies.models import Municipality, Organisation, RowMatch
from loket.accounts.rules import NotAllowed
from loket.keys.actions import make
from loket.models import ApiKey, User
from loket.roles import Role
from tests.companies.imports.conftest import _chain, chain, take
from tests.companies.imports.lists import Take, counts
from tests.factories import OrganisationFactory, SiteFactory
from tests.loket.delivering.conftest import ADDRESS as IMPORTS
from tests.loket.delivering.conftest import bearer
from tests.loket.security.accounts import make_user
from tests.loket.test_api_contract import answer_schema, compare

__all__ = ["_chain", "chain", "take"]

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/matches"
ROW = (
    "naam;schakel;gemeente;website;omschrijving\n"
    "Krommenhoek Groep;refining;Den Haag;groep.example;Wint metaal.\n"
)  # fmt: skip
CHOICES = {"name": "both", "website": "list", "description_nl": "register", "place": "register"}


@pytest.fixture
def known(chain: None) -> Organisation:
    known = OrganisationFactory(name="Krommenhoek Metals", slug="krommenhoek", description_nl="Handelt.")
    SiteFactory(organisation=known, municipality=Municipality.objects.get(slug="rotterdam"), town="Rotterdam")
    return known


@pytest.fixture
def match(take: Take, known: Organisation) -> RowMatch:
    take(ROW, source="DCMR 2026")
    return RowMatch.objects.get()


def key_for(by: User, role: Role, name: str, *, may_decide: bool = True) -> str:
    owner = User.objects.filter(username=name).first() or make_user(name, role)
    day = timezone.localdate() + datetime.timedelta(days=3)
    _key, secret = make(by=by, owner=owner, name="beslisser", expires_on=day, may_decide=may_decide)
    return secret


@pytest.fixture
def secret(administrator: User) -> str:
    return key_for(administrator, Role.CURATOR, "c.curator")


def decide(client, secret: str, match: RowMatch, **body: object):
    address = f"{ADDRESS}/{match.pk}/decision"
    return client.post(address, body, content_type="application/json", headers=bearer(secret))


def test_read_compare_decide(client, secret: str, match: RowMatch, known: Organisation) -> None:
    page = client.get(ADDRESS, headers=bearer(secret))
    assert page["Cache-Control"] == "no-store, private"
    compare(page.json(), answer_schema("/matches"), "matches")
    (told,) = page.json()["results"]
    assert (told["id"], told["kind"], told["name"], told["rows"]) == (match.pk, "companies", "Krommenhoek Groep", [2])
    assert [one["company"] for one in told["candidates"]] == ["krommenhoek"]
    assert any("same name" in reason for reason in told["candidates"][0]["reasons"])
    one = client.get(told["url"], headers=bearer(secret)).json()
    compare(one, answer_schema("/matches/{id}"), "match")
    assert one["beside"] == "krommenhoek"
    fields = {field["field"]: field for field in one["fields"]}
    assert fields["website"]["list"] == "https://groep.example"
    assert fields["description_nl"]["choices"] == ["register", "list", "both"]

    answer = decide(client, secret, match, decision="same", company="krommenhoek", choices=CHOICES, reason="Bekend.")
    assert answer.status_code == 200, answer.content
    assert (answer.json()["state"], answer.json()["company"], answer.json()["reason"]) == (
        "same", "krommenhoek", "Bekend.",
    )  # fmt: skip
    known.refresh_from_db()
    assert (known.website, known.description_nl) == ("https://groep.example", "Handelt.")
    assert [other.name for other in known.other_names.all()] == ["Krommenhoek Groep"]
    match.refresh_from_db()
    assert match.decided_by == User.objects.get(username="c.curator")
    assert known.history.first().history_user == match.decided_by
    assert client.get(ADDRESS, headers=bearer(secret)).json()["count"] == 0
    assert client.get(ADDRESS, {"state": "same"}, headers=bearer(secret)).json()["count"] == 1


def test_none_of_these_and_left_out(client, secret: str, match: RowMatch, take: Take) -> None:
    assert decide(client, secret, match, decision="new").json()["company"] == "krommenhoek-groep"
    row = "naam;schakel;gemeente\nKrommenhoek Handel;refining;Rotterdam\n"
    take(row, source="DCMR 2026")
    other = RowMatch.objects.waiting().get()
    assert decide(client, secret, other, decision="left", reason="Fout.").json()["state"] == "left"
    assert counts(take(row, source="DCMR 2027")) == {"rejected": 1}


def test_rows_of_sites_too(client, secret: str, known: Organisation, take: Take) -> None:
    take("Bedrijf;Vestiging;Straat;Gemeente\nKrommenhoek Groep;Werf;Kade 1;Rotterdam\n", kind="sites", source="DCMR")
    match = RowMatch.objects.get()
    one = client.get(f"{ADDRESS}/{match.pk}", headers=bearer(secret)).json()
    assert (one["kind"], one["fields"][-1]["note"]) == ("sites", "is added as another site")
    answer = decide(client, secret, match, decision="same", company="krommenhoek", choices={"name": "register"})
    assert answer.status_code == 200, answer.content
    assert known.sites.filter(name="Werf").exists()
    take(
        "Bedrijf;Hoofdvestiging;Straat;Gemeente\nKrommenhoek Groep;nee;Kadde 1;Rotterdam\n", kind="sites", source="DCMR"
    )
    one = client.get(f"{ADDRESS}/{match.pk}", headers=bearer(secret)).json()
    assert (one["state"], one["fields"][-1]["field"], one["fields"][-1]["register"]) == (
        "open",
        "row_2",
        "Werf: Kade 1, Rotterdam",
    )
    for choices, status in (({"name": "register"}, 400), ({"name": "register", "row_2": "register"}, 200)):
        answer = decide(client, secret, match, decision="same", company="krommenhoek", choices=choices)
        assert answer.status_code == status, answer.content
    assert known.sites.count() == 2


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "decision"),
        ({"decision": "merge"}, "decision"),
        ({"decision": 1}, "decision"),
        ({"decision": "same"}, "company"),
        ({"decision": "same", "company": "bestaat-niet"}, "company"),
        ({"decision": "same", "company": 7}, "company"),
        ({"decision": "same", "company": "krommenhoek"}, "choices.website"),
        ({"decision": "same", "company": "krommenhoek", "choices": []}, "choices"),
        ({"decision": "same", "company": "krommenhoek", "choices": CHOICES | {"website": "both"}}, "choices.website"),
        ({"decision": "same", "company": "krommenhoek", "choices": CHOICES | {"website": None}}, "choices.website"),
        ({"decision": "same", "company": "krommenhoek", "choices": CHOICES | {"rsin": "list"}}, "choices.rsin"),
        ({"decision": "new", "company": "krommenhoek"}, "company"),
        ({"decision": "left", "choices": CHOICES}, "choices"),
        ({"decision": "new", "reason": "x" * 501}, "reason"),
        ({"decision": "new", "by": "somebody"}, "by"),
    ],
)
def test_a_wrong_decision_is_named_and_changes_nothing(client, secret: str, match: RowMatch, body, name: str) -> None:
    answer = decide(client, secret, match, **body)
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert name in {error["name"] for error in answer.json()["errors"]}
    match.refresh_from_db()
    assert match.is_open


def test_other_bodies_verbs_and_questions(client, secret: str, match: RowMatch) -> None:
    address = f"{ADDRESS}/{match.pk}/decision"
    assert client.post(address, {"decision": "new"}, headers=bearer(secret)).status_code == 415
    for broken in (
        b"{",
        b"[]",
        b"null",
        b'{"decision": "new", "decision": "left"}',
        b'{"decision": "new", "reason": "a\\u0000b"}',
    ):
        answer = client.post(address, broken, content_type="application/json", headers=bearer(secret))
        assert answer.status_code == 400, broken
    assert client.get(address, headers=bearer(secret)).status_code == 405
    for question, name in (
        ("state=x", "state"),
        ("import=x", "import"),
        ("import=0", "import"),
        ("import=", "import"),
        ("import=1&import=2", "import"),
        ("x=1", "x"),
    ):
        answer = client.get(f"{ADDRESS}?{question}", headers=bearer(secret))
        assert (answer.status_code, answer.json()["errors"][0]["name"]) == (400, name)
    for path in ("999999", "9" * 30):
        assert client.get(f"{ADDRESS}/{path}", headers=bearer(secret)).status_code == 404
    for slug in ("niets", ""):
        unknown = client.get(f"{ADDRESS}/{match.pk}?company={slug}", headers=bearer(secret))
        assert (unknown.status_code, unknown.json()["errors"][0]["name"]) == (404, "company")
    assert client.get(f"{ADDRESS}?import={'9' * 30}", headers=bearer(secret)).json()["count"] == 0
    number = match.job_id
    assert client.get(ADDRESS, {"import": number}, headers=bearer(secret)).json()["count"] == 1
    assert client.get(ADDRESS, {"import": number + 1}, headers=bearer(secret)).json()["count"] == 0
    match.refresh_from_db()
    assert match.is_open


def test_of_two_the_second_hears_what_was_decided_and_a_repeat_does_no_harm(
    client, secret: str, match: RowMatch, administrator: User
) -> None:
    first = decide(client, secret, match, decision="new")
    again = decide(client, secret, match, decision="new")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    other = key_for(administrator, Role.CURATOR, "d.curator")
    answers = [decide(client, other, match, decision="new"), decide(client, secret, match, decision="left")]
    answers.append(decide(client, other, match, decision="same", company="krommenhoek", choices=CHOICES))
    for answer in answers:
        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
        assert "Nothing of yours is saved" in answer.json()["detail"]
    assert Organisation.objects.count() == 2


def test_rows_that_became_wrong_meanwhile_are_a_conflict(client, secret: str, match: RowMatch) -> None:
    Municipality.objects.filter(slug="den-haag").delete()
    answer = decide(client, secret, match, decision="new")
    assert answer.status_code == 409
    assert "Den Haag" in answer.json()["detail"]


@pytest.mark.parametrize("role", [Role.PARTNER, Role.PERMIT_OFFICER])
def test_who_does_not_decide_in_the_admin_gets_no_key_that_does(administrator: User, role: Role, client) -> None:
    with pytest.raises(NotAllowed):
        key_for(administrator, role, "ander")
    client.force_login(administrator)
    owner = User.objects.get(username="ander")
    data = {"owner": owner.pk, "name": "x", "expires_on": str(timezone.localdate()), "may_decide": "on"}
    assert client.post(reverse("admin:loket_apikey_add"), data).status_code == 200
    assert not ApiKey.objects.exists()


def test_every_other_key_is_refused(client, match: RowMatch, administrator: User, known: Organisation) -> None:
    partner = key_for(administrator, Role.PARTNER, "dcmr", may_decide=False)
    plain = key_for(administrator, Role.CURATOR, "c.curator", may_decide=False)
    lost = key_for(administrator, Role.CURATOR, "oud")
    User.objects.get(username="oud").groups.clear()
    for secret in (partner, plain, lost):
        for answer in (
            client.get(ADDRESS, headers=bearer(secret)),
            client.get(f"{ADDRESS}/{match.pk}", headers=bearer(secret)),
            decide(client, secret, match, decision="new"),
        ):
            assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
            assert known.name not in answer.content.decode()
    client.force_login(User.objects.get(username="c.curator"))
    assert client.get(ADDRESS).status_code == 401
    cache.clear()
    match.refresh_from_db()
    assert match.is_open
    assert client.get(IMPORTS, headers=bearer(plain)).status_code == 200, "what a key did it still does"


def test_a_longer_queue_asks_no_more_queries(
    client, secret: str, match: RowMatch, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client.get(ADDRESS, headers=bearer(secret))
    for number in range(15):
        one = RowMatch.objects.create(name=f"Rij {number}", name_key="x", fingerprint=str(number), job=match.job)
        one.candidates.create(organisation=match.candidates.get().organisation, score=60, reasons=[])
    with django_assert_max_num_queries(7):
        assert client.get(ADDRESS, headers=bearer(secret)).json()["count"] == 16


def test_what_was_left_out_says_so(client, secret: str, match: RowMatch, administrator: User) -> None:
    leave(match_id=match.pk, reason="Dubbel.", user=administrator)
    told = client.get(f"{ADDRESS}/{match.pk}", headers=bearer(secret)).json()
    assert (told["state"], told["reason"], told["company"]) == ("left", "Dubbel.", None)


def test_a_decision_is_taken_back_as_on_the_page(client, secret: str, match: RowMatch, known: Organisation) -> None:
    assert decide(client, secret, match, decision="split").status_code == 409, "nothing is decided yet"
    decide(client, secret, match, decision="same", company="krommenhoek", choices=CHOICES)
    known.refresh_from_db()
    assert known.website
    for _again in range(2):
        told = decide(client, secret, match, decision="split", reason="Toch een ander.")
        assert (told.status_code, told.json()["state"], told.json()["reason"]) == (200, "new", "Toch een ander.")
    known.refresh_from_db()
    assert not known.website
    assert Organisation.objects.filter(name="Krommenhoek Groep").count() == 1
    assert decide(client, secret, match, decision="reopen").status_code == 409, "it was not left out"


def test_what_was_left_out_waits_again(client, secret: str, match: RowMatch) -> None:
    decide(client, secret, match, decision="left")
    for _again in range(2):
        told = decide(client, secret, match, decision="reopen")
        assert (told.status_code, told.json()["state"]) == (200, "open")
    assert client.get(ADDRESS, headers=bearer(secret)).json()["count"] == 1
    assert decide(client, secret, match, decision="new").json()["state"] == "new"
