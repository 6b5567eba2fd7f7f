"""A page that reads no parameters says so when it gets one, and names it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from loket.views.pages import TEXT_PAGES
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
REGISTER = ("organisation", "report", "claim")


def assert_it_names(client: Client, path: str, language: str) -> None:
    reason = {"nl": "Deze pagina kent geen parameters", "en": "This page knows no parameters"}[language]
    assert reason not in client.get(path).content.decode()
    page = client.get(f"{path}?kleur=rood&%3Cb%3E=1").content.decode()
    assert page.count(reason) == 2
    assert "<strong>kleur</strong>" in page
    assert "<strong>&lt;b&gt;</strong>" in page


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", TEXT_PAGES)
def test_a_page_of_text(client: Client, name: str, language: str) -> None:
    with override(language):
        path = reverse(f"loket:{name}")
    assert_it_names(client, path, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", REGISTER)
def test_a_page_of_an_organisation(client: Client, name: str, language: str) -> None:
    OrganisationFactory(public=True, slug="metaal")
    with override(language):
        path = reverse(f"companies:{name}", args=["metaal"])
    assert_it_names(client, path, language)
