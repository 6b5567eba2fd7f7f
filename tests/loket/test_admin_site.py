"""The admin's start page and the language in which people work."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from loket.dashboard import dashboard
from tests.factories import (
    InquiryFactory,
    MaterialFactory,
    OrganisationFactory,
    SupplyEventFactory,
    UserFactory,
    days_from_now,
)

pytestmark = pytest.mark.django_db
START = "/admin/"


#: Kept on the page of what they belong to: a material, a meeting, a recommendation.
INSIDE_ANOTHER = {"valuechains.MaterialFact", "agenda.Decision", "agenda.RecommendationPart"}


def with_role(role: str, **traits):
    user = UserFactory(staff=True, **traits)
    user.groups.add(Group.objects.get(name=role))
    return user


def start(client: Client) -> dict:
    response = client.get(START)
    assert response.status_code == 200
    return response.context["dashboard"]


def test_an_empty_register_says_what_to_do_first(client: Client) -> None:
    client.force_login(with_role("curator"))
    shown = start(client)
    assert shown["is_empty"]
    assert shown["first_steps"]
    assert reverse("admin:companies_organisation_add") in client.get(START).content.decode()


def test_the_start_page_counts_what_waits_and_names_the_first(client: Client) -> None:
    client.force_login(with_role("curator"))
    OrganisationFactory.create_batch(7, located=True, working=True)
    OrganisationFactory(stale=True, located=True, working=True, name="Lang geleden")
    OrganisationFactory(
        verified=True, located=True, working=True, visibility="embargoed", embargo_until=days_from_now(3), name="Bijna"
    )
    piles = {pile.url.partition("=")[2]: pile for pile in start(client)["waiting"]}
    assert piles["unverified"].count == 7
    assert len(piles["unverified"].first) == 5
    assert [one.name for one in piles["stale"].first] == ["Lang geleden"]
    assert [one.name for one in piles["embargo-soon"].first] == ["Bijna"]
    assert piles["no-location"].count == 0
    listed = client.get(piles["unverified"].url).context["cl"]
    assert listed.result_count == 7


def test_the_page_of_a_part_lists_what_may_be_done_there(client: Client) -> None:
    client.force_login(with_role("viewer"))
    page = client.get("/admin/valuechains/").content.decode()
    assert reverse("admin:valuechains_material_changelist") in page
    assert reverse("admin:companies_organisation_add") not in page
    client.force_login(UserFactory(staff=True))
    assert client.get("/admin/valuechains/").status_code == 404


def test_the_start_page_asks_as_many_queries_for_a_full_register(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            start(client)
        return len(captured)

    client.force_login(with_role("curator"))
    # More than are shown in every pile, so that each pile counts.
    OrganisationFactory.create_batch(8, doubtful=True)
    OrganisationFactory.create_batch(8, stale=True)
    OrganisationFactory.create_batch(8, visibility="embargoed", embargo_until=days_from_now(3))
    for _ in range(3):
        few = queries()
    OrganisationFactory.create_batch(60, located=True, working=True)
    MaterialFactory.create_batch(20)
    SupplyEventFactory.create_batch(5)
    assert queries() == few


def test_a_viewer_sees_the_piles_and_no_buttons_to_add(client: Client) -> None:
    client.force_login(with_role("viewer"))
    OrganisationFactory()
    shown = start(client)
    assert "imports" not in shown
    assert shown["waiting"]
    assert reverse("admin:companies_organisation_add") not in [link.url for link in shown["quick_actions"]]


def test_somebody_without_a_role_is_told_so(client: Client) -> None:
    client.force_login(UserFactory(staff=True))
    shown = start(client)
    assert "figures" not in shown
    assert shown["quick_actions"] == []


def test_last_changes_name_the_person_and_the_door(client: Client) -> None:
    user = with_role("curator", username="petra")
    client.force_login(user)
    organisation = OrganisationFactory(name="Metaal BV")
    url = reverse("admin:companies_organisation_do", args=[organisation.pk, "verify"])
    client.post(url)
    newest = start(client)["changes"][0]
    assert (newest["what"], newest["who"], newest["door"]) == ("Metaal BV", user, "beheer")
    assert newest["how"] == "gewijzigd"
    assert newest["url"] == reverse("admin:companies_organisation_history", args=[organisation.pk])


def test_staff_pages_speak_the_language_of_the_person(client: Client) -> None:
    client.force_login(UserFactory(superuser=True))
    assert '<html lang="nl"' in client.get(START, headers={"accept-language": "en"}).content.decode()
    client.force_login(UserFactory(superuser=True, english=True))
    assert '<html lang="en"' in client.get(START, headers={"accept-language": "nl"}).content.decode()


def test_errors_of_staff_pages_speak_the_language_of_the_person_too() -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "nl"})
    client.force_login(UserFactory(superuser=True, english=True))
    for answer, status in ((client.post(f"{START}language/"), 403), (client.get(f"{START}nothing/"), 404)):
        assert answer.status_code == status
        assert '<html lang="en"' in answer.content.decode()


def test_the_language_is_kept_with_the_person(client: Client) -> None:
    user = UserFactory(staff=True)
    client.force_login(user)
    url = reverse("admin:language")
    assert client.get(url).status_code == 405
    response = client.post(url, {"language": "en", "next": "/admin/companies/organisation/"})
    assert response["Location"] == "/admin/companies/organisation/"
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize(("language", "target"), [("xx", "https://evil.test/"), ("", "//evil.test"), ("nl", "")])
def test_a_strange_language_or_target_is_harmless(client: Client, language, target) -> None:
    user = UserFactory(staff=True)
    client.force_login(user)
    response = client.post(reverse("admin:language"), {"language": language, "next": target})
    assert response["Location"] == START
    user.refresh_from_db()
    assert user.language == "nl"


def test_every_part_of_the_dashboard_is_in_one_call(rf) -> None:
    request = rf.get(START)
    request.user = UserFactory(superuser=True)
    assert {"figures", "waiting", "imports", "changes", "quick_actions"} <= dashboard(request).keys()


def test_metals_that_are_not_on_the_list_are_not_counted_as_critical(client: Client) -> None:
    client.force_login(with_role("viewer"))
    OrganisationFactory()
    MaterialFactory(listed=True)
    MaterialFactory(related=True)
    MaterialFactory()
    assert start(client)["figures"]["materials"] == 1
    assert "kritieke grondstoffen" in client.get(START).content.decode()


@pytest.mark.parametrize(("number", "words"), [(1, "vraag die niemand heeft"), (2, "vragen die niemand heeft")])
def test_one_question_is_no_plural(client: Client, number, words) -> None:
    client.force_login(with_role("desk-officer"))
    InquiryFactory.create_batch(number)
    assert words in client.get(START).content.decode()


def test_the_menu_leads_to_every_list_that_staff_keep() -> None:
    """Nothing but the menu tells of a list: the start page shows what waits alone."""
    lines = [line for part in settings.UNFOLD["SIDEBAR"]["navigation"] for line in part["items"]]
    addresses = {str(line["link"]) for line in lines}
    lists = {
        model._meta.label: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    }
    assert {label for label, address in lists.items() if address not in addresses} == INSIDE_ANOTHER
