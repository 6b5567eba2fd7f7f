"""``/api/v1/imports``: from a list that is delivered to one that the team applied; of others nothing is seen."""

import pytest
from django.urls import reverse

from companies.models import Organisation
from imports.models import Import
from imports.work import work_on
from loket.api.delivering.taking import MOST_AN_HOUR
from loket.roles import Role
from publication.rebuild import rebuild_all
from tests.factories import MunicipalityFactory, OrganisationFactory, StageFactory
from tests.loket.delivering.conftest import ADDRESS, LIST, bearer, send
from tests.loket.security.accounts import make_user
from tests.loket.test_api_contract import answer_schema, compare

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(db) -> None:
    """What the lists name."""
    MunicipalityFactory(slug="rotterdam", name="Rotterdam", public=True)
    StageFactory(slug="refining", public=True)
    rebuild_all("municipalities")
    rebuild_all("stages")


@pytest.fixture
def partner(key_of):
    return key_of()


@pytest.fixture
def secret(partner) -> str:
    return partner[1]


def test_from_delivered_to_listed(client, chain, partner):
    owner, secret = partner
    sent = send(client, secret)
    assert sent.status_code == 202, sent.content
    job = Import.objects.get()
    address = f"{ADDRESS}/{job.pk}"
    assert (sent["Location"], sent.json()["state"]) == (address, "uploaded")
    assert (job.deliverer, job.user, job.kind, job.source) == (owner, None, "companies", "DCMR 2026")
    work_on(job.pk)

    told = client.get(address, headers=bearer(secret))
    assert told["Cache-Control"] == "no-store, private"
    assert "ETag" not in told
    assert "Access-Control-Allow-Origin" not in told
    compare(told.json(), answer_schema("/imports/{id}"), "import")
    assert (told.json()["state"], told.json()["rows"], told.json()["done"]) == ("planned", 2, 2)
    assert told.json()["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 1, "toReview": 0}
    rows = client.get(f"{address}/rows", {"outcome": "rejected"}, headers=bearer(secret)).json()
    compare(rows, answer_schema("/imports/{id}/rows"), "rows")
    assert [(row["row"], row["outcome"]) for row in rows["results"]] == [(3, "rejected")]
    assert rows["results"][0]["issues"][0]["value"] == "geen adres"
    page = client.get(ADDRESS, headers=bearer(secret)).json()
    compare(page, answer_schema("/imports"), "imports")
    assert [one["id"] for one in page["results"]] == [job.pk]
    assert not Organisation.objects.exists()

    curator = make_user("c.curator", Role.CURATOR)
    client.force_login(curator)
    assert "van-partner" in client.get(reverse("admin:imports_import_changelist")).content.decode()
    assert "van-partner" in client.get(job.get_absolute_url()).content.decode()
    assert "lijst.csv" in client.get(reverse("admin:index")).content.decode()
    assert client.post(reverse("admin:imports_import_apply", args=[job.pk])).status_code == 302
    work_on(job.pk)
    client.logout()
    told = client.get(address, headers=bearer(secret)).json()
    assert told["state"] == "applied"
    assert told["appliedAt"]
    assert Organisation.history.get().history_user == curator
    assert [row["name"] for row in client.get("/api/v1/companies").json()["results"]] == ["Erts BV"]


def test_the_rows_to_correct_come_in_the_layout_of_the_list_and_are_all_there_is_to_send_again(client, chain, secret):
    rows = "Naam;Wat wij doen;Schakel;Gemeente;Website\nErts BV;graven;refining;Rotterdam;\n"
    bad = "=Gruis BV;puin;refining;Rotterdam;geen adres\nTotaal;;;;12\n"
    number = send(client, secret, rows + bad).json()["id"]
    work_on(number)
    answer = client.get(f"{ADDRESS}/{number}/rows?outcome=rejected&format=csv", headers=bearer(secret))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Content-Disposition"].startswith('attachment; filename="lijst-')
    text = answer.content.decode("utf-8-sig")
    assert text.splitlines() == [
        "Naam;Wat wij doen;Schakel;Gemeente;Website",
        "'=Gruis BV;puin;refining;Rotterdam;geen adres",
    ]
    same = client.get(f"{ADDRESS}/{number}/rows?outcome=rejected", headers=bearer(secret) | {"Accept": "text/csv"})
    assert same.content == answer.content
    corrected = text.replace("geen adres", "gruis.example").replace("'=", "")
    again = send(client, secret, corrected).json()["id"]
    work_on(again)
    assert client.get(f"{ADDRESS}/{again}", headers=bearer(secret)).json()["counts"]["created"] == 1


@pytest.mark.parametrize("question", ["", "outcome=created", "outcome=rejected&pageSize=5", "outcome=rejected&x=1"])
def test_csv_is_for_the_rows_to_correct_alone(client, secret, key_of, question):
    number = send(client, secret).json()["id"]
    work_on(number)
    answer = client.get(f"{ADDRESS}/{number}/rows?format=csv&{question}", headers=bearer(secret))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    _other, theirs = key_of(name="ander")
    address = f"{ADDRESS}/{number}/rows?format=csv&outcome=rejected"
    assert client.get(address, headers=bearer(theirs)).status_code == 404


def test_the_same_list_is_the_same_import(client, secret):
    first, again = send(client, secret), send(client, secret)
    assert (first.status_code, again.status_code) == (202, 200)
    assert again["Location"] == first["Location"]
    assert again.json()["id"] == first.json()["id"]
    assert send(client, secret, source="anders").status_code == 202
    Import.objects.update(state="cancelled")
    assert send(client, secret).status_code == 202
    assert Import.objects.count() == 3


def test_columns_that_nobody_knows_wait_for_the_team(client, secret):
    send(client, secret, "wie;wat\nErts BV;lood\n")
    job = Import.objects.get()
    work_on(job.pk)
    assert client.get(f"{ADDRESS}/{job.pk}", headers=bearer(secret)).json()["state"] == "needs_mapping"


@pytest.mark.parametrize(
    ("members", "name"),
    [
        ({"kind": None}, "kind"),
        ({"kind": "nonsense"}, "kind"),
        ({"file": None}, "file"),
        ({"file": "text"}, "file"),
        ({"content": b"%PDF-1.4"}, "file"),
        ({"content": b""}, "file"),
        ({"name": "x.docx"}, "file"),
        ({"source": "x" * 201}, "source"),
        ({"source": "a\x00b"}, "source"),
        ({"source": ["a", "b"]}, "source"),
        ({"apply": "true"}, "apply"),
        ({"deliverer": "1"}, "deliverer"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(client, secret, settings, members, name):
    answer = send(client, secret, **members)
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert name in {error["name"] for error in answer.json()["errors"]}
    assert not Import.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.csv"))


def test_one_byte_too_many_and_far_too_many(client, secret, settings):
    settings.IMPORT_MAX_BYTES = len(LIST.encode())
    assert send(client, secret).status_code == 202
    assert send(client, secret, LIST + "x").status_code == 400
    assert send(client, secret, LIST + "x" * 70_000).status_code == 413


def test_another_form_of_body_and_other_verbs(client, secret):
    assert client.post(ADDRESS, {}, content_type="application/json", headers=bearer(secret)).status_code == 415
    broken = client.post(ADDRESS, b"x", content_type="multipart/form-data; boundary=", headers=bearer(secret))
    assert broken.status_code == 400
    for verb in (client.put, client.patch, client.delete):
        assert verb(ADDRESS, headers=bearer(secret)).status_code == 405


def test_a_key_brings_so_many_lists_an_hour(client, secret):
    answers = [send(client, secret, f"naam\nErts {number} BV\n") for number in range(MOST_AN_HOUR + 1)]
    assert [answer.status_code for answer in answers] == [202] * MOST_AN_HOUR + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_of_others_nothing_is_seen(client, secret, key_of):
    _other, theirs = key_of(name="ander")
    number = send(client, secret).json()["id"]
    work_on(number)
    assert client.get(ADDRESS, headers=bearer(theirs)).json()["count"] == 0
    missing = client.get(f"{ADDRESS}/999999", headers=bearer(theirs))
    for path in (f"{number}", f"{number}/rows", "99999999999999999999"):
        answer = client.get(f"{ADDRESS}/{path}", headers=bearer(theirs))
        assert answer.status_code == missing.status_code == 404
        assert answer.json()["detail"] == missing.json()["detail"]
    # The same list of somebody else is new to who brings it: nothing tells that it is known.
    assert send(client, theirs).status_code == 202


def test_a_partner_does_not_hear_what_the_register_keeps_inside(client, chain, secret, key_of):
    for number in (1, 2):
        OrganisationFactory(name="Erts BV", slug=f"geheim-{number}", staff_note="nooit tonen")
    rebuild_all("companies")
    _curator, inside = key_of(Role.CURATOR)
    told = {}
    for one in (secret, inside):
        number = send(client, one, "naam;schakel\nErts BV;refining\n").json()["id"]
        work_on(number)
        told[one] = client.get(f"{ADDRESS}/{number}/rows", headers=bearer(one)).json()["results"]
    assert told[secret][0]["outcome"] == told[inside][0]["outcome"] == "toReview"
    assert len(told[secret][0]["issues"]) == 1
    assert "waits for a decision" in told[secret][0]["issues"][0]["reason"]
    assert "known" in str(told[inside])
    assert "known" not in str(told[secret])


@pytest.mark.parametrize("question", ["page=0", "pageSize=101", "page=2", "x=1", "page=1&page=1", "outcome=none"])
def test_odd_questions_are_refused_with_the_name(client, secret, question):
    status = 404 if question == "page=2" else 400
    answer = client.get(f"{ADDRESS}?{question}", headers=bearer(secret))
    assert answer.status_code == status
    assert answer.json()["errors"][0]["name"] == question.partition("=")[0]


def test_a_list_of_imports_costs_the_same_however_long(client, secret, django_assert_num_queries):
    for number in range(3):
        send(client, secret, f"naam\nErts {number} BV\n")
    Import.objects.filter(pk__gt=Import.objects.earliest("pk").pk).update(state="planning")
    client.get(ADDRESS, headers=bearer(secret))
    with django_assert_num_queries(4):
        assert client.get(ADDRESS, headers=bearer(secret)).json()["count"] == 3
