"""The way of a version: draft, checked, published, retired; what is frozen stays as it is."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from permits.enums import LawState
from permits.law.actions import NotReady, back_to_draft, mark_checked, publish, retire, start_draft
from permits.law.document import digest
from permits.law.storing import as_document
from permits.models import LawVersion, PermitTypeListing
from publication.models import ListingRemoval
from publication.rebuild import compare, publish_due
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KINDS = ("permit-types", "authorities", "municipal-authorities")


@pytest.fixture
def user():
    return UserFactory(staff=True)


def differences():
    return [one for kind in KINDS for one in compare(kind)]


def rename(version, name):
    row = version.permit_types.get(slug="mba-ippc")
    row.name_nl = name
    row.save()


def published(draft, user):
    return publish(version=mark_checked(version=draft, user=user), user=user)


def test_a_draft_is_a_copy_of_every_row(law, draft):
    copied, original = as_document(draft), as_document(law)
    assert copied["version"] != original["version"]
    assert {**copied, "version": None} == {**original, "version": None}
    assert draft.history.first().history_change_reason == "Gekopieerd van versie 1"


def test_one_draft_at_a_time(law, draft, user):
    with pytest.raises(ValidationError, match="wordt al gewerkt"):
        start_draft(source=law, user=user, label="x", in_force_from=timezone.localdate())


def test_a_draft_is_nowhere_to_be_seen(draft):
    rename(draft, "GEHEIM CONCEPT")
    assert not PermitTypeListing.objects.filter(name_nl__contains="GEHEIM").exists()
    assert PermitTypeListing.objects.count() == 32
    assert differences() == []


def test_frozen_rows_cannot_be_saved_or_deleted(law):
    row = law.permit_types.get(slug="mba-ippc")
    with pytest.raises(ValidationError, match="geen concept"):
        row.save()
    with pytest.raises(ValidationError, match="geen concept"):
        row.delete()
    with pytest.raises(ValidationError, match="geen concept"):
        row.clean()
    area = law.municipal_authorities.get(slug="rotterdam").water_boards.first()
    with pytest.raises(ValidationError, match="geen concept"):
        area.save()


def test_a_checked_version_stands_still_until_it_is_taken_up_again(draft, user):
    checked = mark_checked(version=draft, user=user)
    assert (checked.state, checked.checked_by) == (LawState.CHECKED, user)
    with pytest.raises(ValidationError, match="geen concept"):
        rename(checked, "x")
    again = back_to_draft(version=checked, user=user)
    assert (again.state, again.checked_by, again.digest) == (LawState.DRAFT, None, "")
    rename(again, "x")


def test_what_blocks_is_told_row_by_row(draft, user):
    rule = draft.competence_rules.get(slug="c1")
    rule.legal_basis = []
    rule.save()
    with pytest.raises(NotReady) as refused:
        mark_checked(version=draft, user=user)
    assert [finding.path for finding in refused.value.findings] == ["competence.c1.legalBasis"]
    assert "Deze regel heeft geen wettelijke grondslag." in " ".join(refused.value.messages)
    draft.refresh_from_db()
    assert draft.state == LawState.DRAFT


def test_a_draft_without_a_note_is_not_published(draft, user):
    draft.note_nl = draft.note_en = ""
    draft.save()
    with pytest.raises(NotReady) as refused:
        mark_checked(version=draft, user=user)
    assert {finding.path for finding in refused.value.findings} == {"version.number.note"}


def test_publishing_swaps_every_listing_in_one_go(law, draft, user):
    rename(draft, "Nieuwe naam")
    old = set(PermitTypeListing.objects.values_list("pk", flat=True))
    version = published(draft, user)
    new = PermitTypeListing.objects.in_bulk(field_name="slug")
    assert len(new) == 32
    assert not {listing.pk for listing in new.values()} & old
    assert new["mba-ippc"].name_nl == "Nieuwe naam"
    assert not any(slug.startswith("~") for slug in new)
    assert version.digest == digest(as_document(version))
    assert differences() == []
    assert set(ListingRemoval.objects.filter(kind="permit-types").values_list("record_id", flat=True)) == old


def test_an_error_while_publishing_leaves_the_old_listings(law, draft, user, monkeypatch):
    checked = mark_checked(version=draft, user=user)
    before = set(PermitTypeListing.objects.values_list("pk", "digest"))

    def fail():
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("permits.law.actions.touch_law", fail)
    with pytest.raises(RuntimeError):
        publish(version=checked, user=user)
    checked.refresh_from_db()
    assert checked.state == LawState.CHECKED
    assert set(PermitTypeListing.objects.values_list("pk", "digest")) == before


def test_the_earlier_version_stays_available_and_unchanged(law, draft, user):
    published(draft, user)
    law.refresh_from_db()
    assert law.state == LawState.PUBLISHED
    assert law.digest == digest(as_document(law))
    assert law in LawVersion.objects.available()


def test_a_version_of_the_future_waits_for_its_first_day(law, draft, user):
    draft.in_force_from = timezone.localdate() + datetime.timedelta(days=30)
    draft.save()
    version = published(draft, user)
    assert PermitTypeListing.objects.filter(record__version=law).count() == 32
    LawVersion.objects.filter(pk=version.pk).update(in_force_from=timezone.localdate())
    publish_due()
    assert PermitTypeListing.objects.filter(record__version=version).count() == 32
    assert PermitTypeListing.objects.count() == 32
    assert differences() == []


def test_the_second_of_two_officers_learns_what_the_first_did(draft, user):
    mark_checked(version=draft, user=user)
    with pytest.raises(ValidationError, match="is nu “gecontroleerd”; deze stap vraagt “concept”"):
        mark_checked(version=draft, user=UserFactory(staff=True))


def test_a_version_that_begins_before_the_last_one_is_refused(law, draft, user):
    draft.in_force_from = law.in_force_from - datetime.timedelta(days=1)
    draft.save()
    checked = mark_checked(version=draft, user=user)
    with pytest.raises(ValidationError, match="kan niet eerder ingaan"):
        publish(version=checked, user=user)


def test_retiring_gives_the_word_back_to_the_earlier_version(law, draft, user):
    with pytest.raises(ValidationError, match="enige versie"):
        retire(version=law, user=user)
    version = published(draft, user)
    retire(version=version, user=user)
    assert LawVersion.objects.in_force().first() == law
    assert PermitTypeListing.objects.filter(record__version=law).count() == 32
    assert version in LawVersion.objects.available()
    assert differences() == []


def test_a_draft_that_is_deleted_takes_its_rows_along(law, draft):
    draft.delete()
    assert LawVersion.objects.count() == 1
    assert law.permit_types.count() == 32
    assert differences() == []


def test_the_database_refuses_states_that_cannot_be(law):
    with pytest.raises(IntegrityError), transaction.atomic():
        LawVersion.objects.filter(pk=law.pk).update(checked_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        LawVersion.objects.filter(pk=law.pk).update(state="gone")
    with pytest.raises(IntegrityError), transaction.atomic():
        law.permit_types.filter(slug="mba-ippc").update(slug="mba-seveso")
    with pytest.raises(IntegrityError), transaction.atomic():
        law.permit_types.filter(slug="mba-ippc").update(authority=None)
