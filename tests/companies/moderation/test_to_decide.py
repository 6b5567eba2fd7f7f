"""One list of all that waits for a decision: reports, claims, and rows of lists that are in doubt."""

import datetime
import html
import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from companies import to_decide
from companies.admin.to_decide import PER_PAGE
from companies.models import Case, Organisation, RowMatch
from loket.models import User
from tests.factories import UserFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db
PAGE = "/admin/companies/case/to-decide/"


def report(organisation: Organisation, stamp: str, *, kind: str = "change", days: int = 0, **more: object) -> Case:
    case = Case.objects.create(organisation=organisation, kind=kind, stamp=stamp, source="Jaarverslag", **more)
    Case.objects.filter(pk=case.pk).update(created_at=timezone.now() - datetime.timedelta(days))
    return case


def doubt(name: str, *, days: int = 0, **more: object) -> RowMatch:
    match = RowMatch.objects.create(name=name, name_key=name.lower(), fingerprint=name, source_key="dcmr", **more)
    RowMatch.objects.filter(pk=match.pk).update(created_at=timezone.now() - datetime.timedelta(days))
    return match


@pytest.fixture
def waits(two: tuple[Organisation, Organisation], moderator: User) -> None:
    one, other = two
    report(one, "a", days=9)
    report(other, "b", kind="closure", days=3, assignee=moderator)
    report(other, "c", state="asked")
    report(other, "d", state="accepted", decided_at=timezone.now())
    doubt("Metall Een", days=5)
    doubt("Metaal Zes", state="new", decided_at=timezone.now())


def told(client: Client, query: str = "") -> list[tuple[str, str]]:
    """Kind and title of each line."""
    page = client.get(f"{PAGE}{query}").content.decode()
    return re.findall(r'<span class="mark">([^<]+)</span></td>\s*<th scope="row"><a href="[^"]+">([^<]+)<', page)


def test_reports_and_doubtful_rows_stand_in_one_list_the_oldest_first(client: Client, waits, moderator) -> None:
    client.force_login(moderator)
    everything = [
        ("wijziging", "Metaal 001"), ("koppeling van een lijst", "Metall Een"), ("beëindiging", "Metaal 002"),
    ]  # fmt: skip
    assert told(client) == everything
    page = client.get(PAGE).content.decode()
    assert "openbare pagina: Jaarverslag" in page
    assert "9 dagen" in page
    assert str(moderator) in page
    start = client.get("/admin/").content.decode()
    assert "<strong>3</strong> te besluiten" in start
    assert "Te besluiten, met koppelingen van lijsten: 3" in " ".join(
        re.sub("<[^>]+>", "", client.get("/admin/companies/case/").content.decode()).split()
    )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?kind=match", ["Metall Een"]),
        ("?kind=closure", ["Metaal 002"]),
        ("?kind=move", []),
        ("?of=mine", ["Metaal 002"]),
        ("?of=unassigned", ["Metaal 001", "Metall Een"]),
        ("?kind=change&of=mine", []),
        ("?p=999", ["Metaal 001", "Metall Een", "Metaal 002"]),
        ("?p=x", ["Metaal 001", "Metall Een", "Metaal 002"]),
    ],
)
def test_it_is_narrowed_by_kind_and_assignee(client: Client, waits, moderator, query, titles) -> None:
    client.force_login(moderator)
    assert [title for _kind, title in told(client, query)] == titles


def test_what_it_does_not_know_is_told_and_all_are_shown(client: Client, waits, moderator) -> None:
    client.force_login(moderator)
    assert len(told(client, "?kind=%3Cb%3E")) == 3
    page = client.get(f"{PAGE}?kind=%3Cb%3E&of=me").content.decode()
    assert "“&lt;b&gt;” is hier niet bekend" in page


