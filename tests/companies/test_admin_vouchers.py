"""Sources of values in the form of an organisation: a line for each value and source, rows of a source behind them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.models import Organisation, Provenance
from companies.vouches import Vouch
from tests.companies.organisation_form import change_url, save
from tests.companies.vouchers import voucher, vouchers
from tests.factories import OrganisationFactory, ProvenanceFactory, SourceFactory
from tests.html_forms import form_data
from valuechains.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    """Two values of one source, ``b``, and one of them of ``a`` too; all confirmed."""
    one = OrganisationFactory(website="https://a.example.org")
    a, b = SourceFactory(slug="a", title="Bron A"), SourceFactory(slug="b", title="Bron B")
    for subject, source in (("name", a), ("name", b), ("website", b)):
        ProvenanceFactory(organisation=one, subject=subject, source=source, verified=True)
    return one


def said(organisation: Organisation) -> list[tuple[str, str, str, bool]]:
    found = vouchers(organisation=organisation)
    return [(one.subject, one.source.slug, one.vouch.confidence, one.verified_at is not None) for one in found]


def test_a_changed_line_waits_for_confirmation_and_the_others_stay(client: Client, curator, organisation) -> None:
    save(client, organisation, **{"provenance-1-confidence": "low", "provenance-1-stated_on": "01-03-2026"})
    assert said(organisation) == [
        ("name", "a", "medium", True), ("name", "b", "low", False), ("website", "b", "medium", True),
    ]  # fmt: skip
    newest = Provenance.history.order_by("-history_id").first()
    assert (newest.history_type, newest.history_user, newest.door) == ("~", curator, "admin")
    assert str(vouchers("name")[1].vouch.stated_on) == "2026-03-01"
    assert Provenance.history.count() == 4, "the row of the other source has no new version"


def test_a_line_goes_to_another_source_one_goes_and_one_comes(client: Client, curator, organisation) -> None:
    c = SourceFactory(slug="c")
    changes = {
        "provenance-TOTAL_FORMS": "4",
        "provenance-0-source": str(c.pk),
        "provenance-2-DELETE": "on",
        "provenance-3-subject": "town",
        "provenance-3-source": str(c.pk),
        "provenance-3-confidence": "high",
    }
    response = save(client, organisation, **changes)
    assert response.redirect_chain, response.context["errors"]
    assert said(organisation) == [
        ("name", "b", "medium", True), ("name", "c", "medium", False), ("town", "c", "high", False),
    ]  # fmt: skip
    assert {row.source.slug for row in organisation.provenance.all()} == {"b", "c"}, "of a nothing is left"


def test_the_same_value_twice_of_one_source_is_refused_in_words(client: Client, curator, organisation) -> None:
    before = said(organisation)
    refused = save(client, organisation, **{"provenance-0-source": str(Source.objects.get(slug="b").pk)})
    assert refused.status_code == 200
    assert "“naam” heeft de bron “Bron B” twee keer." in refused.content.decode()
    assert said(organisation) == before


def test_the_second_of_two_who_save_is_told_of_each_value(client: Client, curator, organisation) -> None:
    data = form_data(client.get(change_url(organisation)), "organisation_form")
    save(client, organisation, **{"provenance-1-confidence": "low", "provenance-2-DELETE": "on"})
    data["provenance-0-confidence"] = ["high"]
    text = client.post(change_url(organisation), data).content.decode()
    assert "naam: was “gemiddeld, bevestigd op " in text
    assert "is nu “laag”" in text
    assert "website: was “gemiddeld, bevestigd op " in text
    assert "medium" not in [one.vouch.confidence for one in vouchers("name")][1:]


def test_who_may_only_look_reads_the_lines(client: Client, viewer, organisation) -> None:
    page = client.get(change_url(organisation)).content.decode()
    assert "Bron B" in page
    assert "gemiddeld" in page
    assert 'name="provenance-0-subject"' not in page


def test_history_tells_value_by_value_who_vouched_and_who_confirmed(client: Client, curator, organisation) -> None:
    save(client, organisation, **{"provenance-1-confidence": "low", "provenance-2-DELETE": "on"})
    ProvenanceFactory(organisation=organisation, subject="town", source=SourceFactory(title="Bron D"))
    row = ProvenanceFactory(organisation=organisation, subject="kind", source=SourceFactory(title="Bron E"))
    ProvenanceFactory(
        organisation=organisation, subject="kind", source=row.source, verified_at=timezone.now(), verified_by=curator
    )
    page = client.get(reverse("admin:companies_organisation_history", args=[organisation.pk])).content.decode()
    assert "<ins>zekerheid: laag</ins>" in page
    assert "niet meer genoemd als bron hiervan" in page
    assert f"{organisation}: plaats (Bron D)" in page
    assert f"{organisation} (Bron E)" in page
    assert f"door {curator}" in page


def test_a_change_by_hand_replaces_one_value_of_a_row(client: Client, curator, organisation) -> None:
    c = SourceFactory(slug="c")
    save(client, organisation, website="https://c.example.org", change_source=str(c.pk))
    assert voucher(organisation, "website").vouch == Vouch("medium", timezone.localdate())
    assert [(one.subject, one.source.slug) for one in vouchers(organisation=organisation)] == [
        ("name", "a"), ("name", "b"), ("website", "c"),
    ]  # fmt: skip
