"""Two organisations that are one: nothing is lost, old addresses lead on, and what cannot be is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from companies.merging import rules
from companies.merging.actions import MergeRefused, find_organisation, merge
from companies.models import Activity, Case, Organisation, OrganisationAlias, Provenance
from publication.models import ListingRemoval
from tests.companies.moderation.merges import go, whole
from tests.companies.vouchers import voucher, vouchers
from tests.factories import MaterialFactory, OrganisationFactory, ProvenanceFactory, SourceFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db


def test_every_relation_to_an_organisation_has_a_rule():
    """A new relation fails here: decide what a merge does with it, and register the rule."""
    assert rules.undecided() == []
    names = {name for name, _relation in rules.relations()}
    assert {"companies.Site.organisation", "companies.OrganisationAlias.organisation"} <= names


def test_no_rule_is_about_a_relation_that_is_gone():
    assert set(rules._rules) <= {name for name, _relation in rules.relations()}


def test_a_relation_without_a_rule_stops_the_merge(two, moderator, monkeypatch):
    monkeypatch.delitem(rules._rules, "companies.Case.organisation")
    with pytest.raises(MergeRefused, match=r"companies\.Case\.organisation"):
        go(*two, moderator)
    assert Organisation.objects.filter(slug="metaal-002").exists()


def test_all_that_hangs_on_it_comes_along(two, case, moderator):
    kept, gone = two
    Case.objects.update(organisation=gone)
    site = gone.sites.get()
    stage_source = ProvenanceFactory(organisation=gone, subject="stage:refining")
    ProvenanceFactory(organisation=gone, subject="website", source=stage_source.source)
    ProvenanceFactory(organisation=gone, subject="website")
    go(kept, gone, moderator)
    assert {one.stage.slug for one in kept.activities.all()} == {"refining", "production"}
    assert set(kept.sites.values_list("pk", flat=True)) >= {site.pk}
    assert kept.sites.filter(is_main=True).count() == 1
    assert Case.objects.get().organisation == kept
    assert [(one.row.organisation, one.subject) for one in vouchers()] == [(kept, "stage:refining")]
    assert vouchers()[0].row == stage_source
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    assert whole()


def test_of_a_source_that_both_have_one_row_is_left_and_the_kept_one_says_more(two, moderator):
    kept, gone = two
    row = ProvenanceFactory(organisation=kept, subject="stage:refining", confidence="high")
    for subject in ("name", "stage:refining", "stage:production"):
        ProvenanceFactory(organisation=gone, source=row.source, subject=subject, confidence="low")
    go(kept, gone, moderator)
    assert [(one.row, one.subject, one.vouch.confidence) for one in vouchers()] == [
        (row, "stage:production", "low"),
        (row, "stage:refining", "high"),
    ]
    assert Provenance.history.filter(organisation_id=gone.pk).first().history_type == "-"
    assert whole()


def test_in_one_stage_their_materials_come_together(two, moderator):
    kept, gone = two
    shared = gone.activities.get()
    shared.stage = kept.activities.get().stage
    shared.save()
    extra = MaterialFactory(slug="gallium", visibility="public")
    shared.materials.add(extra)
    go(kept, gone, moderator)
    activity = Activity.objects.get(organisation=kept)
    assert extra in activity.materials.all()
    assert not Activity.objects.filter(organisation=gone.pk).exists()
    assert whole()


def test_what_is_taken_brings_its_source_and_loses_its_confirmation(two, moderator):
    kept, gone = two
    Organisation.objects.filter(pk=gone.pk).update(website="https://b.example", kvk_number="12345678")
    row = ProvenanceFactory(organisation=gone, subject="website", source=SourceFactory(), verified=True)
    go(kept, gone, moderator, "website", "kvk_number")
    kept.refresh_from_db()
    assert (kept.website, kept.kvk_number, kept.name) == ("https://b.example", "12345678", "Metaal 001")
    taken = voucher(kept, "website")
    assert (taken.source, taken.verified_at) == (row.source, None)
    assert kept.history.first().history_change_reason == "Samengevoegd met Metaal 002"
    assert Organisation.history.filter(id=gone.pk, history_type="-").get().history_user == moderator


def test_the_notes_for_staff_come_together(two, moderator):
    kept, gone = two
    for one, note in ((kept, "Belde in mei."), (gone, "Was vroeger een handelaar.")):
        Organisation.objects.filter(pk=one.pk).update(staff_note=note)
    go(kept, gone, moderator)
    kept.refresh_from_db()
    assert kept.staff_note == "Belde in mei.\nWas vroeger een handelaar."


@pytest.mark.parametrize("hides", [0, 1])
def test_what_one_of_them_keeps_to_itself_stays_so_unless_staff_say_otherwise(two, moderator, client, hides):
    kept, gone = two
    Organisation.objects.filter(pk=two[hides].pk).update(shows_sites=False)
    client.force_login(moderator)
    path = f"/admin/companies/organisation/{kept.pk}/merge/?other={gone.slug}"
    data = form_data(client.get(path))
    assert data["field_shows_sites"] == ["gone" if hides else "kept"]
    client.post(path, data | {"reason": "Eén KvK-nummer"})
    kept.refresh_from_db()
    assert not kept.shows_sites
    assert kept.shows_activities
    assert whole()


def test_one_with_itself_and_one_that_is_gone_are_refused(two, moderator):
    kept, gone = two
    with pytest.raises(MergeRefused, match="zichzelf"):
        go(kept, kept, moderator)
    number = gone.pk
    go(kept, gone, moderator)
    gone.pk = number
    with pytest.raises(MergeRefused, match=str(number)):
        go(kept, gone, moderator)


def test_an_invalid_result_writes_nothing(two, moderator):
    kept, gone = two
    Organisation.objects.filter(pk=gone.pk).update(name="")
    with pytest.raises(ValidationError):
        go(kept, gone, moderator, "name")
    assert Organisation.objects.filter(pk=gone.pk).exists()
    assert not OrganisationAlias.objects.exists()


def test_old_addresses_and_numbers_lead_on_through_a_chain(two, moderator, client):
    kept, gone = two
    last = OrganisationFactory(slug="laatste", name="Laatste", visibility="public")
    numbers = {gone.pk, kept.pk}
    go(kept, gone, moderator)
    go(last, kept, moderator)
    for old in ("metaal-001", "metaal-002"):
        page = client.get(f"/nl/bedrijven/{old}/")
        assert (page.status_code, page["Location"]) == (301, "/nl/bedrijven/laatste/")
        assert client.get(f"/en/organisations/{old}/report-an-error/")["Location"].endswith("/laatste/report-an-error/")
        answer = client.get(f"/api/v1/companies/{old}?lang=en")
        assert (answer.status_code, answer["Location"]) == (301, "/api/v1/companies/laatste?lang=en")
        assert answer.json() == {"slug": old, "movedTo": {"slug": "laatste", "url": "/api/v1/companies/laatste"}}
        assert find_organisation(old) == last
    assert all(find_organisation(str(number)) == last for number in numbers)
    assert set(OrganisationAlias.objects.values_list("organisation", flat=True)) == {last.pk}
    assert set(ListingRemoval.objects.filter(kind="companies").values_list("record_id", flat=True)) == numbers


def test_an_old_number_leads_on_in_the_admin(two, moderator, client):
    kept, gone = two
    old = gone.pk
    merge(kept_id=kept.pk, gone_id=old, take=set(), reason="x", user=moderator)
    client.force_login(moderator)
    answer = client.get(reverse("admin:companies_organisation_change", args=[old]))
    assert answer.headers["Location"] == reverse("admin:companies_organisation_change", args=[kept.pk])
    unknown = client.get(reverse("admin:companies_organisation_change", args=[old + 1_000]))
    assert unknown.headers["Location"] == reverse("admin:index")


def test_an_old_address_does_not_tell_of_what_is_not_public(two, moderator, client):
    kept, gone = two
    go(kept, gone, moderator)
    kept.refresh_from_db()
    kept.visibility = "internal"
    kept.save()
    assert client.get("/nl/bedrijven/metaal-002/").status_code == 404
    assert client.get("/api/v1/companies/metaal-002").status_code == 404


def test_a_long_chain_and_a_ring_of_merges_end_in_one_step(two, moderator, client):
    kept, gone = two
    names = [OrganisationFactory(slug=f"schakel-{number}", visibility="public") for number in range(4)]
    go(kept, gone, moderator)
    for earlier, later in zip([kept, *names], names, strict=False):
        go(later, earlier, moderator)
    last = names[-1]
    assert client.get("/api/v1/companies/metaal-002")["Location"] == f"/api/v1/companies/{last.slug}"
    for gone_already in (kept, names[0]):
        with pytest.raises(MergeRefused):
            go(gone_already, last, moderator)
    assert set(OrganisationAlias.objects.values_list("organisation", flat=True)) == {last.pk}
    assert find_organisation(str(last.pk)) == last
    assert whole()


def test_the_pages_of_the_admin_ask_first(two, moderator, client):
    kept, gone = two
    Organisation.objects.filter(pk=gone.pk).update(website="https://b.example")
    client.force_login(moderator)
    path = f"/admin/companies/organisation/{kept.pk}/merge/"
    assert path in client.get(f"/admin/companies/organisation/{kept.pk}/change/").content.decode()
    assert client.get(f"{path}?other=nergens").status_code == 422
    assert "zichzelf" in client.get(f"{path}?other={kept.slug}").content.decode()
    question = client.get(f"{path}?other=metaal-002")
    assert "https://b.example" in question.content.decode()
    assert Organisation.objects.filter(pk=gone.pk).exists()
    data = form_data(question) | {"field_website": "gone"}
    assert client.post(f"{path}?other=metaal-002", data).status_code == 422, "a reason is asked for"
    assert client.post(f"{path}?other=metaal-002", data | {"reason": "Eén KvK-nummer"}).status_code == 302
    assert "“metaal-002” is al deel van Metaal 001" in client.get(f"{path}?other=metaal-002").content.decode()
    kept.refresh_from_db()
    assert kept.website == "https://b.example"
    alias = OrganisationAlias.objects.get()
    assert (alias.slug, alias.merged_by, alias.reason) == ("metaal-002", moderator, "Eén KvK-nummer")
    path = f"/admin/companies/organisation/{kept.pk}/split/"
    activity = kept.activities.get(stage__slug="refining")
    answer = client.post(path, {"name": "Afgesplitst", "activities": [activity.pk]})
    assert answer.status_code == 302
    assert Organisation.objects.get(name="Afgesplitst").activities.count() == 1


def test_who_may_only_look_cannot_merge(two, viewer, client):
    kept, _gone = two
    assert client.get(f"/admin/companies/organisation/{kept.pk}/merge/").status_code == 403
    assert client.post(f"/admin/companies/organisation/{kept.pk}/split/", {"name": "x"}).status_code == 403


def test_one_that_came_back_from_history_can_be_merged_again(two, moderator, client):
    kept, gone = two
    number, before = gone.pk, gone.history.first().pk
    go(kept, gone, moderator)
    client.force_login(moderator)
    version = reverse("admin:companies_organisation_simple_history", args=[number, before])
    page = client.post(version, follow=True).content.decode()
    assert f"Zij was deel van {kept.name}." in page
    back = Organisation.objects.get(pk=number)
    assert client.get("/nl/bedrijven/metaal-002/").status_code == 301, "it came back internal"
    go(kept, back, moderator)
    assert OrganisationAlias.objects.get(slug="metaal-002").organisation == kept
    assert client.get("/nl/bedrijven/metaal-002/")["Location"] == "/nl/bedrijven/metaal-001/"
    assert whole()