def test_nothing_that_waits_is_said(client: Client, moderator) -> None:
    client.force_login(moderator)
    assert "Er wacht niets op een besluit." in client.get(PAGE).content.decode()
    assert "Hiervan wacht niets op een besluit." in client.get(f"{PAGE}?kind=claim").content.decode()


def test_who_may_see_one_of_both_sees_that_one(client: Client, waits) -> None:
    for role, status in (("curator", 200), ("viewer", None), ("permit-officer", None)):
        user = UserFactory(staff=True, username=f"{role}-2")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        allowed = to_decide.may_look(user)
        answer = client.get(PAGE)
        assert answer.status_code == (200 if allowed else 403), role
        assert status is None or allowed
        if allowed:
            visible = {"case": "companies.view_case", "match": "companies.view_rowmatch"}
            seen = {which for _since, which, _pk in to_decide.waiting(user)}
            assert seen == {which for which, permission in visible.items() if user.has_perm(permission)}


def test_a_long_list_has_pages_and_as_many_queries(client: Client, two, moderator) -> None:
    client.force_login(moderator)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(PAGE).status_code == 200
        return len(seen)

    report(two[0], "x", days=400)
    doubt("Eerste", days=399)
    few = queries()
    for number in range(60):
        report(two[number % 2], f"n{number}", days=number)
        doubt(f"Rij {number}", days=number)
    assert queries() <= few
    assert len(told(client)) == PER_PAGE
    assert "?p=2" in client.get(PAGE).content.decode()
    last = told(client, "?p=3")
    assert len(last) == 122 - 2 * PER_PAGE
    assert told(client, "?kind=match&p=2")[0][1].startswith("Rij")


def opened(client: Client, query: str, title: str) -> str:
    """The address behind the line with this title."""
    page = client.get(f"{PAGE}{query}").content.decode()
    return html.unescape(re.findall(rf'<th scope="row"><a href="([^"]+)">{title}<', page)[0])


@pytest.mark.parametrize("query", ["", "?kind=match", "?of=unassigned", "?kind=match&of=unassigned"])
def test_who_decides_one_comes_back_to_the_list_as_it_was(client: Client, waits, moderator, query: str) -> None:
    client.force_login(moderator)
    address = opened(client, query, "Metall Een")
    page = client.get(address)
    assert f'href="{PAGE}{query}"' in html.unescape(page.content.decode())
    taken = client.post(address, {"do": "take"})
    assert client.get(taken["Location"]).status_code == 200
    assert f'href="{PAGE}{query}"' in html.unescape(client.get(taken["Location"]).content.decode())
    answer = client.post(taken["Location"], form_data(page, "decide") | {"do": "left", "reason": "Dubbel."})
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{query}")


def test_a_report_goes_back_to_the_list_too_and_keeps_its_page(client: Client, waits, moderator) -> None:
    client.force_login(moderator)
    address = opened(client, "?kind=change", "Metaal 001").replace("kind%3Dchange", "kind%3Dchange%26p%3D3")
    refused = form_data(client.get(address), "decide") | {"do": "decide", "remark": "no", "reason": "Klopt niet."}
    answer = client.post(address, refused)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?kind=change&p=3")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("given", ["//evil.example/", "https://evil.example", "next=//evil.example", "%00", "kind=%ff"])
def test_an_address_leads_to_no_other_place(client: Client, waits, moderator, given: str) -> None:
    client.force_login(moderator)
    match = RowMatch.objects.waiting().get()
    page = client.get(f"/admin/companies/rowmatch/{match.pk}/change/", {"to_decide": given})
    assert page.status_code == 200
    assert "evil" not in page.context["back"]
    assert page.context["back"].startswith(PAGE)
    assert client.get(page.context["back"]).status_code == 200


def test_another_organisation_is_looked_up_without_losing_the_list(client: Client, waits, moderator) -> None:
    client.force_login(moderator)
    page = client.get(opened(client, "?kind=match", "Metall Een")).content.decode()
    assert '<input type="hidden" name="to_decide" value="kind=match">' in page
